import { z } from 'zod';
import { UserError } from '../../core/errors.ts';
import type { JsonObject } from '../../core/json.ts';
import { date, listed, type Message, say, text } from '../../core/message.ts';
import type { Reply } from '../../core/reply.ts';
import type { ActionContext, Word } from '../../ports/context.ts';
import type { Wish } from '../../ports/favours.ts';
import type { Command, PressHandler } from '../../ports/feature.ts';
import { addDays, formatDate, localDateOf } from '../../time/zoned.ts';
import { metByCommand } from './answers.ts';
import { nextRounds } from './dates.ts';
import { askNoMore } from './follow-up.ts';
import { meet, stopWaiting } from './meet.ts';
import { isEligible, isInAudience, takesPart } from './membership.ts';
import { stopChoices } from './messages.ts';
import { answer } from './mine.ts';
import {
  avoids,
  deliveryPrefix,
  latest,
  newParticipant,
  type Program,
  participantKey,
  participants,
  programs,
} from './records.ts';
import { hear } from './silence.ts';

interface Found {
  readonly id: string;
  readonly program: Program;
  readonly channel: string;
}

const argsSchema = z.object({ program: z.string() });

/** The programs whose audience the person belongs to. */
export async function myPrograms(ctx: ActionContext): Promise<readonly Found[]> {
  const found: Found[] = [];
  for (const { key, value } of await ctx.tx.list(programs)) {
    if (await isInAudience(ctx, value, ctx.actor.id)) found.push(await named(ctx, key, value));
  }
  return found;
}

const named = async (ctx: ActionContext, id: string, program: Program): Promise<Found> => ({
  id,
  program,
  channel: (await ctx.people.channel(program.channel))?.name ?? 'a closed channel',
});

/** True where the person's word, or the program's default, has them in. */
export async function isIn(ctx: ActionContext, { id, program }: Found): Promise<boolean> {
  return (
    isEligible(program, ctx.actor) &&
    takesPart(program, await ctx.tx.get(participants, participantKey(id, ctx.actor.id)))
  );
}

/** The one program that is meant, or undefined where there is none. UserError where there are several. */
async function theOne(ctx: ActionContext, what: Wish): Promise<Found | undefined> {
  const all = await myPrograms(ctx);
  const here = all.filter(({ program }) => program.channel === ctx.channel);
  const [one, ...more] = ctx.channel === undefined ? all : here;
  if (!one || more.length === 0) return one;
  throw new UserError(
    `You are in several programs. Say which: ${all.map(({ channel }) => `/hallway ${what} in #${channel}`).join(' or ')}.`,
  );
}

/** `join #design` means the same as `join in #design`; any other word is one too many, and nothing happens by accident. */
function meantIn(ctx: ActionContext, wish: Wish, [word]: readonly Word[]): ActionContext {
  if (!word) return ctx;
  if (word.kind === 'channel') return { ...ctx, channel: word.channel };
  throw new UserError(
    `I don't know "${wish} ${word.text}". For one channel it is /hallway ${wish} in #channel. Nothing was changed.`,
  );
}

/** Does it for the program that is meant; without one, whatever else there is here grants it. */
async function granted(ctx: ActionContext, wish: Wish, own: (found: Found) => Promise<Message>): Promise<Reply> {
  const found = await theOne(ctx, wish);
  // A channel may have more than coffee: who wants out of it sees the rest of what there is to leave.
  const isAlsoMeant = wish !== 'join' && ctx.channel !== undefined;
  const also = !found || isAlsoMeant ? await ctx.favours.grant(ctx, found ? 'stop' : wish) : undefined;
  if (!found && !also)
    throw new UserError('There is no coffee program for you here yet. An admin can start one with /hallway coffee.');
  const message = found && (await own(found));
  const blocks = [message, also].flatMap((one) => one?.blocks ?? []);
  return { message: { fallback: message?.fallback ?? also?.fallback ?? '', blocks } };
}

async function byArgs(ctx: ActionContext, args: JsonObject): Promise<Found> {
  const read = argsSchema.safeParse(args);
  const program = read.success ? await ctx.tx.get(programs, read.data.program) : undefined;
  if (!read.success || !program) throw new UserError('This program has ended. Nothing more will come from it.');
  return named(ctx, read.data.program, program);
}

async function choose(ctx: ActionContext, { id }: Found, choice: 'in' | 'out'): Promise<void> {
  const key = participantKey(id, ctx.actor.id);
  await ctx.tx.put(participants, key, { ...((await ctx.tx.get(participants, key)) ?? newParticipant), choice });
  await hear(ctx, id, [ctx.actor.id]);
}

/** Takes part from now on, and has been told what it is. UserError for guests where they stay out. */
export async function joined(ctx: ActionContext, found: Found): Promise<Message> {
  if (!isEligible(found.program, ctx.actor))
    throw new UserError(`Guests don't take part in coffee in #${found.channel}. An admin can change that.`);
  await choose(ctx, found, 'in');
  const key = participantKey(found.id, ctx.actor.id);
  const row = await ctx.tx.get(participants, key);
  if (row && row.welcome !== 'given') await ctx.tx.put(participants, key, { ...row, welcome: 'given' });
  const today = localDateOf(ctx.now, found.program.cadence.zone);
  const [next] = nextRounds(found.program, ctx.settings.calendar, ctx.now, today, 1);
  const when = next ? text` Next round: ${date(next.at, 'reader', 'day')}.` : text``;
  return say([...text`You're in for coffee in #${found.channel}.`, ...when]);
}

/** Takes part no longer: nothing more comes of this program. */
export async function leftIt(ctx: ActionContext, found: Found): Promise<Message> {
  await choose(ctx, found, 'out');
  await ctx.cancel(`${deliveryPrefix(found.id)}welcome/${ctx.actor.id}/`);
  await ctx.cancel(`${deliveryPrefix(found.id)}stay/${ctx.actor.id}`);
  const last = await ctx.tx.get(latest, ctx.actor.id);
  if (last?.program === found.id) await askNoMore(ctx, last.group, { person: ctx.actor.id });
  return say(
    text`You won't be introduced in #${found.channel} any more. /hallway join in #${found.channel} brings you back. Your other programs go on.`,
  );
}

/** Buttons about taking part, two presses from any card. */
export const takingPartPresses: Readonly<Record<string, PressHandler>> = {
  'coffee.join': async (ctx, args) => answer(ctx, await joined(ctx, await byArgs(ctx, args))),
  'coffee.leave': async (ctx, args) => answer(ctx, await leftIt(ctx, await byArgs(ctx, args)), args),
  'coffee.unwait': stopWaiting,
  'coffee.stop': async (ctx, args) => {
    const { id, channel } = await byArgs(ctx, args);
    return { message: stopChoices(id, channel) };
  },
  'coffee.rest': async (ctx, args) =>
    answer(ctx, await rest(ctx, await byArgs(ctx, args), args.weeks === '4' ? 4 : 2), args),
};

/** A pause of some weeks that covers at least the next round, so that pressing it always skips one. */
async function rest(ctx: ActionContext, { program }: Found, weeks: number): Promise<Message> {
  const { zone } = ctx.actor.calendar;
  const today = localDateOf(ctx.now, zone);
  const [next] = nextRounds(program, ctx.settings.calendar, ctx.now, localDateOf(ctx.now, program.cadence.zone), 1);
  const after = next ? addDays(localDateOf(next.at, zone), 1) : today;
  const wanted = addDays(today, weeks * 7);
  const until = wanted > after ? wanted : after;
  await ctx.choose(ctx.actor.id, { pausedUntil: until });
  const day = formatDate(until, 'day', ctx.settings.reader);
  return say(
    text`Paused until ${day}, so the next coffee goes without you. You come back by yourself; /hallway resume is quicker.`,
  );
}

/** `stop`: the way out for whoever does not know which word it takes. */
const stop = (ctx: ActionContext, words: readonly Word[]): Promise<Reply> =>
  granted(meantIn(ctx, 'stop', words), 'stop', async ({ id, channel }) => stopChoices(id, channel));

function onePerson(words: readonly Word[], what: string) {
  const [word] = words;
  if (word?.kind === 'person') return word.person;
  throw new UserError(`Say whom: /hallway ${what} @name. Only you will know. Nothing was changed.`);
}

/** A person's own list, for nobody else. */
async function ownAvoids(ctx: ActionContext): Promise<Reply> {
  const ids = (await ctx.tx.get(avoids, ctx.actor.id))?.people ?? [];
  const people = (await Promise.all(ids.map((id) => ctx.people.get(id)))).filter((one) => one !== undefined);
  if (people.length === 0) return { message: say(text`You avoid nobody. /hallway avoid @name keeps somebody away.`) };
  return { message: say(text`You avoid ${listed(people.map(({ name }) => name))}. Nobody else can see this.`) };
}

async function setAvoid(ctx: ActionContext, words: readonly Word[], isAvoided: boolean): Promise<Reply> {
  if (words.length === 0 && isAvoided) return ownAvoids(ctx);
  const other = onePerson(words, isAvoided ? 'avoid' : 'unavoid');
  if (other.id === ctx.actor.id) throw new UserError("That's you. Nothing was changed.");
  const known = (await ctx.tx.get(avoids, ctx.actor.id))?.people ?? [];
  const rest = known.filter((id) => id !== other.id);
  await ctx.tx.put(avoids, ctx.actor.id, { people: isAvoided ? [...rest, other.id] : rest });
  const done = isAvoided
    ? `I won't put you together with ${other.name}. Nobody else can see this.`
    : `You may be put together with ${other.name} again.`;
  return { message: say(text`${done}`) };
}

/** What staff can say about coffee. */
export const staffCommands: readonly Command[] = [
  {
    word: 'join',
    who: 'staff',
    usage: [{ words: 'join [in #channel]', does: 'take part in coffee, or be asked again' }],
    run: (ctx, words) => granted(meantIn(ctx, 'join', words), 'join', (found) => joined(ctx, found)),
  },
  {
    word: 'leave',
    who: 'staff',
    usage: [
      {
        words: 'leave [in #channel]',
        does: 'no more coffee, or no more questions, from one program; the others go on',
      },
    ],
    run: (ctx, words) => granted(meantIn(ctx, 'leave', words), 'leave', (found) => leftIt(ctx, found)),
  },
  {
    word: 'stop',
    who: 'staff',
    usage: [{ words: 'stop', does: 'skip the next coffee, pause or leave; be asked less' }],
    run: stop,
  },
  {
    word: 'meet',
    who: 'staff',
    usage: [{ words: 'meet', does: 'an introduction now, to the next colleague who asks' }],
    run: meet,
  },
  {
    word: 'met',
    who: 'staff',
    usage: [{ words: 'met', does: 'you had your coffee; I stop asking' }],
    run: metByCommand,
  },
  {
    word: 'avoid',
    who: 'staff',
    usage: [
      { words: 'avoid @name', does: 'never be put together with somebody; only you see this' },
      { words: 'avoid', does: 'your own list' },
    ],
    run: (ctx, words) => setAvoid(ctx, words, true),
  },
  {
    word: 'unavoid',
    who: 'staff',
    usage: [{ words: 'unavoid @name', does: 'take that back' }],
    run: (ctx, words) => setAvoid(ctx, words, false),
  },
];
