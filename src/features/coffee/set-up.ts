import { UserError } from '../../core/errors.ts';
import type { ChannelId } from '../../core/ids.ts';
import { bold, date, list, listed, type Message, note, paragraph, say, text } from '../../core/message.ts';
import type { Reply } from '../../core/reply.ts';
import { channelOf, nameOfChannel } from '../../ports/channel.ts';
import type { ActionContext, Word } from '../../ports/context.ts';
import { plainWords } from '../../ports/words.ts';
import type { Cadence } from '../../time/cadence.ts';
import { nextOccurrence } from '../../time/cadence.ts';
import { describeCadence, parseCadence } from '../../time/cadence-words.ts';
import { nextWorkingInstant } from '../../time/workweek.ts';
import { formatDate, type Instant, localDateOf, plus } from '../../time/zoned.ts';
import { nextRounds } from './dates.ts';
import { audience, isEligible, welcomeLeadHours } from './membership.ts';
import { type Program, programId, programs } from './records.ts';
import { datesShown, inSentence, optionWords, splitOptions } from './set-up-form.ts';
import { unkindHour } from './unkind-hour.ts';

/** The channel's program. UserError where it has none. */
export async function programHere(ctx: ActionContext): Promise<{ id: string; program: Program }> {
  const channel = channelOf(ctx);
  const id = programId(channel);
  const program = await ctx.tx.get(programs, id);
  if (program) return { id, program };
  const name = (await ctx.people.channel(channel))?.name ?? 'this channel';
  throw new UserError(
    `There is no coffee in #${name} yet. Start with /hallway coffee every 2 weeks on tuesday at 10:00.`,
  );
}

/** `coffee every …` and its kin: a new program, or another rhythm for the one that is there. */
export async function setRhythm(ctx: ActionContext, words: readonly Word[]): Promise<Reply> {
  const channel = channelOf(ctx);
  const name = await nameOfChannel(ctx, channel);
  const id = programId(channel);
  const before = await ctx.tx.get(programs, id);
  const { rhythm, options } = splitOptions(plainWords(words));
  const cadence = readRhythm(ctx, rhythm, before);
  const after: Program = { ...(before ?? newProgram(ctx, channel, cadence)), cadence, ...options };
  if (before && isSame(before, after))
    return {
      message: say(text`Coffee in #${name} is ${inSentence(rhythmWords(cadence))} already. Nothing was changed.`),
    };
  const said = { v: 1, words: plainWords(words).join(' '), channel };
  return ctx.propose({
    echo: await echo(ctx, after, name, before),
    confirm: before ? 'Change it' : 'Start',
    also: [
      { label: 'Preview first pairs', verb: 'coffee.preview', args: said },
      { label: 'Change', verb: 'coffee.setup', args: said, opensForm: true },
    ],
    apply: async () => {
      const plain = before ?? newProgram(ctx, channel, cadence);
      const was = before && `${inSentence(rhythmWords(before.cadence))}${optionWords(before, after)}`;
      await ctx.change({
        collection: programs,
        key: id,
        after,
        what: `Coffee in #${name}`,
        is: `${inSentence(rhythmWords(cadence))}${optionWords(after, plain)}`,
        ...(was === undefined ? {} : { was }),
      });
      return { message: await started(ctx, after, name, before !== undefined) };
    },
  });
}

/** A program with every default. */
export function newProgram(ctx: ActionContext, channel: ChannelId, cadence: Cadence): Program {
  const setUpBy = ctx.actor.id;
  return {
    channel,
    cadence: { ...cadence },
    groupSize: 2,
    isOptOut: true,
    withGuests: false,
    setUpBy,
    isQuiet: false,
    extra: [],
  };
}

/**
 * The rhythm in the words. A new program's first round leaves everybody a working day after the welcome; one that runs
 * keeps the weeks it falls on where the rule is the same.
 */
export function readRhythm(ctx: ActionContext, words: readonly string[], before: Program | undefined): Cadence {
  const { zone } = ctx.settings.calendar;
  const reading = parseCadence(words, { now: ctx.now, zone });
  if (!reading.ok) throw new UserError(`${reading.problem} Nothing was changed.`);
  const isFixed = words.some((word) => /^(from|starting)$/i.test(word));
  if (before) return isFixed ? reading.cadence : inStep(reading.cadence, before.cadence);
  const earliest = earliestRound(ctx);
  if (nextOccurrence(reading.cadence, plus(ctx.now, { seconds: -1 })).at >= earliest) return reading.cadence;
  const later = parseCadence(words, { now: earliest, zone });
  if (!isFixed && later.ok) return later.cadence;
  return { ...reading.cadence, from: nextOccurrence(reading.cadence, earliest).date };
}

const inStep = (cadence: Cadence, before: Cadence): Cadence =>
  cadence.rule === before.rule ? { ...cadence, from: before.from } : cadence;

function earliestRound(ctx: ActionContext): Instant {
  const welcomeAt = nextWorkingInstant(ctx.settings.calendar, ctx.now) ?? ctx.now;
  return plus(welcomeAt, { hours: welcomeLeadHours });
}

/** A rhythm with its zone: `Every 2 weeks on Tuesday at 10:00, Europe/Lisbon`. */
export const rhythmWords = (cadence: Cadence) => `${describeCadence(cadence)}, ${cadence.zone}`;

/** What a program will do, in words, with its next three dates. */
export async function echo(ctx: ActionContext, program: Program, name: string, before?: Program): Promise<Message> {
  const people = await audience(ctx, program);
  const eligible = people.filter((person) => isEligible(program, person));
  const guests = people.filter((person) => person.standing === 'guest').length;
  const leftOut = guests > 0 && !program.withGuests ? ` (${guests} ${guests === 1 ? 'guest' : 'guests'} left out)` : '';
  const was =
    before && !isSame(before, program)
      ? [note(text`Until now: ${inSentence(rhythmWords(before.cadence))}${optionWords(before, program)}.`)]
      : [];
  return {
    fallback: `Coffee in #${name}`,
    blocks: [
      paragraph(
        text`${bold(`Coffee in #${name}`)} for ${eligible.length} ${eligible.length === 1 ? 'person' : 'people'}${leftOut}`,
      ),
      paragraph([...text`${rhythmWords(program.cadence)}. Next: `, ...nextDates(ctx, program), ...text`.`]),
      paragraph(
        text`${sizeWords(program, eligible.length)} ${program.isOptOut ? 'Everyone gets a welcome first and can opt out.' : 'Everyone gets an invitation first; only those who say yes take part.'}`,
      ),
      ...ruleLines(program),
      ...unkindHour(eligible, nextOccurrence(program.cadence, ctx.now).at),
      ...was,
    ],
  };
}

const isSame = (a: Program, b: Program) =>
  rhythmWords(a.cadence) === rhythmWords(b.cadence) && a.cadence.from === b.cadence.from && optionWords(a, b) === '';

function nextDates(ctx: ActionContext, program: Program) {
  const today = localDateOf(ctx.now, program.cadence.zone);
  const rounds = nextRounds(program, ctx.settings.calendar, ctx.now, today, datesShown);
  const words = rounds.map((round) => {
    const moved =
      round.closed === undefined
        ? ''
        : ` (moved from ${formatDate(round.planned, 'day', ctx.settings.reader)}, ${round.closed})`;
    return text`${date(round.at, program.cadence.zone, 'day')}${moved}`;
  });
  return words.length === 0 ? text`no date in the next years` : listed(words);
}

function sizeWords(program: Program, people: number): string {
  if (program.groupSize > 2) return `Groups of ${program.groupSize}.`;
  return people % 2 === 1 ? "Pairs, one trio since you're an odd number." : 'Pairs.';
}

function ruleLines(program: Program) {
  const lines = [
    program.across ? text`People from different teams where possible.` : undefined,
    program.within ? text`Only people of the same team; who is alone in theirs is left out.` : undefined,
    program.between ? text`One from each of two channels.` : undefined,
    program.hosts ? text`${program.hosts.length} hosts, one in each group.` : undefined,
    program.pausedUntil ? text`Paused until ${program.pausedUntil}.` : undefined,
  ].filter((line) => line !== undefined);
  return lines.length === 0 ? [] : [list(lines)];
}

async function started(ctx: ActionContext, program: Program, name: string, isChange: boolean): Promise<Message> {
  const words = await echo(ctx, program, name);
  const title = isChange ? `Changed: coffee in #${name}` : `Started: coffee in #${name}`;
  const [, ...rest] = words.blocks;
  return {
    fallback: title,
    blocks: [paragraph(text`${bold(title)}`), ...rest, note(text`/hallway log shows this, and undo takes it back.`)],
  };
}
