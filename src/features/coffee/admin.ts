import { UserError } from '../../core/errors.ts';
import { type ChannelId, type PersonId, workspaceOf } from '../../core/ids.ts';
import type { JsonObject } from '../../core/json.ts';
import { say, text } from '../../core/message.ts';
import type { Reply } from '../../core/reply.ts';
import { channelOf } from '../../ports/channel.ts';
import type { ActionContext, Word } from '../../ports/context.ts';
import type { Command, PressHandler, SubmitHandler } from '../../ports/feature.ts';
import { adminsOnly, leadersOnly } from '../../ports/leaders.ts';
import { nearest } from '../../time/words.ts';
import { formatDate, type LocalDate } from '../../time/zoned.ts';
import { groupList } from './admin-messages.ts';
import { previewOf, sendExactly } from './preview.ts';
import { type Action, ruleActions } from './program-rules.ts';
import { runActions } from './program-runs.ts';
import { deliveryPrefix, groups, programId, programs, rounds } from './records.ts';
import { exportRounds } from './rounds-table.ts';
import { newProgram, readRhythm, setRhythm } from './set-up.ts';
import { lineOf, setUpForm, splitOptions, withWords } from './set-up-form.ts';
import { statusHere } from './status.ts';

const rhythmActions: readonly string[] = ['every', 'weekly', 'fortnightly', 'biweekly', 'monthly', 'daily'];

const actions: Readonly<Record<string, Action>> = {
  ...Object.fromEntries(rhythmActions.map((name) => [name, setRhythm])),
  ...ruleActions,
  ...runActions,
  export: exportRounds,
  status: async (ctx) => ({ message: await statusHere(ctx) }),
};

/** `/hallway coffee …` and `/hallway setup`. */
export const adminCommands: readonly Command[] = [
  {
    word: 'coffee',
    who: 'admin',
    isOfChannel: true,
    usage: [
      {
        words: 'coffee every 2 weeks on tuesday at 10:00 [in ZONE] [from DATE] [group 3] [guests on] [default out]',
        does: 'start or change coffee in this channel',
      },
      { words: 'coffee every week on monday and thursday at 10:00', does: 'more than once a week' },
      { words: 'coffee monthly on the first monday at 10:00', does: 'once a month' },
      { words: 'coffee group 3', does: 'how many people meet' },
      { words: 'coffee across team | within team | between #a and #b | hosts @p', does: 'who meets whom' },
      { words: 'coffee never @a @b', does: 'keep two people apart' },
      { words: 'coffee guests on | off', does: 'whether guests take part' },
      { words: 'coffee default in | out', does: 'everybody until they opt out, or only those who say yes' },
      {
        words: 'coffee preview | now | status | export',
        does: 'see the next groups, hold a round at once, see how it goes, take the rounds along as CSV',
      },
      { words: 'coffee pause until DATE | resume | off', does: 'stop for a while, or for good' },
    ],
    run: coffee,
  },
  {
    word: 'setup',
    who: 'admin',
    isOfChannel: true,
    usage: [{ words: 'setup', does: "a form with this channel's coffee" }],
    run: (ctx) => openSetUp(ctx, channelOf(ctx)),
  },
];

async function coffee(ctx: ActionContext, words: readonly Word[]): Promise<Reply> {
  const [first, ...rest] = words;
  if (!first) return ctx.channel === undefined ? { message: await statusHere(ctx) } : openSetUp(ctx, ctx.channel);
  const name = first.text.toLowerCase();
  const action = actions[name];
  if (beyondTheChannel.includes(name) && !ctx.actor.isAdmin) throw new UserError(adminsOnly);
  if (action) return action(ctx, rhythmActions.includes(name) ? words : rest);
  const meant = nearest(name, Object.keys(actions));
  throw new UserError(
    `I don't know "coffee ${first.text}". ${meant ? `Did you mean coffee ${meant}? ` : ''}/hallway help coffee lists what I know. Nothing was changed.`,
  );
}

/** The channel's coffee as a form; as the words of an echo would have it, whose place the next echo then takes. */
async function openSetUp(ctx: ActionContext, channel: ChannelId, words?: string): Promise<Reply> {
  const name = (await ctx.people.channel(channel))?.name ?? 'this channel';
  const program = await ctx.tx.get(programs, programId(channel));
  const form = setUpForm(ctx, channel, name, program);
  if (words === undefined) return { form };
  const { rhythm, options } = splitOptions(words.split(' '));
  return { form: withWords(form, rhythm.join(' '), options) };
}

/** What reaches beyond one channel, so that looking after the channel is not enough. */
const beyondTheChannel: readonly string[] = ['between', 'export', 'hosts', 'never'];

/** A channel named by a button, if it is one of the presser's own workspace. */
function channelIn(ctx: ActionContext, args: JsonObject): ChannelId {
  const channel = String(args.channel ?? '') as ChannelId;
  if (workspaceOf(channel) !== ctx.workspace) throw new UserError('I do not know this channel. Nothing was changed.');
  return channel;
}

const setUp: PressHandler = async (ctx, args) => {
  const channel = channelIn(ctx, args);
  await leadersOnly(ctx, channel);
  return openSetUp(ctx, channel, typeof args.words === 'string' ? args.words : undefined);
};

/** Before Start there is no program: the preview is of what the words would make. */
const previewFirst: PressHandler = async (ctx, args) => {
  const channel = channelIn(ctx, args);
  await leadersOnly(ctx, channel);
  const id = programId(channel);
  const { rhythm, options } = splitOptions(String(args.words).split(' '));
  const program = (await ctx.tx.get(programs, id)) ?? {
    ...newProgram(ctx, channel, readRhythm(ctx, rhythm, undefined)),
    ...options,
  };
  return { message: await previewOf(ctx, id, program) };
};

const seeGroups: PressHandler = async (ctx, args) => {
  const key = String(args.round);
  await leadersOnly(ctx, (await ctx.tx.get(programs, key.slice(0, key.lastIndexOf('/'))))?.channel);
  const round = await ctx.tx.get(rounds, key);
  if (!round) throw new UserError('I no longer have this round.');
  const nameOf = async (id: PersonId) => (await ctx.people.get(id))?.name ?? 'somebody who left';
  const rows = await ctx.tx.list(groups, { prefix: `${key}/` });
  const day = key.slice(key.lastIndexOf('/') + 1) as LocalDate;
  return {
    message: groupList({
      title: `Groups of ${formatDate(day, 'day', ctx.settings.reader)}`,
      groups: await Promise.all(
        rows.map(async ({ value }) => ({ names: await Promise.all(value.people.map(nameOf)), reason: value.reason })),
      ),
      left: await Promise.all(round.left.map(async ({ person, why }) => ({ name: await nameOf(person), why }))),
    }),
  };
};

const beQuiet: PressHandler = async (ctx, args) => {
  const id = String(args.program);
  const program = await ctx.tx.get(programs, id);
  if (program?.setUpBy === ctx.actor.id) {
    await ctx.tx.put(programs, id, { ...program, isQuiet: true });
    for (const { key } of await ctx.tx.list(rounds, { prefix: `${id}/` }))
      await ctx.cancel(`${deliveryPrefix(key)}summary/`);
  }
  return {
    replace: say(text`No more notes after each round. /hallway coffee status has everything when you want it.`),
  };
};

/** Buttons on the cards admins get. */
export const adminPresses: Readonly<Record<string, PressHandler>> = {
  'coffee.setup': setUp,
  'coffee.preview': previewFirst,
  'coffee.send': sendExactly,
  'coffee.groups': seeGroups,
  'coffee.quiet': beQuiet,
};

/** The form only words a command, so that it is confirmed like one. */
export const adminSubmits: Readonly<Record<string, SubmitHandler>> = {
  'coffee.setup': async (ctx, args, values) => {
    await leadersOnly(ctx, channelIn(ctx, args));
    const read = lineOf(values);
    if ('errors' in read) return read;
    try {
      const reply = await ctx.run(read.line, channelIn(ctx, args));
      return args.instead === true && reply.message ? { ...reply, replace: reply.message } : reply;
    } catch (cause) {
      if (cause instanceof UserError) return { errors: { rhythm: cause.message } };
      throw cause;
    }
  },
};
