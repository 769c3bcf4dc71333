import type { ReadContext, WorkContext } from '../../ports/context.ts';
import type { Occurrence, Schedule, Subject } from '../../ports/feature.ts';
import { describeCadence } from '../../time/cadence-words.ts';
import { addDays, formatDate, localDateOf } from '../../time/zoned.ts';
import { type Step, stepsBetween } from './dates.ts';
import { askAll } from './follow-up.ts';
import { introduceLatecomers } from './late.ts';
import { deliveryPrefix, type Program, programs } from './records.ts';
import { holdRound } from './round.ts';
import { inSentence } from './set-up.ts';
import { sendWelcomes } from './welcome.ts';

/** contracts.md, Defaults: a coffee round may run a day late, not more. */
const graceMinutes = 24 * 60;

const whats: Readonly<Record<Step['step'], string>> = {
  round: 'Coffee round',
  late: 'Finds company for those who joined after the round',
  midway: 'Asks whether people found a moment',
  closing: 'Asks one last time',
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
    else if (before === undefined || isWider(before, after)) await sendWelcomes(ctx, key, after);
  },
};

/** True where people may now take part who could not before. */
const isWider = (before: Program, after: Program) =>
  before.isOptOut !== after.isOptOut ||
  before.withGuests !== after.withGuests ||
  before.channel !== after.channel ||
  before.between !== after.between;

function occurrence(ctx: ReadContext, program: Program, channel: string, { step, round, at }: Step): Occurrence {
  const rhythm = inSentence(describeCadence(program.cadence, ctx.settings.reader));
  const moved =
    round.closed === undefined
      ? ''
      : `, moved from ${formatDate(round.planned, 'day', ctx.settings.reader)} (${round.closed})`;
  return {
    step,
    date: round.date,
    at,
    graceMinutes,
    what: whats[step],
    to: `#${channel}`,
    why:
      step === 'round'
        ? `${rhythm}${moved}`
        : `for the round of ${formatDate(round.date, 'day', ctx.settings.reader)}, those who have not answered`,
  };
}

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
