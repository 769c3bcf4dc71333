import { UserError } from '../../core/errors.ts';
import { bold, list, type Message, note, paragraph, say, text } from '../../core/message.ts';
import type { Reply } from '../../core/reply.ts';
import type { ActionContext, Word } from '../../ports/context.ts';
import type { Person } from '../../ports/people.ts';
import { plainWords } from '../../ports/words.ts';
import { localDateOf } from '../../time/zoned.ts';
import { followDirectory } from './directory.ts';
import { isHere, knownPair, rhythmOfAll, teams } from './pair-facts.ts';
import { choices, organisationKey, type Pair, pairKey, pairs, programs } from './records.ts';
import { keepWatch } from './relations.ts';
import { parseRhythm, type Rhythm, rhythmWords } from './rhythm.ts';
import { noticeNewcomers } from './welcome-path.ts';

/** `oneonone every 2 weeks`: for everybody if an admin says so, for one's own reports, or for one of them. */
export async function setRhythm(ctx: ActionContext, words: readonly Word[]): Promise<Reply> {
  const at = words.findLastIndex((word) => word.kind === 'word' && word.text.toLowerCase() === 'for');
  const whom = at < 0 ? undefined : words[at + 1];
  const read = parseRhythm(plainWords(at < 0 ? words : words.slice(0, at)));
  if (!read.ok) throw new UserError(`${read.problem} Nothing was changed.`);
  if (whom?.kind === 'person') return forReport(ctx, read.value, whom.person);
  const word = whom?.text.toLowerCase() ?? (ctx.actor.isAdmin ? 'everyone' : 'me');
  if (word === 'me') return forMine(ctx, read.value);
  if (/^(everyone|everybody|all)$/.test(word)) return forEveryone(ctx, read.value);
  throw new UserError(
    `I don't know for whom "${word}" is. Say for @report, for me or for everyone. Nothing was changed.`,
  );
}

async function forReport(ctx: ActionContext, rhythm: Rhythm, report: Person): Promise<Reply> {
  const key = pairKey(ctx.actor.id, report.id);
  const known = await knownPair(ctx, key);
  if (!known)
    throw new UserError(
      `${report.name} is not on your list. /hallway oneonone add @name comes first. Nothing was changed.`,
    );
  await ctx.change({
    collection: pairs,
    key,
    after: { ...withoutFile(known.pair), rhythm },
    what: `One-on-ones of ${ctx.actor.name} with ${report.name}`,
    was: rhythmWords(known.rhythm),
    is: rhythmWords(rhythm),
  });
  return { message: say(text`Done. You and ${report.name}: ${bold(rhythmWords(rhythm))}.`) };
}

/** Touched by hand, it is no longer as a file wrote it. */
const withoutFile = ({ file: _file, ...pair }: Pair): Pair => pair;

async function forMine(ctx: ActionContext, rhythm: Rhythm): Promise<Reply> {
  const before = await ctx.tx.get(choices, ctx.actor.id);
  await ctx.tx.put(choices, ctx.actor.id, { ...before, rhythm });
  return {
    message: say(text`Done. You and each of your reports: ${bold(rhythmWords(rhythm))}, unless you two have your own.`),
  };
}

async function forEveryone(ctx: ActionContext, rhythm: Rhythm): Promise<Reply> {
  adminOnly(ctx);
  const before = await ctx.tx.get(programs, organisationKey);
  return ctx.propose({
    echo: await echo(ctx, rhythm),
    confirm: before?.isOn ? 'Change it' : 'Start',
    apply: async () => {
      const since = before?.isOn ? before.since : localDateOf(ctx.now, ctx.settings.calendar.zone);
      await ctx.change({
        collection: programs,
        key: organisationKey,
        after: { rhythm, isOn: true, since },
        what: 'One-on-ones',
        was: before?.isOn ? rhythmWords(before.rhythm) : 'off',
        is: rhythmWords(rhythm),
      });
      await noticeNewcomers(ctx);
      await followDirectory(ctx);
      await keepWatch(ctx);
      return {
        message: say(text`Done. One-on-ones ${bold(rhythmWords(rhythm))} for ${counted((await teams(ctx)).size)}.`),
      };
    },
  });
}

const counted = (count: number) => (count === 1 ? '1 supervisor' : `${count} supervisors`);

async function echo(ctx: ActionContext, rhythm: Rhythm): Promise<Message> {
  const people = (await ctx.people.all()).filter(isHere);
  const ids = new Set(people.map((person) => person.id));
  const led = people.filter((person) => person.manager !== undefined && ids.has(person.manager));
  const supervisors = new Set(led.map((person) => person.manager));
  return {
    fallback: 'One-on-ones',
    blocks: [
      paragraph(text`${bold('One-on-ones')} ${rhythmWords(rhythm)}, unless a supervisor sets another rhythm.`),
      list([
        text`The directory names ${counted(supervisors.size)} of ${led.length} people; who was added by hand stays.`,
        text`Each supervisor alone gets one card on their own morning, spread out, and may stop it.`,
      ]),
      note(text`Nobody sees whether two people met, admins included.`),
    ],
  };
}

const adminOnly = (ctx: ActionContext) => {
  if (!ctx.actor.isAdmin)
    throw new UserError('Only admins set it for everyone. Say "for me" for your own reports. Nothing was changed.');
};

/** `oneonone off`: no reminders for anybody, until an admin sets a rhythm again. */
export async function switchOff(ctx: ActionContext): Promise<Reply> {
  adminOnly(ctx);
  const before = await ctx.tx.get(programs, organisationKey);
  const rhythm = before?.rhythm ?? (await rhythmOfAll(ctx, ctx.actor.id));
  if (before?.isOn === false) return { message: say(text`One-on-ones are off already. Nothing was changed.`) };
  return ctx.propose({
    echo: say(text`${bold('No reminders of one-on-ones')} for anybody. What people noted stays theirs.`),
    confirm: 'Stop them',
    apply: async () => {
      const since = before?.since ?? localDateOf(ctx.now, ctx.settings.calendar.zone);
      const after = { rhythm, isOn: false, since };
      await ctx.change({
        collection: programs,
        key: organisationKey,
        after,
        what: 'One-on-ones',
        was: rhythmWords(rhythm),
        is: 'off',
      });
      await ctx.cancel('oneonone/nudge/');
      return { message: say(text`Done. Nobody is reminded any more.`) };
    },
  });
}
