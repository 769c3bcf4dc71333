import { type Block, bold, buttons, type Message, note, paragraph, text } from '../../core/message.ts';
import { button, firstName, formButton } from './words.ts';
import type { Sheet, SheetKind } from './worksheet-records.ts';

interface Shown {
  readonly pair: string;
  readonly report: { readonly name: string };
  readonly sheet: Sheet;
  /** Who had the pen last, and when. */
  readonly changed: string;
}

/** The title of what two people drew. */
export const sheetTitle = (kind: SheetKind, report: { readonly name: string }): string =>
  kind === 'persona' ? `How ${firstName(report)} works best` : `A journey of ${firstName(report)}`;

/** A persona or a journey map, drawn as blocks. */
export function sheetMessage({ pair, report, sheet, changed }: Shown): Message {
  const args = { pair, kind: sheet.kind };
  const title = sheetTitle(sheet.kind, report);
  return {
    fallback: title,
    blocks: [
      { kind: 'heading', text: title },
      ...sheetBlocks(sheet),
      buttons(
        formButton('Change it', 'sheet', { ...args, from: 'sheet' }),
        button('A copy to keep', 'sheet.copy', args),
      ),
      note(text`${changed} Only the two of you see this.`),
    ],
  };
}

function sheetBlocks(sheet: Sheet): readonly Block[] {
  if (sheet.kind === 'persona') {
    const part = (label: string, words: string) => ({ label, value: text`${words}` });
    return [
      {
        kind: 'fields',
        fields: [part('Goals', sheet.goals), part('Needs', sheet.needs), part('Challenges', sheet.challenges)],
      },
    ];
  }
  const pains = sheet.points.filter(({ pain }) => pain !== undefined).length;
  const hurts = pains === 0 ? 'none of them hurts' : pains === 1 ? 'one of them hurts' : `${pains} of them hurt`;
  return [
    paragraph(text`${sheet.about}: ${sheet.points.length} touchpoints, ${hurts}.`),
    {
      kind: 'list',
      items: sheet.points.map(({ what, pain }) => {
        const step = text`${bold(what)}`;
        return pain === undefined ? step : [...step, ...text` · hurts: ${pain}`];
      }),
    },
  ];
}

/** The other of the two is told that there is something to look at, and to put right. */
export function drawnCard(pair: string, by: { readonly name: string }, sheet: Sheet, isTheirs: boolean): Message {
  const args = { pair, kind: sheet.kind };
  const name = firstName(by);
  const what =
    sheet.kind === 'persona'
      ? `how ${isTheirs ? 'you work' : 'they work'} best: goals, needs, challenges`
      : `${isTheirs ? 'a journey of yours' : 'a journey of theirs'}, "${sheet.about}"`;
  return {
    fallback: `${by.name} drew something for the two of you`,
    blocks: [
      paragraph(text`${bold(by.name)} drew ${what}. It is for the two of you: put right what does not fit.`),
      buttons(
        button('Look at it', 'sheet.show', args, 'primary'),
        formButton('Change it', 'sheet', args),
        button('No word of these', 'sheet.word', { on: 'no' }),
      ),
      note(text`Only the two of you see it. You get this because you have one-on-ones with ${name}.`),
    ],
  };
}
