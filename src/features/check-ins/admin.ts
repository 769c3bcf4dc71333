import { UserError } from '../../core/errors.ts';
import { bold, say, text } from '../../core/message.ts';
import type { Reply } from '../../core/reply.ts';
import type { ActionContext, Word } from '../../ports/context.ts';
import type { Command } from '../../ports/feature.ts';
import { nearest } from '../../time/words.ts';
import { pulsePack } from './packs.ts';
import { isQuarterOver, pulseOf } from './pulse.ts';
import { pulseItems } from './pulse-message.ts';
import { programs } from './records.ts';
import { pulseRules, ruleActions } from './rules.ts';
import { type Action, programHere, setRhythm } from './set-up.ts';
import { statusHere } from './status.ts';
import { suggestionActions } from './suggest.ts';

const rhythmActions: readonly string[] = ['every', 'weekly', 'fortnightly', 'biweekly', 'monthly', 'daily', 'weekdays'];

const off: Action = async (ctx) => {
  const { id, name } = await programHere(ctx);
  return ctx.propose({
    echo: say(
      text`${bold(`Stop the check-in in #${name}`)}? Nothing more is asked. Open answers without names are dropped unseen.`,
    ),
    confirm: 'Stop it',
    apply: async () => {
      const said = { what: `Check-in in #${name}`, was: 'running', is: 'stopped' };
      await ctx.change({ collection: programs, key: id, after: undefined, ...said });
      return { message: say(text`Stopped. /hallway undo brings it back.`) };
    },
  });
};

/** The latest quarter that was told, item by item. */
const itemByItem: Action = async (ctx) => {
  const { id, program, name } = await programHere(ctx);
  const facts = program.pack === pulsePack ? await pulseOf(ctx, id) : undefined;
  if (facts) return { message: pulseItems(facts) };
  if (await isQuarterOver(ctx, id, program)) return { message: say(text`Too few answered to show anything.`) };
  throw new UserError(`There is no pulse result in #${name} yet. It comes at the end of a quarter.`);
};

/** `checkin pulse`: the pulse pack on its usual rhythm, without names; `checkin pulse results` shows the last quarter. */
const pulse: Action = async (ctx, [more]) => {
  if (more?.text.toLowerCase() === 'results') return itemByItem(ctx, []);
  if (more)
    throw new UserError(
      `I don't know "checkin pulse ${more.text}". /hallway checkin pulse starts one, /hallway checkin pulse results shows the last quarter. Nothing was changed.`,
    );
  const words = ['every', 'week', 'on', 'tuesday', 'at', '10:00'].map(
    (typed) => ({ kind: 'word', text: typed }) as const,
  );
  return setRhythm(ctx, [...words, { kind: 'word', text: 'local' }], pulseRules);
};

const actions: Readonly<Record<string, Action>> = {
  ...Object.fromEntries(rhythmActions.map((name) => [name, setRhythm])),
  ...ruleActions,
  ...suggestionActions,
  off,
  pulse,
  results: itemByItem,
  status: async (ctx) => ({ message: await statusHere(ctx) }),
};

async function checkin(ctx: ActionContext, words: readonly Word[]): Promise<Reply> {
  const [first, ...rest] = words;
  if (!first) return { message: await statusHere(ctx) };
  const name = first.text.toLowerCase();
  const action = actions[name];
  if (action) return action(ctx, rhythmActions.includes(name) ? words : rest);
  const meant = nearest(name, Object.keys(actions));
  throw new UserError(
    `I don't know "checkin ${first.text}". ${meant ? `Did you mean ${meant}? ` : ''}/hallway help checkin lists what I know. Nothing was changed.`,
  );
}

/** `/hallway checkin …`. */
export const adminCommands: readonly Command[] = [
  {
    word: 'checkin',
    who: 'admin',
    isOfChannel: true,
    usage: [
      { words: 'checkin every weekday at 09:30 local', does: "start or change this channel's question of the day" },
      { words: 'checkin every friday at 10:00 for @ana', does: "ask @ana's reports instead of the channel" },
      { words: 'checkin shape water-cooler | private', does: 'to the channel, or to each and then a summary' },
      { words: 'checkin pack NAME | ask "..."', does: 'questions of a pack, or your own' },
      { words: 'checkin anonymous on', does: 'answers without names, shown from five on' },
      { words: 'checkin digest at 11:00 [by band] [in thread]', does: 'when and where answers are shared' },
      { words: 'checkin remind at 10:30 | remind off', does: 'one reminder to those who have said nothing' },
      { words: 'checkin pulse', does: 'three short questions a week without names, told at the end of the quarter' },
      { words: 'checkin results', does: 'the last quarter that was told, question by question' },
      { words: 'checkin suggestions', does: 'questions your colleagues propose' },
      { words: 'checkin status | off', does: 'see how it stands, or stop it' },
    ],
    run: checkin,
  },
];
