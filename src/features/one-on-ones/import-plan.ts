import { nativeId, type PersonId } from '../../core/ids.ts';
import type { ReadContext } from '../../ports/context.ts';
import type { Person } from '../../ports/people.ts';
import { localDateOf } from '../../time/zoned.ts';
import { type Fault, type ImportLine, readImport } from './import-csv.ts';
import { lastMet } from './meetings.ts';
import { pairRows } from './pair-rows.ts';
import { joiners, type Pair, pairKey, standings } from './records.ts';

/** One line that would change something. */
export interface Step {
  readonly what: 'add' | 'move' | 'remove' | 'update';
  readonly line: ImportLine;
  readonly report: Person;
  readonly supervisor?: Person;
  /** The pair the report is in so far, and its supervisor. */
  readonly before?: Pair;
  readonly from?: Person;
}

/** What a file would change; nothing has been. */
export interface ImportPlan {
  readonly steps: readonly Step[];
  readonly faults: readonly Fault[];
  /** Lines that say what is so already. */
  readonly same: number;
}

/** Reads a file against the people and pairs of now. */
export async function planImport(ctx: ReadContext, csv: string): Promise<ImportPlan> {
  const { lines, faults } = readImport(csv);
  const found = [...faults];
  const known = await knownNow(ctx);
  const steps: Step[] = [];
  const seen = new Map<PersonId, number>();
  let same = 0;
  for (const line of lines) {
    const step = await stepOf(ctx, known, line, seen);
    if (step === 'same') same += 1;
    else if ('error' in step) found.push(step);
    else steps.push(step);
  }
  const circles = circleFaults(known, steps);
  const wrong = new Set(circles.map(({ line }) => line));
  return {
    steps: steps.filter(({ line }) => !wrong.has(line.line)),
    faults: [...found, ...circles].sort((a, b) => a.line - b.line),
    same,
  };
}

interface Known {
  readonly people: ReadonlyMap<string, readonly Person[]>;
  readonly active: ReadonlyMap<PersonId, Pair>;
}

async function knownNow(ctx: ReadContext): Promise<Known> {
  const people = new Map<string, Person[]>();
  for (const person of await ctx.people.all()) {
    const names = [person.id, person.email, person.name, ...person.accounts.flatMap((one) => [one, nativeId(one)])];
    for (const name of new Set(names.flatMap((one) => (one === undefined ? [] : [one.toLowerCase()]))))
      people.set(name, [...(people.get(name) ?? []), person]);
  }
  const active = (await pairRows(ctx.reads)).filter(({ value }) => value.state === 'active');
  return { people, active: new Map(active.map(({ value }) => [value.report, value])) };
}

async function stepOf(
  ctx: ReadContext,
  { people, active }: Known,
  line: ImportLine,
  seen: Map<PersonId, number>,
): Promise<Step | Fault | 'same'> {
  const fault = (column: string, error: string): Fault => ({ line: line.line, column, error });
  const report = findPerson(people, line.report);
  if (typeof report === 'string') return fault('report', report);
  const earlier = seen.get(report.id);
  if (earlier !== undefined) return fault('report', `${report.name} is in line ${earlier} already. Keep one of them.`);
  seen.set(report.id, line.line);
  const before = active.get(report.id);
  const [from] = before ? (people.get(before.supervisor.toLowerCase()) ?? []) : [];
  const so = { line, report, ...(before ? { before } : {}), ...(from ? { from } : {}) };
  if (line.supervisor === '') return before ? { what: 'remove', ...so } : 'same';
  const supervisor = findPerson(people, line.supervisor);
  if (typeof supervisor === 'string') return fault('supervisor', supervisor);
  if (supervisor.id === report.id) return fault('supervisor', `${report.name} cannot report to themselves.`);
  const today = localDateOf(ctx.now, supervisor.calendar.zone);
  if (line.last !== undefined && line.last > today) return fault('last', 'That day is still to come.');
  if (before?.supervisor !== supervisor.id) return { what: before ? 'move' : 'add', ...so, supervisor };
  return (await isSame(ctx, before, line)) ? 'same' : { what: 'update', ...so, supervisor };
}

/** True where the pair has all the line says of it. */
async function isSame(ctx: ReadContext, pair: Pair, { rhythm, start, last }: ImportLine): Promise<boolean> {
  if (rhythm && (pair.rhythm?.unit !== rhythm.unit || pair.rhythm.every !== rhythm.every)) return false;
  if (start !== undefined && (await ctx.reads.get(joiners, pair.report))?.start !== start) return false;
  if (last === undefined) return true;
  const standing = await ctx.reads.get(standings, pairKey(pair.supervisor, pair.report));
  const known = standing && lastMet(standing);
  return known !== undefined && known >= last;
}

/** The person a cell names, or what is wrong with it. */
function findPerson(people: Known['people'], name: string): Person | string {
  const all = people.get(name.replace(/^@/, '').toLowerCase()) ?? [];
  const here = all.filter(({ standing }) => standing === 'member' || standing === 'guest');
  const [one, ...more] = here;
  if (more.length > 0) return `Several people are called "${name}". Write their address instead.`;
  if (one) return one;
  if (all.some(({ standing }) => standing === 'bot')) return `"${name}" is an app. Name a person, or remove the line.`;
  return all.length > 0
    ? `"${name}" has left. Name somebody who is here, or remove the line.`
    : `I don't know anybody called "${name}". Write their address as your directory has it.`;
}

/** Lines that would make somebody report, over some steps, to themselves. */
function circleFaults({ active }: Known, steps: readonly Step[]): readonly Fault[] {
  const above = new Map<PersonId, PersonId>([...active].map(([report, pair]) => [report, pair.supervisor]));
  for (const { report, supervisor } of steps) {
    if (supervisor) above.set(report.id, supervisor.id);
    else above.delete(report.id);
  }
  const onCircle = circlesIn(above);
  return steps.flatMap(({ line, report, supervisor }) =>
    supervisor && onCircle.has(report.id)
      ? [
          {
            line: line.line,
            column: 'supervisor',
            error: `${supervisor.name} would report to ${report.name} too, over some steps. Name another supervisor.`,
          },
        ]
      : [],
  );
}

/** Everybody who, going up, comes back to themselves; each is looked at once. */
function circlesIn(above: ReadonlyMap<PersonId, PersonId>): ReadonlySet<PersonId> {
  const done = new Set<PersonId>();
  const found = new Set<PersonId>();
  for (const start of above.keys()) {
    const path = new Map<PersonId, number>();
    let at: PersonId | undefined = start;
    for (; at !== undefined && !done.has(at) && !path.has(at); at = above.get(at)) path.set(at, path.size);
    const from = at === undefined || done.has(at) ? undefined : path.get(at);
    for (const [person, index] of path) {
      done.add(person);
      if (from !== undefined && index >= from) found.add(person);
    }
  }
  return found;
}
