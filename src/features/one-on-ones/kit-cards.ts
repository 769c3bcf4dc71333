import { UserError } from '../../core/errors.ts';
import { bold, buttons, heading, list, type Message, note, paragraph, text } from '../../core/message.ts';
import type { Reply } from '../../core/reply.ts';
import type { ActionContext, Word } from '../../ports/context.ts';
import type { PressHandler } from '../../ports/feature.ts';
import { nearest } from '../../time/words.ts';
import { findKit, type Kit, kits } from './kits.ts';
import { mine } from './mine.ts';
import { button, formButton } from './words.ts';
import { sheetKinds } from './worksheet-records.ts';

/** All kits, with a button each; for a pair where one is named. */
export function kitList(pair: string | undefined): Message {
  const args = pair === undefined ? {} : { pair };
  return {
    fallback: 'Conversation kits',
    blocks: [
      paragraph(text`Kits for a talk. Choose one and leave the rest.`),
      list(kits.map(({ title, about }) => text`${bold(title)}: ${about}`)),
      buttons(...kits.map(({ id, title }) => button(title, 'kit', { ...args, kit: id }))),
    ],
  };
}

/** One kit: what it is for, how it goes, questions to choose from. */
export function kitCard(kit: Kit, pair: string | undefined): Message {
  const kind = sheetKinds.find((one) => one === kit.id);
  const args = pair === undefined || kind === undefined ? undefined : { pair, kind };
  return {
    fallback: kit.title,
    blocks: [
      heading(kit.title),
      paragraph(text`${kit.about}`),
      list(kit.steps.map((step) => text`${step}`)),
      ...(kit.questions.length === 0
        ? []
        : [
            paragraph(text`Questions to choose from:`),
            list(kit.questions.map((question) => text`${sentence(question.text)}`)),
          ]),
      ...(args ? [buttons(formButton('Draw it together', 'sheet', args), button('Show it', 'sheet.show', args))] : []),
      ...(kind && !args
        ? [paragraph(text`To draw one, open the page of you two: ${bold('/hallway oneonone @name')}.`)]
        : []),
      note(text`With thanks to ${kit.credit}.`),
    ],
  };
}

/** Questions go on after words on a card; here each stands alone. */
const sentence = (words: string): string => words.slice(0, 1).toUpperCase() + words.slice(1);

/** `oneonone kit`, `oneonone kit career`. */
export async function kitCommand(_ctx: ActionContext, words: readonly Word[]): Promise<Reply> {
  const typed = words.map((word) => word.text).join(' ');
  if (typed === '') return { message: kitList(undefined) };
  const kit = findKit(typed);
  if (kit) return { message: kitCard(kit, undefined) };
  const meant = nearest(
    typed,
    kits.flatMap(({ id, title }) => [id, title.toLowerCase()]),
  );
  throw new UserError(
    `I don't know the kit "${typed}". ${meant ? `Did you mean ${meant}?` : '/hallway oneonone kit lists them.'}`,
  );
}

/** The pair a kit is opened for, if it is one of the reader's own. */
const pairOf: (ctx: ActionContext, args: Parameters<PressHandler>[1]) => Promise<string | undefined> = async (
  ctx,
  args,
) => (args.pair === undefined ? undefined : (await mine(ctx, args)).key);

/** Buttons about kits. */
export const kitPresses: Readonly<Record<string, PressHandler>> = {
  'oneonone.kits': async (ctx, args) => ({ message: kitList(await pairOf(ctx, args)) }),
  'oneonone.kit': async (ctx, args) => {
    const kit = findKit(String(args.kit));
    if (!kit) throw new UserError('I no longer have this kit. /hallway oneonone kit lists them.');
    return { message: kitCard(kit, await pairOf(ctx, args)) };
  },
};
