import type { PersonId } from '../../core/ids.ts';
import type { WorkContext } from '../../ports/context.ts';
import type { Person } from '../../ports/people.ts';
import type { LocalDate } from '../../time/zoned.ts';
import { haveNeverMet, keptApart, pairsOf, recordPair } from './history.ts';
import { introduce, sendIntro } from './introduce.ts';
import { isHosted, isSupervision, turnout } from './membership.ts';
import { pairUp, planOf } from './plan-round.ts';
import { deliveryPrefix, type Group, groups, type Program, type Round, roundKey, rounds } from './records.ts';

const largestGroup = 8;

/**
 * Finds company for those who came in after the round: first among themselves, else in a group that has not met yet.
 * The same rules hold as in the round: who may not be put together is not, and history counts.
 */
export async function introduceLatecomers(
  ctx: WorkContext,
  id: string,
  program: Program,
  date: LocalDate,
): Promise<void> {
  const round = await ctx.tx.get(rounds, roundKey(id, date));
  if (!round) return;
  const rows = await ctx.tx.list(groups, { prefix: `${roundKey(id, date)}/` });
  const taken = new Set(rows.flatMap(({ value }) => value.people));
  const asked = { id, program, date, at: ctx.now, isPreview: false };
  const { present } = await turnout(ctx, asked);
  const late = present.filter((person) => !taken.has(person.id) && !wasNotDrawn(program, round, person));
  if (late.length === 0) return;
  const plan =
    late.length > 1
      ? planOf(await pairUp(ctx, asked, late, round.number))
      : { groups: [], left: [{ person: late[0]?.id }] };
  for (const [index, group] of plan.groups.entries()) await introduce(ctx, id, date, rows.length + index, group);
  const open: OpenRound = { program, prefix: `${roundKey(id, date)}/`, present: new Set(present.map((one) => one.id)) };
  const joined: PersonId[] = [];
  for (const { person } of plan.left) {
    const someone = late.find((one) => one.id === person);
    if (someone && (await joinGroup(ctx, open, someone))) joined.push(someone.id);
  }
  const placed = new Set([...plan.groups.flatMap((group) => group.people), ...joined]);
  const left = round.left.filter((one) => !placed.has(one.person));
  await ctx.tx.put(rounds, roundKey(id, date), {
    ...round,
    left,
    people: round.people + placed.size,
    groups: round.groups + plan.groups.length,
  });
}

/** In a lottery of hosts, who was there and not drawn waits for the next one. */
const wasNotDrawn = (program: Program, round: Round, { id }: Person): boolean =>
  program.hosts !== undefined && round.left.some(({ person, why }) => person === id && why === 'no partner possible');

/** A round that latecomers may still get into, and who could be introduced on this day. */
interface OpenRound {
  readonly program: Program;
  readonly prefix: string;
  readonly present: ReadonlySet<PersonId>;
}

/** Adds one person to the open group that suits them best; false where none does. */
async function joinGroup(ctx: WorkContext, round: OpenRound, person: Person): Promise<boolean> {
  const rows = await ctx.tx.list(groups, { prefix: round.prefix });
  const open: { key: string; group: Group; known: number; draw: number }[] = [];
  for (const { key, value } of rows) {
    if (!(await canJoin(ctx, round, value, person))) continue;
    const known = await howManyKnown(ctx, value, person);
    open.push({ key, group: value, known, draw: ctx.random.draw(`${key}/${person.id}`) });
  }
  const [best] = open.sort(
    (a, b) => a.group.people.length - b.group.people.length || a.known - b.known || a.draw - b.draw,
  );
  if (!best) return false;
  await enlarge(ctx, best.key, best.group, person.id);
  return true;
}

/** How many of a group somebody was introduced to before, or talks to anyway as supervisor or report. */
async function howManyKnown(ctx: WorkContext, { people }: Group, person: Person): Promise<number> {
  const others = (await Promise.all(people.map((id) => ctx.people.get(id)))).filter((one) => one !== undefined);
  const known = await Promise.all(
    others.map(async (one) => isSupervision(one, person) || !(await haveNeverMet(ctx, [person.id, one.id]))),
  );
  return known.filter((isKnown) => isKnown).length;
}

/** Nobody of the group may have paused, gone on leave or left since: the larger group is introduced anew. */
async function canJoin(
  ctx: WorkContext,
  { program, present }: OpenRound,
  group: Group,
  person: Person,
): Promise<boolean> {
  if (group.outcome !== 'open' || group.people.length > Math.min(program.groupSize, largestGroup - 1)) return false;
  const members = (await Promise.all(group.people.map((id) => ctx.people.get(id)))).filter((one) => one !== undefined);
  if (members.length < 2 || members.some((one) => !present.has(one.id))) return false;
  if (program.within && members.some((one) => one.team !== person.team)) return false;
  if (!(await isMixed(ctx, program, [...members, person]))) return false;
  return (await keptApart(ctx, [...members, person])).length === 0;
}

/** Whether the program's hosts and its two sides are among them: its rules may be younger than the group. */
async function isMixed(ctx: WorkContext, program: Program, people: readonly Person[]): Promise<boolean> {
  if (!isHosted(program, people)) return false;
  for (const side of program.between ?? []) {
    const inSide = await Promise.all(people.map(({ id }) => ctx.people.isIn(side, id)));
    if (!inSide.includes(true)) return false;
  }
  return true;
}

async function enlarge(ctx: WorkContext, key: string, group: Group, person: PersonId): Promise<void> {
  const isFirstTime = await haveNeverMet(ctx, [...group.people, person]);
  const larger = { ...group, people: [...group.people, person], isFirstTime };
  const date = key.split('/')[1] as LocalDate;
  for (const [a, b] of pairsOf(larger.people))
    if (a === person || b === person) await recordPair(ctx, a, b, date, group.starter);
  await ctx.cancel(`${deliveryPrefix(key)}intro`);
  await sendIntro(ctx, key, larger, `intro-with/${person}`);
}
