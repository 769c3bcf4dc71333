import { UserError } from '../../core/errors.ts';
import type { ChannelId } from '../../core/ids.ts';
import { bold, list, listed, type Message, note, paragraph, say, type Text, text } from '../../core/message.ts';
import type { Reply } from '../../core/reply.ts';
import { channelOf, nameOfChannel } from '../../ports/channel.ts';
import type { ActionContext, ReadContext, Word } from '../../ports/context.ts';
import { plainWords } from '../../ports/words.ts';
import type { Cadence } from '../../time/cadence.ts';
import { parseCadence } from '../../time/cadence-words.ts';
import { nearest } from '../../time/words.ts';
import { formatDate, wallTime } from '../../time/zoned.ts';
import { audienceOf } from './audience.ts';
import { comingDates } from './coming.ts';
import { fitted, leastToAnswer } from './fitting.ts';
import { mattersOf, refuseIfNobody } from './matters.ts';
import { overlapWords } from './overlap.ts';
import { askedWords, reminderWords, rhythmWords, sharedWords } from './program-words.ts';
import { type Program, programId, programs } from './records.ts';
import { inSentence } from './words.ts';

/** What one word after `/hallway checkin` does. */
export type Action = (ctx: ActionContext, words: readonly Word[]) => Promise<Reply>;

const datesShown = 3;
const firstDigest = wallTime('11:00');
const firstPack = 'small-talk';
const example = 'For example: every weekday at 09:30 local.';

/** The channel's program. UserError where it has none. */
export async function programHere(ctx: ActionContext): Promise<{ id: string; program: Program; name: string }> {
  const channel = channelOf(ctx);
  const id = programId(channel);
  const program = await ctx.tx.get(programs, id);
  const name = (await ctx.people.channel(channel))?.name ?? 'this channel';
  if (program) return { id, program, name };
  throw new UserError(
    `There is no check-in in #${name} yet. Start with /hallway checkin every weekday at 09:30 local. Nothing was changed.`,
  );
}

/** `checkin every …`: a new program, or another rhythm for the one that is there; `rules` go along with it. */
export async function setRhythm(
  ctx: ActionContext,
  words: readonly Word[],
  rules: Partial<Program> = {},
): Promise<Reply> {
  const { isLocal, reportsOf, rhythm } = readAudience(words);
  if (reportsOf !== undefined && !ctx.actor.isAdmin)
    throw new UserError(
      'Only admins can have somebody’s reports asked. Leave "for" and the name out to ask the channel. Nothing was changed.',
    );
  return proposeRhythm(ctx, { cadence: readRhythm(ctx, rhythm, isLocal), isLocal, reportsOf }, rules);
}

async function proposeRhythm(
  ctx: ActionContext,
  asked: { readonly cadence: Cadence; readonly isLocal: boolean; readonly reportsOf: Program['reportsOf'] },
  rules: Partial<Program>,
): Promise<Reply> {
  const channel = channelOf(ctx);
  const name = await nameOfChannel(ctx, channel);
  const id = programId(channel);
  const before = await ctx.tx.get(programs, id);
  const { reportsOf: _before, ...base } = before ?? newProgram(ctx, channel);
  const { cadence, isLocal, reportsOf } = asked;
  const isSameRule = before?.cadence.rule === cadence.rule;
  const asIs = programs.parse({
    ...base,
    cadence: isSameRule ? { ...cadence, from: before.cadence.from } : { ...cadence },
    isLocal,
    ...(reportsOf === undefined ? {} : { reportsOf }),
    ...rules,
  });
  if (asIs.shape === 'water-cooler' && (isLocal || reportsOf !== undefined))
    throw new UserError(
      'A question to the whole channel has one time for all. Leave out "local" and "for", or say /hallway checkin shape private first. Nothing was changed.',
    );
  const after = fitted(asIs, leastToAnswer(before));
  if (after.digestAt <= cadence.time)
    throw new UserError(
      `A question at ${cadence.time} leaves no time to answer that day. Choose an earlier one. Nothing was changed.`,
    );
  await refuseIfNobody(ctx, after, name);
  return ctx.propose({
    echo: await echo(ctx, after, name, before),
    confirm: before ? 'Change it' : 'Start',
    apply: async () => {
      const is = inSentence(rhythmWords(after));
      const was = before && inSentence(rhythmWords(before));
      const said = { what: `Check-in in #${name}`, is, ...(was === undefined ? {} : { was }) };
      await ctx.change({ collection: programs, key: id, after, ...said });
      return { message: await started(ctx, after, name, before !== undefined) };
    },
  });
}

/** Takes `local` and `for @somebody` out of the words. */
function readAudience(words: readonly Word[]) {
  const isLocal = words.some(({ kind, text: typed }) => kind === 'word' && typed.toLowerCase() === 'local');
  const at = words.findIndex(({ kind, text: typed }) => kind === 'word' && typed.toLowerCase() === 'for');
  const whom = words[at + 1];
  if (at >= 0 && whom?.kind !== 'person')
    throw new UserError(
      'Say whose reports: /hallway checkin every weekday at 09:30 local for @ana. Nothing was changed.',
    );
  const kept = at < 0 ? words : words.toSpliced(at, 2);
  const rhythm = plainWords(kept.filter(({ text: typed }) => typed.toLowerCase() !== 'local'));
  return { isLocal, reportsOf: at >= 0 && whom?.kind === 'person' ? whom.person.id : undefined, rhythm };
}

function readRhythm(ctx: ActionContext, words: readonly string[], isLocal: boolean): Cadence {
  const { zone } = ctx.settings.calendar;
  const read = parseCadence(words, { now: ctx.now, zone, example });
  if (!read.ok) {
    const meant = words.find((word) => nearest(word, ['local']) !== undefined);
    const problem = meant === undefined ? read.problem : `I don't know "${meant}". Did you mean local? ${example}`;
    throw new UserError(`${problem} Nothing was changed.`);
  }
  if (isLocal && read.cadence.zone !== zone)
    throw new UserError(
      "Local means everybody's own time, so it goes without a zone. Leave one of them out. Nothing was changed.",
    );
  return read.cadence;
}

function newProgram(ctx: ActionContext, channel: ChannelId): Omit<Program, 'cadence' | 'isLocal'> {
  return {
    channel,
    shape: 'private',
    pack: firstPack,
    standing: [],
    added: [],
    isAnonymous: false,
    digestAt: firstDigest,
    digestPer: 'all',
    inThread: false,
    setUpBy: ctx.actor.id,
  };
}

async function echo(ctx: ActionContext, program: Program, name: string, before?: Program): Promise<Message> {
  const count = (await audienceOf(ctx, program)).length;
  const boss = program.reportsOf && (await ctx.people.get(program.reportsOf));
  const whom = boss ? `who report to ${boss.name}` : 'there';
  const people = `${count} ${count === 1 ? 'person' : 'people'} ${whom}`;
  const was =
    before && rhythmWords(before) !== rhythmWords(program) ? [note(text`Now it is: ${rhythmWords(before)}.`)] : [];
  const reminder = reminderLine(program, before);
  const overlap = await overlapWords(ctx, programId(program.channel), program);
  return {
    fallback: `Check-in in #${name}`,
    blocks: [
      paragraph(text`${bold(`Check-in in #${name}`)} for ${people}`),
      paragraph([...text`${rhythmWords(program)}. Next: `, ...(await nextDates(ctx, program)), ...text`.`]),
      list([
        text`Asks ${askedWords(program)}.`,
        text`${sharedWords(program)}.`,
        ...reminder,
        ...(await mattersOf(ctx, program)).words,
        ...(overlap === undefined ? [] : [text`${overlap}`]),
      ]),
      ...was,
    ],
  };
}

function reminderLine(program: Program, before?: Program): readonly Text[] {
  const words = reminderWords(program);
  if (words !== '') return [text`${words}`];
  const gone = before?.reminderAt;
  if (gone === undefined || program.reminderAt !== undefined) return [];
  return [text`No reminder any more: ${gone} does not lie between question and summary.`];
}

async function nextDates(ctx: ReadContext, program: Program): Promise<Text> {
  const dates = await comingDates(ctx, program, datesShown);
  return listed(dates.map((date) => formatDate(date, 'day', ctx.settings.reader)));
}

async function started(ctx: ActionContext, program: Program, name: string, isChange: boolean): Promise<Message> {
  const title = `${isChange ? 'Changed' : 'Started'}: check-in in #${name}`;
  const [, ...rest] = (await echo(ctx, program, name)).blocks;
  return {
    fallback: title,
    blocks: [paragraph(text`${bold(title)}`), ...rest, note(text`/hallway log shows this, and undo takes it back.`)],
  };
}

/** Proposes one change of the channel's program; says so where it would change nothing. */
export async function proposeChange(
  ctx: ActionContext,
  patch: Partial<Program>,
  is: string,
  was: string,
): Promise<Reply> {
  const { id, program, name } = await programHere(ctx);
  const after = fitted(programs.parse({ ...program, ...patch }));
  if (JSON.stringify(after) === JSON.stringify(programs.parse(program)))
    return { message: say(text`It is so already.`) };
  if (patch.digestAt !== undefined) await refuseIfNobody(ctx, after, name);
  const { words: matters } = await mattersOf(ctx, after);
  const withMatters = ({ fallback, blocks }: Message): Message => ({
    fallback,
    blocks: [...blocks, ...(matters.length > 0 ? [list(matters)] : [])],
  });
  return ctx.propose({
    echo: withMatters(say(text`${bold(`Check-in in #${name}`)}: ${is}. Before: ${was}.`)),
    confirm: 'Change it',
    apply: async () => {
      await ctx.change({ collection: programs, key: id, after, what: `Check-in in #${name}`, was, is });
      return { message: withMatters(say(text`Done. Check-in in #${name}: ${is}.`)) };
    },
  });
}
