import type { PersonId } from '../../core/ids.ts';
import type { ReadContext, WorkContext } from '../../ports/context.ts';
import { addDays, type LocalDate } from '../../time/zoned.ts';
import { audienceOf } from './audience.ts';
import { type Period, type Program, periodKey, periods, programs, promptPrefix, rotations } from './records.ts';

/** Receipts are kept so long: what somebody saw before that nobody knows any more. */
const rememberedDays = 90;
/** Of a larger audience those who are in it now count as asked, rather than thousands of receipts being read. */
const mostLookedUp = 1_000;

/** Who was asked on a date: each at most once, whatever zone they are in by now. */
export async function askedOn(ctx: WorkContext, id: string, date: LocalDate): Promise<ReadonlySet<PersonId>> {
  const receipts = await ctx.tx.deliveries(promptPrefix(id, date));
  return new Set(receipts.flatMap(({ people }) => people));
}

/** One time a question was asked elsewhere. */
interface Asking {
  readonly id: string;
  readonly program: Program;
  /** Undefined for a water cooler, which keeps no dates. */
  readonly date: LocalDate | undefined;
  readonly isOpen: boolean;
}

/** How much of a program's audience has seen a question elsewhere, and when that was last. */
export interface Sight {
  readonly people: number;
  readonly last: string;
}

/**
 * Looks at what the organisation's other programs have asked lately: people may be in several, or come from one into another.
 * Answers for each question who of this program's audience saw it there.
 */
export async function seenElsewhere(
  ctx: WorkContext,
  id: string,
  program: Program,
  date: LocalDate,
): Promise<(question: string) => Promise<Sight>> {
  const asked = await askedElsewhere(ctx, id, date);
  const audience = (await audienceOf(ctx, program)).map((person) => person.id);
  return async (question) => {
    const saw = new Set<PersonId>();
    let last = '';
    for (const asking of asked.get(question) ?? []) {
      const there = await peopleOf(ctx, asking);
      const both = audience.filter((person) => there.has(person));
      for (const person of both) saw.add(person);
      if (both.length > 0 && (asking.date ?? '') > last) last = asking.date ?? '';
    }
    return { people: saw.size, last };
  };
}

async function askedElsewhere(ctx: ReadContext, id: string, date: LocalDate): Promise<Map<string, Asking[]>> {
  const found = new Map<string, Asking[]>();
  const add = (question: string, asking: Asking) => found.set(question, [...(found.get(question) ?? []), asking]);
  for (const { key, value: program } of await ctx.reads.list(programs)) {
    if (key === id) continue;
    const isCooler = program.shape === 'water-cooler';
    for (const question of isCooler ? ((await ctx.reads.get(rotations, key))?.used ?? []) : [])
      add(question, { id: key, program, date: undefined, isOpen: true });
    const from = periodKey(key, addDays(date, -rememberedDays));
    for (const { key: period, value } of await ctx.reads.list(periods, { prefix: `${key}/`, from }))
      for (const question of value.questions)
        add(question.id, { id: key, program, date: period.slice(key.length + 1) as LocalDate, isOpen: isOpen(value) });
  }
  return found;
}

const isOpen = ({ closed }: Period) => closed.length === 0;

/** While a question is open its whole audience counts: some are asked later in the day. */
async function peopleOf(ctx: WorkContext, { id, program, date, isOpen: isStillAsked }: Asking) {
  const audience = await audienceOf(ctx, program);
  if (date !== undefined && !isStillAsked && audience.length <= mostLookedUp) return askedOn(ctx, id, date);
  return new Set(audience.map((person) => person.id));
}
