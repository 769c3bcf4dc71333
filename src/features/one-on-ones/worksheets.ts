import { z } from 'zod';
import { UserError } from '../../core/errors.ts';
import type { Form } from '../../core/form.ts';
import type { JsonObject } from '../../core/json.ts';
import { link, say, text } from '../../core/message.ts';
import type { ActionContext, ReadContext } from '../../ports/context.ts';
import type { GivenFile, PressHandler, SubmitHandler } from '../../ports/feature.ts';
import { formatDate, localDateOf } from '../../time/zoned.ts';
import { inPlace, type Mine, mine } from './mine.ts';
import { pairs } from './records.ts';
import { tellOther, wordOfSheets } from './sheet-word.ts';
import { firstName } from './words.ts';
import { pictureOf } from './worksheet-picture.ts';
import {
  type Journey,
  type Persona,
  pointLines,
  readPoints,
  type Sheet,
  type SheetKind,
  type SheetRow,
  sheetKey,
  sheetKinds,
  sheetOf,
  sheets,
} from './worksheet-records.ts';
import { sheetMessage, sheetTitle } from './worksheet-view.ts';

const partLetters = 600;
const journeyLetters = 2_500;
const mostPoints = 20;
const argsSchema = z.object({ pair: z.string(), kind: z.enum(sheetKinds) });

const kindOf = (args: JsonObject): SheetKind => {
  const read = argsSchema.safeParse(args);
  if (read.success) return read.data.kind;
  throw new UserError("I don't know this sheet. /hallway oneonone kit shows what there is. Nothing was changed.");
};

/** Opens the sheet as it is, or an empty one. */
const open: PressHandler = async (ctx, args) => {
  const found = await mine(ctx, args);
  const kind = kindOf(args);
  const known = (await sheetOf(ctx, found, kind))?.sheet;
  const from = args.from === 'sheet' ? 'sheet' : 'kit';
  return { form: kind === 'persona' ? personaForm(found, known, from) : journeyForm(found, known, from) };
};

const field = (name: string, label: string, hint: string, initial: string | undefined, maxLength: number) =>
  ({
    kind: 'text',
    name,
    label,
    hint,
    multiline: true,
    maxLength,
    ...(initial === undefined ? {} : { initial }),
  }) as const;

const penWords = ({ side, report }: Mine) =>
  side === 'report' ? 'you hold the pen' : `${firstName(report)} holds the pen`;
const whose = ({ side, report }: Mine) => (side === 'report' ? 'yours' : firstName(report));

function personaForm(found: Mine, known: Sheet | undefined, from: string): Form {
  const was: Partial<Persona> = known?.kind === 'persona' ? known : {};
  return {
    title: 'Persona',
    verb: 'oneonone.sheet',
    args: { v: 1, pair: found.key, kind: 'persona', from },
    submit: 'Draw it',
    intro: `Fill it in together; ${penWords(found)}. You and ${firstName(found.other)} see it, nobody else.`,
    fields: [
      field('goals', 'Goals', 'What do they want to get done, and become?', was.goals, partLetters),
      field('needs', 'Needs', 'What helps them do it?', was.needs, partLetters),
      field('challenges', 'Challenges', 'What stands in the way?', was.challenges, partLetters),
    ],
  };
}

function journeyForm(found: Mine, known: Sheet | undefined, from: string): Form {
  const was: Journey | undefined = known?.kind === 'journey' ? known : undefined;
  return {
    title: 'Journey map',
    verb: 'oneonone.sheet',
    args: { v: 1, pair: found.key, kind: 'journey', from },
    submit: 'Draw it',
    intro: `One real day or piece of work of ${whose(found)}. You and ${firstName(found.other)} see it, nobody else.`,
    fields: [
      {
        kind: 'text',
        name: 'about',
        label: 'Which day or work?',
        maxLength: 80,
        ...(was ? { initial: was.about } : {}),
      },
      field(
        'points',
        'Touchpoints, one a line',
        'what happens | where it hurts, if it does',
        was && pointLines(was),
        journeyLetters,
      ),
    ],
  };
}

const words = (value: unknown, most: number): string => (typeof value === 'string' ? value.trim().slice(0, most) : '');

const save: SubmitHandler = async (ctx, args, values) => {
  const found = await mine(ctx, args);
  const sheet = kindOf(args) === 'persona' ? readPersona(values) : readJourney(values);
  if ('errors' in sheet) return sheet;
  const on = localDateOf(ctx.now, ctx.actor.calendar.zone);
  const told = await tellOther(ctx, found, sheet, (await sheetOf(ctx, found, sheet.kind))?.told ?? {});
  const row = { on, by: ctx.actor.id, sheet, told };
  await ctx.tx.put(sheets, sheetKey(found.key, sheet.kind), row);
  const message = shown(ctx, found, row);
  return { message, ...(args.from === 'sheet' ? inPlace(ctx, message) : {}) };
};

/** The sheet as the reader sees it, with who had the pen last. */
const shown = (ctx: ActionContext, found: Mine, { sheet, by, on }: SheetRow) =>
  sheetMessage({
    pair: found.key,
    report: found.report,
    sheet,
    changed: `Last changed by ${by === ctx.actor.id ? 'you' : firstName(found.other)} on ${formatDate(on, 'day', ctx.settings.reader)}.`,
  });

function readPersona(values: Parameters<SubmitHandler>[2]): Persona | { errors: Record<string, string> } {
  const [goals, needs, challenges] = (['goals', 'needs', 'challenges'] as const).map((name) =>
    words(values[name], partLetters),
  );
  if (!goals || !needs || !challenges) {
    const empty = Object.entries({ goals, needs, challenges }).filter(([, value]) => !value);
    return { errors: Object.fromEntries(empty.map(([name]) => [name, 'A few words will do.'])) };
  }
  return { kind: 'persona', goals, needs, challenges };
}

function readJourney(values: Parameters<SubmitHandler>[2]): Journey | { errors: Record<string, string> } {
  const about = words(values.about, 80);
  const points = readPoints(words(values.points, journeyLetters));
  if (about === '') return { errors: { about: 'Name the day or the piece of work.' } };
  if (points.length === 0) return { errors: { points: 'Write at least one line.' } };
  if (points.length > mostPoints)
    return { errors: { points: `${mostPoints} lines are the most that help. Join some.` } };
  return { kind: 'journey', about, points };
}

const show: PressHandler = async (ctx, args) => {
  const found = await mine(ctx, args);
  const known = await sheetOf(ctx, found, kindOf(args));
  if (!known) return { message: say(text`There is none yet. Choose it among the kits and draw it together.`) };
  return { message: shown(ctx, found, known) };
};

/** A picture behind a link that works once; whoever asks is one of the two. */
const copy: PressHandler = async (ctx: ActionContext, args) => {
  const found = await mine(ctx, args);
  const kind = kindOf(args);
  if (!(await sheetOf(ctx, found, kind))) return show(ctx, args);
  const url = await ctx.linkToFile('oneonone-sheet', { pair: found.key, kind });
  if (url === undefined)
    return {
      message: say(
        text`I have no web address of my own, so I can't hand you a file. Whoever runs Hallway can set HALLWAY_URL.`,
      ),
    };
  return {
    message: say(text`Here is your copy, a picture: ${link(`${kind}.svg`, url)}. The link works once, for 15 minutes.`),
  };
};

/** The file behind the link. The pair may have ended since: then there is none. */
export async function sheetFile(ctx: ReadContext, args: JsonObject): Promise<GivenFile | undefined> {
  const read = argsSchema.safeParse(args);
  if (!read.success) return undefined;
  const { pair, kind } = read.data;
  const known = await ctx.reads.get(sheets, sheetKey(pair, kind));
  const two = await ctx.reads.get(pairs, pair);
  const report = two?.state === 'active' ? await ctx.people.get(two.report) : undefined;
  if (!known || !report) return undefined;
  const made = `Made with Hallway, ${formatDate(known.on, 'date', ctx.settings.reader)}`;
  return {
    name: `${kind}.svg`,
    type: 'image/svg+xml; charset=utf-8',
    body: pictureOf(sheetTitle(kind, report), known.sheet, made),
  };
}

/** Buttons about personas and journey maps. */
export const sheetPresses: Readonly<Record<string, PressHandler>> = {
  'oneonone.sheet': open,
  'oneonone.sheet.show': show,
  'oneonone.sheet.copy': copy,
  'oneonone.sheet.word': wordOfSheets,
};

export const sheetSubmits: Readonly<Record<string, SubmitHandler>> = { 'oneonone.sheet': save };
