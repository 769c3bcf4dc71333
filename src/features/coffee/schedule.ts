import type { ReadContext, WorkContext } from '../../ports/context.ts';
import type { Occurrence, Schedule, Subject } from '../../ports/feature.ts';
import { describeCadence } from '../../time/cadence-words.ts';
import { addDays, formatDate, type LocalDate, localDateOf } from '../../time/zoned.ts';
import { type RoundDate, type Step, stepsBetween } from './dates.ts';
import { askAll } from './follow-up.ts';
import { introduceLatecomers } from './late.ts';
import { deliveryPrefix, type Program, programs } from './records.ts';
import { holdRound } from './round.ts';
import { inSentence } from './set-up-form.ts';
import { sendWelcomes, welcomeAnew } from './welcome.ts';

/** contracts.md, Defaults: a coffee round may run a day late, not more. */
const graceMinutes = 24 * 60;

const whats: Readonly<Record<Step['step'], string>> = {
  round: 'Coffee round',
  late: 'Finds company for latecomers',
  midway: 'Asks whether people found a moment',
  closing: 'Asks one last time',
};

const whys: Readonly<Record<Exclude<Step['step'], 'round'>, string>> = {
  late: 'the day before I ask about',
  midway: 'half way after',
  closing: 'the last working day after',
};

/** Rounds and their follow-ups, derived from the program's rule alone. */
export const coffeeSchedule: Schedule<Program> = {
  name: 'coffee',
  subjects: programs,
  async occurrences(ctx, subject, window) {
    const { zone } = subject.row.cadence;
    const dates = { from: localDateOf(window.from, zone), to: addDays(localDateOf(window.to, zone), 1) };
    const channel = await ctx.people.channel(subject.row.channel);
    const steps = stepsBetween(subject.row, ctx.settings.calendar, window, dates);
    return steps.map((step) => occurrence(ctx, subject.row, channel?.name ?? 'a closed channel', step));
  },
  async run(ctx, { key, row }, { step, date, at }) {
    if (step === 'round') await holdRound(ctx, { id: key, program: row, date, at, isPreview: false });
    else if (step === 'late') await introduceLatecomers(ctx, key, row, date);
    else await askAll(ctx, key, row, date, step === 'midway' ? 'midway' : 'closing');
  },
  missed,
  async changed(ctx, key, before, after) {
    if (after === undefined) await ctx.cancel(deliveryPrefix(key));
    else if (before && before.isOptOut !== after.isOptOut) await welcomeAnew(ctx, key, after);
    else if (before === undefined || isWider(before, after)) await sendWelcomes(ctx, key, after);
  },
};

/** True where people may now take part who could not before. */
const isWider = (before: Program, after: Program) =>
  before.withGuests !== after.withGuests || before.channel !== after.channel || before.between !== after.between;

function occurrence(ctx: ReadContext, program: Program, channel: string, { step, round, at }: Step): Occurrence {
  return {
    step,
    date: round.date,
    at,
    graceMinutes,
    what: whats[step],
    to: step === 'midway' || step === 'closing' ? `those in #${channel} who have not answered` : `#${channel}`,
    why: step === 'round' ? whyNow(ctx, program, round) : `${whys[step]} the round of ${dayOf(ctx, round.date)}`,
  };
}

function whyNow(ctx: ReadContext, program: Program, round: RoundDate): string {
  if (program.extra.some(({ date }) => date === round.date)) return 'an admin asked for it';
  const rhythm = inSentence(describeCadence(program.cadence, ctx.settings.reader));
  return round.closed === undefined ? rhythm : `${rhythm}, moved from ${dayOf(ctx, round.planned)} (${round.closed})`;
}

const dayOf = (ctx: ReadContext, date: LocalDate) => formatDate(date, 'day', ctx.settings.reader);

async function missed(ctx: WorkContext, { key, row }: Subject<Program>, { step, date }: Occurrence): Promise<void> {
  if (step !== 'round') return;
  const day = formatDate(date, 'day', ctx.settings.reader);
  const channel = (await ctx.people.channel(row.channel))?.name ?? 'a closed channel';
  await ctx.problem(
    `coffee/missed/${key}/${date}`,
    `The coffee round of ${day} in #${channel} did not happen: I was not running for more than a day.`,
    'The next one comes as planned. /hallway coffee now holds one at once.',
  );
}
