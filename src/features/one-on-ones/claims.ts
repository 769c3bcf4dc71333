import { z } from 'zod';
import { SpentError, UserError } from '../../core/errors.ts';
import type { JsonObject } from '../../core/json.ts';
import { mention, say, text } from '../../core/message.ts';
import type { Reply } from '../../core/reply.ts';
import type { ActionContext } from '../../ports/context.ts';
import type { PressHandler } from '../../ports/feature.ts';
import type { Person } from '../../ports/people.ts';
import { plus } from '../../time/zoned.ts';
import { added, claimed } from './messages.ts';
import { inPlace } from './mine.ts';
import { rhythmOfAll } from './pair-facts.ts';
import { type Pair, pairKey, pairs } from './records.ts';
import { checkPair, end, join, keepWatch, newPair, pairsOfReport } from './relations.ts';
import { rhythmWords } from './rhythm.ts';
import { firstName } from './words.ts';

const daysToAnswer = 14;
const argsSchema = z.object({ pair: z.string() });

/** Where what is said about a relation is owed. */
const relationKey = (key: string, what: string, at: number) => `oneonone/relation/${key}/${what}/${at}`;

/** A report names their supervisor; it counts once the supervisor says so, or at once if the directory does. */
export async function nameSupervisor(ctx: ActionContext, supervisor: Person): Promise<Reply> {
  await checkPair(ctx, supervisor, ctx.actor);
  const before = await pairsOfReport(ctx, ctx.actor.id);
  const key = pairKey(supervisor.id, ctx.actor.id);
  const known = before.find((pair) => pair.supervisor === supervisor.id);
  if (known?.state === 'active') return { message: say(text`${mention(supervisor)} is your supervisor here already.`) };
  if (known) return { message: say(text`I have asked ${mention(supervisor)}. It counts once they say yes.`) };
  for (const pair of before) if (pair.state === 'asked') await end(ctx, pair);
  await ctx.tx.put(pairs, key, await newPair(ctx, supervisor, ctx.actor, { state: 'asked', source: 'report' }));
  await ctx.send({
    key: relationKey(key, 'claim', ctx.now),
    to: { person: supervisor.id },
    kind: 'welcome',
    message: claimed(key, ctx.actor),
    expiresAt: plus(ctx.now, { days: daysToAnswer }),
    onUnknown: 'rest',
  });
  return { message: say(text`I'll ask ${mention(supervisor)}. It counts once they say yes.`) };
}

/** A supervisor adds their report, who is told. Whoever reports to somebody else is asked first, unless an admin says so. */
export async function addReport(ctx: ActionContext, supervisor: Person, report: Person): Promise<Reply> {
  await checkPair(ctx, supervisor, report);
  const before = await pairsOfReport(ctx, report.id);
  const key = pairKey(supervisor.id, report.id);
  if (before.some((pair) => pair.supervisor === supervisor.id && pair.state === 'active'))
    return { message: say(text`${mention(report)} is on your list already.`) };
  const isTaken = before.some((pair) => pair.state === 'active');
  const isSure = !isTaken || ctx.actor.isAdmin || report.manager === supervisor.id;
  if (isSure) await join(ctx, supervisor, report, 'hand', before);
  else await ctx.tx.put(pairs, key, await newPair(ctx, supervisor, report, { state: 'asked', source: 'hand' }));
  await keepWatch(ctx);
  await ctx.send({
    key: relationKey(key, 'added', ctx.now),
    to: { person: report.id },
    kind: 'welcome',
    message: added(key, supervisor, rhythmWords(await rhythmOfAll(ctx, supervisor.id)), isSure),
    expiresAt: plus(ctx.now, { days: daysToAnswer }),
    onUnknown: 'rest',
  });
  return {
    message: isSure
      ? say(text`Done. ${mention(report)} is on your list, and I tell them so.`)
      : say(text`${mention(report)} has one-on-ones with somebody else so far, so I ask them first.`),
  };
}

/** The pair a card about a relation speaks of, for one of the two, whatever its state. */
async function related(ctx: ActionContext, args: JsonObject): Promise<Pair> {
  const read = argsSchema.safeParse(args);
  const pair = read.success ? await ctx.tx.get(pairs, read.data.pair) : undefined;
  if (pair && (pair.supervisor === ctx.actor.id || pair.report === ctx.actor.id)) return pair;
  throw new UserError('This is between two people who have one-on-ones. Nothing was changed.');
}

/** A claim waits for the other side: the supervisor whom a report named, or the report whom a supervisor added. */
const confirm: PressHandler = async (ctx, args) => {
  const pair = await related(ctx, args);
  if (pair.state === 'active') return inPlace(ctx, say(text`That is how I have it.`), args);
  const [supervisor, report] = await Promise.all([ctx.people.get(pair.supervisor), ctx.people.get(pair.report)]);
  const isTheirs = ctx.actor.id === (pair.source === 'report' ? pair.supervisor : pair.report);
  if (pair.state === 'ended' || !isTheirs || !supervisor || !report)
    throw new SpentError('This has been answered already. Nothing was changed.');
  await checkPair(ctx, supervisor, report);
  await join(ctx, supervisor, report, pair.source, await pairsOfReport(ctx, report.id));
  await keepWatch(ctx);
  const other = ctx.actor.id === supervisor.id ? report : supervisor;
  const whom = other === report ? text`you, and only you,` : text`${firstName(supervisor)}, not you,`;
  return inPlace(
    ctx,
    say(
      text`Good. I'll remind ${whom} when a talk with ${mention(other)} comes round. /hallway oneonone shows where it stands.`,
    ),
    args,
  );
};

const deny: PressHandler = async (ctx, args) => {
  const pair = await related(ctx, args);
  if (pair.state !== 'ended') await end(ctx, { ...pair, isDenied: true }, pair.source === 'hand');
  return inPlace(ctx, say(text`Noted. Nothing more comes of it, and nobody is told off.`), args);
};

const notMine: PressHandler = async (ctx, args) => {
  const pair = await related(ctx, args);
  if (pair.supervisor !== ctx.actor.id) throw new UserError('Only the supervisor can say this. Nothing was changed.');
  const report = await ctx.people.get(pair.report);
  if (pair.state !== 'ended') await end(ctx, { ...pair, isDenied: true }, true);
  const name = report ? firstName(report) : 'They';
  return inPlace(
    ctx,
    say(text`${name} is off your list. If your directory says otherwise, ask an admin to mend it there.`),
  );
};

/** Buttons about who reports to whom. */
export const claimPresses: Readonly<Record<string, PressHandler>> = {
  'oneonone.confirm': confirm,
  'oneonone.deny': deny,
  'oneonone.notmine': notMine,
  'oneonone.fine': async (ctx, args) => {
    await related(ctx, args);
    return inPlace(ctx, say(text`Good. /hallway oneonone shows when you last met and when it comes round again.`));
  },
};
