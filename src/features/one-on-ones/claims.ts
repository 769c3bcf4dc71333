import { z } from 'zod';
import { SpentError, UserError } from '../../core/errors.ts';
import type { JsonObject } from '../../core/json.ts';
import { bold, type Message, mention, say, text } from '../../core/message.ts';
import type { Reply } from '../../core/reply.ts';
import type { ActionContext } from '../../ports/context.ts';
import type { PressHandler } from '../../ports/feature.ts';
import type { Person } from '../../ports/people.ts';
import { plus } from '../../time/zoned.ts';
import { followDirectory } from './directory.ts';
import { inPlace } from './mine.ts';
import { isHere, rhythmOfAll } from './pair-facts.ts';
import { type Pair, pairKey, pairs } from './records.ts';
import { added, back, claimed, moved, placed } from './relation-cards.ts';
import { checkPair, end, giveBack, join, keepWatch, newPair, pairsOfReport } from './relations.ts';
import { rhythmWords } from './rhythm.ts';
import { firstName } from './words.ts';

const daysToAnswer = 14;
const argsSchema = z.object({ pair: z.string() });

/** Where what is said about a relation is owed. */
const relationPrefix = (key: string, what: string) => `oneonone/relation/${key}/${what}/`;
const relationKey = (key: string, what: string, at: number) => `${relationPrefix(key, what)}${at}`;

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

/**
 * A supervisor adds their report, who is told. Whoever reports to somebody else is asked first; where an admin or the
 * directory says so it is confirmed, and the supervisor so far is told.
 */
export async function addReport(ctx: ActionContext, supervisor: Person, report: Person): Promise<Reply> {
  await checkPair(ctx, supervisor, report);
  const before = await pairsOfReport(ctx, report.id);
  const key = pairKey(supervisor.id, report.id);
  if (before.some((pair) => pair.supervisor === supervisor.id && pair.state === 'active'))
    return { message: say(text`${mention(report)} is on your list already.`) };
  const taken = before.find((pair) => pair.state === 'active');
  const apply = () => putOnList(ctx, supervisor, report, before);
  if (!taken) return apply();
  if (ctx.actor.isAdmin || report.manager === supervisor.id) {
    const name = (await ctx.people.get(taken.supervisor))?.name ?? 'somebody else';
    const echo = say(
      text`${mention(report)} reports to ${bold(name)}. Move them to your list? I tell both of them, and what those two had stays theirs.`,
    );
    return ctx.propose({ echo, confirm: `Move ${firstName(report)}`, apply });
  }
  await ctx.tx.put(pairs, key, await newPair(ctx, supervisor, report, { state: 'asked', source: 'hand' }));
  await tell(ctx, report, relationKey(key, 'added', ctx.now), added(key, supervisor, await rhythmOf(ctx, supervisor)));
  return { message: say(text`${mention(report)} has one-on-ones with somebody else so far, so I ask them first.`) };
}

const rhythmOf = async (ctx: ActionContext, { id }: Person) => rhythmWords(await rhythmOfAll(ctx, id));

const tell = (ctx: ActionContext, { id }: Person, key: string, message: Message) =>
  ctx.send({
    ...{ key, to: { person: id }, kind: 'welcome', message, onUnknown: 'rest' },
    expiresAt: plus(ctx.now, { days: daysToAnswer }),
  });

/** It holds from now on: the report hears it, and so does the supervisor they had. */
async function putOnList(ctx: ActionContext, supervisor: Person, report: Person, before: readonly Pair[]) {
  const key = pairKey(supervisor.id, report.id);
  const was = await join(ctx, supervisor, report, 'hand', before, true);
  await keepWatch(ctx);
  const message = placed(key, supervisor, was, await rhythmOf(ctx, supervisor));
  await tell(ctx, report, relationKey(key, 'added', ctx.now), message);
  if (!isHere(was)) return { message: say(text`Done. ${mention(report)} is on your list, and I tell them so.`) };
  await tellFormer(ctx, was, report, supervisor);
  return {
    message: say(text`Done. ${mention(report)} is on your list. I tell them, and ${firstName(was)} too.`),
  };
}

/** Whoever had the report until now hears that it has changed, and with whom they are. */
const tellFormer = (ctx: ActionContext, was: Person, report: Person, supervisor: Person) =>
  tell(ctx, was, relationKey(pairKey(was.id, report.id), 'moved', ctx.now), moved(report, supervisor));

/** The pair a card about a relation speaks of, for one of the two, whatever its state. */
async function related(ctx: ActionContext, args: JsonObject): Promise<Pair> {
  const read = argsSchema.safeParse(args);
  const pair = read.success ? await ctx.tx.get(pairs, read.data.pair) : undefined;
  if (pair && (pair.supervisor === ctx.actor.id || pair.report === ctx.actor.id)) return pair;
  throw new UserError('This is between two people who have one-on-ones. Nothing was changed.');
}

/** Who has not heard yet that the actor had gone hears nothing of their coming back. */
async function tellBack(ctx: ActionContext, former: Person): Promise<void> {
  const key = pairKey(former.id, ctx.actor.id);
  if ((await ctx.cancel(relationPrefix(key, 'moved'))) > 0) return;
  await tell(ctx, former, relationKey(key, 'back', ctx.now), back(ctx.actor));
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
  const was = await join(ctx, supervisor, report, pair.source, await pairsOfReport(ctx, report.id));
  await keepWatch(ctx);
  if (isHere(was)) await tellFormer(ctx, was, report, supervisor);
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
  const isByReport = pair.report === ctx.actor.id;
  // What a report decides for themselves is in no log, and no admin undoes it.
  if (pair.state !== 'ended') await end(ctx, { ...pair, isDenied: true }, pair.source === 'hand' && !isByReport);
  const after = isByReport && pair.state === 'active' ? await withWhomNow(ctx, pair) : '';
  return inPlace(ctx, say(text`Noted. Nothing more comes of it, and nobody is told off.${after}`), args);
};

/** Nobody is left without a supervisor for saying no: the one before has them again, or the one the directory names. */
async function withWhomNow(ctx: ActionContext, pair: Pair): Promise<string> {
  const former = await giveBack(ctx, pair);
  if (!former) await followDirectory(ctx);
  else await tellBack(ctx, former);
  await keepWatch(ctx);
  const now = (await pairsOfReport(ctx, pair.report)).find(({ state }) => state === 'active');
  const supervisor = former ?? (now && (await ctx.people.get(now.supervisor)));
  if (supervisor) return ` Your one-on-ones are with ${supervisor.name}${former ? ' again' : ''}.`;
  return ' You have no supervisor here now; /hallway ask @name names one.';
}

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
