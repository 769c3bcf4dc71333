import type { ReadContext, WorkContext } from '../../ports/context.ts';
import type { Occurrence, Schedule, Subject } from '../../ports/feature.ts';
import { describeCadence } from '../../time/cadence-words.ts';
import { formatDate, type LocalDate, type Zone, zoneCity } from '../../time/zoned.ts';
import { askAll } from './ask.ts';
import { spotsOf } from './audience.ts';
import { closePeriod, forgetPool } from './close.ts';
import { everybody, type Step, stepsBetween } from './dates.ts';
import { deliveryPrefix, type Program, periods, pools, programs } from './records.ts';
import { remindAll } from './remind.ts';
import { postQuestion } from './water-cooler.ts';
import { inSentence } from './words.ts';

/** contracts.md: a prompt may come late on that person's working day; each of them is looked at for its own. */
const promptGraceMinutes = 12 * 60;
/** A summary is of use for a day; after that the answers are kept and nothing is told. */
const digestGraceMinutes = 24 * 60;
const postGraceMinutes = 4 * 60;

const graces: Readonly<Record<Step['kind'], number>> = {
  ask: promptGraceMinutes,
  remind: 60,
  digest: digestGraceMinutes,
  post: postGraceMinutes,
};
const whats: Readonly<Record<Step['kind'], string>> = {
  ask: 'Asks the question of the day',
  remind: 'Reminds those who have not answered',
  digest: 'Shares the answers',
  post: 'Posts the question of the day',
};

/** Prompts in everybody's own morning, a reminder where there is one, and the digest after the last of them. */
export const checkInSchedule: Schedule<Program> = {
  name: 'checkin',
  subjects: programs,
  followsPeople: true,
  async occurrences(ctx, { row }, window) {
    const spots = row.shape === 'private' ? await spotsOf(ctx, row) : [];
    const channel = (await ctx.people.channel(row.channel))?.name ?? 'a closed channel';
    return stepsBetween(row, spots, ctx.settings.calendar, window).map((step) => occurrence(ctx, row, channel, step));
  },
  async run(ctx, { key: id, row: program }, { step, date }) {
    const { kind, of } = readStep(step);
    if (kind === 'ask') await askAll(ctx, { id, program, date, of });
    else if (kind === 'remind') await remindAll(ctx, { id, program, date, of });
    else if (kind === 'digest') await closePeriod(ctx, { id, program, date, band: of });
    else await postQuestion(ctx, id, program, date);
  },
  missed,
  async changed(ctx, key, _before, after) {
    if (after !== undefined) return;
    await ctx.cancel(deliveryPrefix(key));
    await closeAll(ctx, key);
  },
};

/** A program that ends takes its open answers without names along: nobody sees them any more. */
async function closeAll(ctx: WorkContext, id: string): Promise<void> {
  for (const { key } of await ctx.tx.list(pools, { prefix: `${id}/` })) {
    const period = await ctx.tx.get(periods, key);
    if (period) await ctx.tx.put(periods, key, { ...period, closed: [...period.closed, everybody] });
    await forgetPool(ctx, id, key.slice(key.lastIndexOf('/') + 1) as LocalDate);
  }
}

/** A step as a claim names it: `ask Europe/Lisbon`. */
const stepName = ({ kind, of }: Step) => `${kind} ${of}`;

function readStep(name: string): Pick<Step, 'kind' | 'of'> {
  const [kind = '', ...of] = name.split(' ');
  return { kind: kind as Step['kind'], of: of.join(' ') };
}

function occurrence(ctx: ReadContext, program: Program, channel: string, step: Step): Occurrence {
  const [zone = everybody] = step.of.split(' ');
  const isInZone = zone !== everybody && (step.kind === 'ask' || step.kind === 'remind');
  const rhythm = inSentence(describeCadence(program.cadence, ctx.settings.reader));
  return {
    step: stepName(step),
    date: step.date,
    at: step.at,
    graceMinutes: graces[step.kind],
    what: whats[step.kind],
    to: isInZone ? `those of #${channel} in ${zoneCity(zone as Zone)}` : `#${channel}`,
    why:
      step.kind === 'digest'
        ? `after the last of them on ${formatDate(step.date, 'day', ctx.settings.reader)}`
        : rhythm,
  };
}

async function missed(ctx: WorkContext, { key: id, row }: Subject<Program>, { step, date }: Occurrence): Promise<void> {
  const { kind, of } = readStep(step);
  if (kind === 'remind') return;
  if (kind === 'digest') await closePeriod(ctx, { id, program: row, date, band: of }, true);
  const day = formatDate(date, 'day', ctx.settings.reader);
  const channel = (await ctx.people.channel(row.channel))?.name ?? 'a closed channel';
  await ctx.problem(
    `checkin/missed/${id}/${date}/${kind}`,
    `The check-in of ${day} in #${channel} did not happen as planned: I was not running at the time.`,
    'The next one comes as usual.',
  );
}
