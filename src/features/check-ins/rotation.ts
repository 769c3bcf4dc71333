import type { WorkContext } from '../../ports/context.ts';
import type { LocalDate } from '../../time/zoned.ts';
import { quarterOf } from './dates.ts';
import { packs, pulsePack } from './packs.ts';
import type { Question } from './question.ts';
import { type Program, rotations } from './records.ts';
import { type Sight, seenElsewhere } from './seen.ts';

/** A pulse asks so many at a time rather than all at once. */
const pulseAtOnce = 3;

/** The questions a program takes in turn: its pack's, in an order of the organisation's own, then those taken in from staff. */
export function roundOf(ctx: Pick<WorkContext, 'random'>, program: Program): readonly Question[] {
  const pack = packs.get(program.pack)?.questions ?? [];
  if (program.pack === pulsePack) return pack;
  const mixed = pack
    .map((question) => ({ question, draw: ctx.random.draw(`checkin/order/${program.pack}/${question.id}`) }))
    .sort((a, b) => a.draw - b.draw);
  return [...mixed.map(({ question }) => question), ...program.added];
}

/** What an admin typed, asked every time. */
const standing = (program: Program): readonly Question[] =>
  program.standing.map((text, index) => ({ id: `own-${index + 1}`, text, kind: 'open' }));

/**
 * The questions of the next date, none where a pulse has had all of its quarter's. None comes round again before each has
 * been asked once; of those left, the one that fewest of the audience have seen in other programs lately.
 */
export async function nextQuestions(
  ctx: WorkContext,
  id: string,
  program: Program,
  date: LocalDate,
): Promise<{ readonly questions: readonly Question[]; readonly quarter?: string }> {
  if (program.standing.length > 0) return { questions: standing(program) };
  const round = roundOf(ctx, program);
  if (program.pack === pulsePack) return nextOfPulse(ctx, id, round, date);
  const known = (await ctx.tx.get(rotations, id)) ?? { used: [] };
  const isOver = round.every((question) => known.used.includes(question.id));
  const { used, before = [] } = isOver ? { used: [], before: known.used } : known;
  const left = round.filter((question) => !used.includes(question.id));
  const inTurn = left.sort((a, b) => before.indexOf(a.id) - before.indexOf(b.id));
  const question = await leastSeen(inTurn, await seenElsewhere(ctx, id, program, date));
  if (!question) return { questions: [] };
  await ctx.tx.put(rotations, id, { used: [...used, question.id], before });
  return { questions: [question] };
}

/** The first that nobody has seen elsewhere, or else the one fewest have seen, longest ago. */
async function leastSeen(
  inTurn: readonly Question[],
  seen: (question: string) => Promise<Sight>,
): Promise<Question | undefined> {
  let least: (Sight & { readonly question: Question }) | undefined;
  for (const question of inTurn) {
    const sight = await seen(question.id);
    if (sight.people === 0) return question;
    const isLess = least && (sight.people - least.people || (sight.last < least.last ? -1 : 1)) < 0;
    if (!least || isLess) least = { ...sight, question };
  }
  return least?.question;
}

async function nextOfPulse(ctx: WorkContext, id: string, round: readonly Question[], date: LocalDate) {
  const quarter = quarterOf(date);
  const known = await ctx.tx.get(rotations, id);
  const used = known?.quarter === quarter ? known.used : [];
  const questions = round.filter((question) => !used.includes(question.id)).slice(0, pulseAtOnce);
  await ctx.tx.put(rotations, id, { used: [...used, ...questions.map((question) => question.id)], quarter });
  return { questions, quarter };
}
