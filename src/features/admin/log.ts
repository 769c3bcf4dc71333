import { UserError } from '../../core/errors.ts';
import type { PersonId } from '../../core/ids.ts';
import { type Block, bold, buttons, date, type Message, paragraph, say, text } from '../../core/message.ts';
import type { ActionContext } from '../../ports/context.ts';
import type { Command, PressHandler } from '../../ports/feature.ts';
import type { LogEntry } from '../../ports/house.ts';

const shown = 8;

/** Who changed what, from what, to what, latest first. */
export function logCard(entries: readonly { entry: LogEntry; by: string }[]): Message {
  if (entries.length === 0) return say(text`Nobody has changed anything yet.`);
  return { fallback: 'Who changed what', blocks: entries.flatMap(({ entry, by }) => entryBlocks(entry, by)) };
}

function entryBlocks(entry: LogEntry, by: string): readonly Block[] {
  const when = date(entry.at, 'reader', 'dayTime');
  const lines = entry.lines.map((line) =>
    paragraph(
      text`${bold(`${entry.number}.`)} ${line.what}: ${changeWords(line)} By ${by}, ${when}${entry.isUndone ? ' (undone)' : ''}`,
    ),
  );
  const undoButton = buttons({
    label: `Undo ${entry.number}`,
    verb: 'admin.undo',
    args: { v: 1, number: entry.number },
  });
  return isOpen(entry) ? [...lines, undoButton] : lines;
}

const isOpen = ({ isUndone, lines }: LogEntry): boolean =>
  !isUndone && lines.every(({ undoBy }) => undoBy === undefined);

/** What whoever says undo and no number has in mind: their own last change. UserError where there is none. */
function ownLatest(entries: readonly LogEntry[], admin: PersonId): number {
  const own = entries.find((entry) => entry.by === admin && isOpen(entry));
  if (own) return own.number;
  throw new UserError(
    'You have changed nothing that could be taken back. /hallway log shows what others did, with numbers. Nothing was changed.',
  );
}

const changeWords = ({ was, is }: LogEntry['lines'][number]): string =>
  was === undefined ? `${is ?? 'changed'}.` : `${was} → ${is ?? 'gone'}.`;

async function latestLog(ctx: ActionContext): Promise<Message> {
  const entries = await ctx.house.log(shown);
  const named = entries.map(async (entry) => ({
    entry,
    by: (entry.by && (await ctx.people.get(entry.by))?.name) ?? 'Hallway',
  }));
  return logCard(await Promise.all(named));
}

async function undoEntry(ctx: ActionContext, number: number): Promise<Message> {
  if (!Number.isInteger(number) || number < 1)
    throw new UserError('Say which: /hallway undo 3. /hallway log shows the numbers. Nothing was changed.');
  const entry = await ctx.house.undo(number);
  return say(
    text`Undone: ${entry.lines.map((line) => line.what).join(', ')} ${entry.lines.length === 1 ? 'is' : 'are'} as before.`,
  );
}

export const log: Command = {
  word: 'log',
  who: 'admin',
  usage: [{ words: 'log', does: 'who changed what, with Undo' }],
  run: async (ctx) => ({ message: await latestLog(ctx) }),
};

export const undo: Command = {
  word: 'undo',
  who: 'admin',
  usage: [{ words: 'undo 3', does: 'take back entry 3 of the log' }],
  run: async (ctx, words) => {
    const entries = await ctx.house.log(Number.MAX_SAFE_INTEGER);
    const number = words.length === 0 ? ownLatest(entries, ctx.actor.id) : Number(words[0]?.text);
    const entry = entries.find((one) => one.number === number);
    if (!entry || !isOpen(entry)) return { message: await undoEntry(ctx, number) };
    return ctx.propose({
      echo: say(
        text`${bold(`Take back entry ${number}?`)} ${entry.lines.map((line) => `${line.what}: ${line.is ?? 'gone'} → ${line.was ?? 'gone'}`).join('; ')}.`,
      ),
      confirm: 'Undo it',
      apply: async () => ({ message: await undoEntry(ctx, number) }),
    });
  },
};

export const logPresses: Readonly<Record<string, PressHandler>> = {
  'admin.undo': async (ctx, args) => {
    if (!ctx.actor.isAdmin) throw new UserError('Only admins can do this. Nothing was changed.');
    const number = Number(args.number);
    const known = (await ctx.house.log(Number.MAX_SAFE_INTEGER)).find((entry) => entry.number === number);
    const message = known?.isUndone
      ? say(text`Entry ${number} has been undone already.`)
      : await undoEntry(ctx, number);
    // Drawn again, so that an entry that was undone keeps no button.
    return { message, replace: await latestLog(ctx) };
  },
};
