import type { Message } from '../../core/message.ts';
import type { WorkContext } from '../../ports/context.ts';
import { isPaused, type Person } from '../../ports/people.ts';
import { kept } from '../../time/kept.ts';
import { addDays, type LocalDate, localDateOf, weekdayOf, type Zone } from '../../time/zoned.ts';
import { audienceOf, spotsOf, turnAt } from './audience.ts';
import { bandFor, digestAt, dueAt, everybody } from './dates.ts';
import { factsOf, type Mine } from './facts.ts';
import { firstPrompt, prompt } from './messages.ts';
import { rhythmTold } from './program-words.ts';
import {
  greeted,
  type Period,
  type Program,
  periodKey,
  periods,
  promptPrefix,
  type Taker,
  takerKey,
  takers,
} from './records.ts';
import { isResting } from './resting.ts';
import { nextQuestions } from './rotation.ts';
import { askedOn } from './seen.ts';

/** A date and place in a program where people are due to be asked. */
interface Asking {
  readonly id: string;
  readonly program: Program;
  readonly date: LocalDate;
  /** The zone whose turn it is, or everybody. */
  readonly of: string;
}

/**
 * Owes a prompt to everybody whose turn has come and who has had none on this date; answers how many that are. A tick may
 * come late: then they are asked as long as they are at work and the answers have not been shared.
 */
export async function askAll(ctx: WorkContext, asking: Asking): Promise<number> {
  const { id, program, date, of } = asking;
  // Answers would be read nowhere.
  if (!(await ctx.people.channel(program.channel))) return 0;
  const [zone] = of.split(' ');
  const people = await audienceOf(ctx, program);
  const here = zone === everybody ? people : people.filter(({ calendar }) => calendar.zone === zone);
  const spots = await spotsOf(ctx, program);
  const asked = await askedOn(ctx, id, date);
  const rhythms = new Map((await ctx.tx.list(takers, { prefix: `${id}/` })).map(({ key, value }) => [key, value]));
  // Thousands live in the same few zones.
  const timesIn = kept(
    (home: Zone) => ({
      due: dueAt(program, date, home),
      closes: digestAt(program, date, spots, bandFor(program, home, ctx.now)),
    }),
    people.length,
  );
  const known = new Set((await ctx.tx.get(greeted, id))?.people);
  const before = known.size;
  const draw = drawnOnce(ctx, asking);
  let period: Period | undefined;
  let count = 0;
  for (const person of here) {
    const { due, closes } = timesIn(person.calendar.zone);
    const turn = turnAt(person, due);
    if (!turn || asked.has(person.id) || isPaused(person, ctx.now)) continue;
    if (ctx.now < turn.at || ctx.now >= turn.until || ctx.now >= closes) continue;
    if (!(await wantsIt(ctx, id, person, rhythms.get(takerKey(id, person.id)), date))) continue;
    period ??= await openPeriod(ctx, id, program, date);
    if (period.questions.length === 0 || (period.isAnonymous && period.closed.length > 0)) break;
    const message = await draw({ period, closes, zone: person.calendar.zone, isNew: !known.has(person.id) });
    known.add(person.id);
    const key = `${promptPrefix(id, date)}${person.id}`;
    const to = { person };
    await ctx.send({ key, to, kind: 'prompt', message, expiresAt: turn.until, onUnknown: 'rest' });
    count += 1;
  }
  if (known.size > before) await ctx.tx.put(greeted, id, { people: [...known] });
  return count;
}

/** What a prompt hangs on, beside its program and date. */
interface Drawing extends Pick<Mine, 'period' | 'closes' | 'zone'> {
  /** Asked for the first time: the question says what it is. */
  readonly isNew: boolean;
}

/** Draws each card once: of thousands most are alike. */
function drawnOnce(ctx: WorkContext, { id, program, date }: Asking): (drawing: Drawing) => Promise<Message> {
  const drawn = new Map<string, Message>();
  const rhythm = rhythmTold(ctx, program);
  return async ({ period, closes, zone, isNew }) => {
    const name = `${closes} ${zone} ${isNew}`;
    const known = drawn.get(name);
    if (known) return known;
    const facts = await factsOf(ctx, { id, program, date, period, closes, zone });
    const message = isNew ? firstPrompt(facts, rhythm) : prompt(facts);
    drawn.set(name, message);
    return message;
  };
}

/** What is asked on a date, settled when the first is asked. */
async function openPeriod(ctx: WorkContext, id: string, program: Program, date: LocalDate): Promise<Period> {
  const key = periodKey(id, date);
  const known = await ctx.tx.get(periods, key);
  if (known) return known;
  const { questions, quarter } = await nextQuestions(ctx, id, program, date);
  const period: Period = {
    questions: [...questions],
    isAnonymous: program.isAnonymous,
    closed: [],
    ...(quarter === undefined ? {} : { quarter }),
  };
  await ctx.tx.put(periods, key, period);
  return period;
}

/** Those who asked for less are asked on the first date of their week, or on two at least two days apart. */
async function wantsIt(ctx: WorkContext, id: string, person: Person, taker: Taker | undefined, date: LocalDate) {
  if (!taker) return true;
  if (isResting(taker, localDateOf(ctx.now, person.calendar.zone))) return false;
  if (taker.rhythm === 'always') return true;
  const had: LocalDate[] = [];
  for (let day = addDays(date, 1 - weekdayOf(date)); day < date; day = addDays(day, 1)) {
    const receipts = await ctx.tx.deliveries(`${promptPrefix(id, day)}${person.id}/`);
    if (receipts.length > 0) had.push(day);
  }
  const most = taker.rhythm === 'weekly' ? 1 : 2;
  return had.length < most && !had.includes(addDays(date, -1));
}
