import { UserError } from '../../core/errors.ts';
import type { ChannelId } from '../../core/ids.ts';
import type { Json } from '../../core/json.ts';
import { type Button, bold, buttons, list, type Message, note, paragraph, say, text } from '../../core/message.ts';
import type { Reply } from '../../core/reply.ts';
import type { ActionContext, Word } from '../../ports/context.ts';
import type { PressHandler } from '../../ports/feature.ts';
import { nearest } from '../../time/words.ts';
import { exportBlocks } from './export-words.ts';

const button = (label: string, verb: string, style?: Button['style']): Button => ({
  label,
  verb,
  args: { v: 1 },
  ...(style ? { style } : {}),
});

/** What is kept, who sees it, and how to take it along or have it erased. */
export function privacyCard(): Message {
  return {
    fallback: 'What I keep about you',
    blocks: [
      paragraph(text`What I keep about you:`),
      list([
        text`Your name, address, team, manager, zone and hours, as your directory or you gave them, and your channels.`,
        text`Which programs you are in, whom I introduced you to, and when I wrote to you. Admins see the groups of a round.`,
        text`Pauses and leave. Admins see that you are paused or away, not why or until when.`,
        text`Whom you would rather not meet. Nobody else sees that, admins included.`,
        text`What you like to talk about, if you said so. Those I introduce you to see it.`,
        text`Your check-in answers by name, and questions you suggested. Answers without a name are kept without yours.`,
        text`Who your supervisor is and whom you supervise, when you talked, and the topics and drawings the two of you share. Admins see who has one-on-ones with whom, never what about.`,
        text`Your own notes on a one-on-one. Only you can read them.`,
      ]),
      note(text`I cannot read your conversations.`),
      buttons(button('Show me all of it', 'me.export'), button('Erase me', 'me.forget', 'danger')),
    ],
  };
}

function eraseCard(): Message {
  return {
    fallback: 'Erase everything about you?',
    blocks: [
      paragraph(
        text`This erases your settings, pauses, whom you avoid, whom you met and every record with your name. It can't be undone.`,
      ),
      paragraph(
        text`You are still in the workspace, so I will know your name again within a day. I can leave you alone then, until you say ${bold('/hallway resume')}: for that I keep the id of your account. Or you begin anew, as on your first day.`,
      ),
      buttons(
        { label: 'Erase, leave me alone', verb: 'me.forget.now', args: { v: 1, isLeftAlone: true }, style: 'danger' },
        { label: 'Erase, begin anew', verb: 'me.forget.now', args: { v: 1 }, style: 'danger' },
        button('Keep it', 'me.keep'),
      ),
    ],
  };
}

/** Channels by the ids in which they are written down; what is none is looked up in vain. */
const channelIdsIn = (held: Json): ReadonlySet<ChannelId> =>
  new Set(Array.from(JSON.stringify(held).matchAll(/[^"/\s]+#[^"/\s]+/g), ([id]) => id as ChannelId));

async function exported(ctx: ActionContext): Promise<Message> {
  const held = await ctx.house.exportOf(ctx.actor.id);
  const names = new Map<string, string>((await ctx.people.all()).map(({ id, name }) => [id, name]));
  for (const id of channelIdsIn(held)) {
    const channel = await ctx.people.channel(id);
    if (channel) names.set(id, `#${channel.name}`);
  }
  const glossary = { names, zone: ctx.actor.calendar.zone, reader: ctx.settings.reader };
  return { fallback: 'Everything I hold on you', blocks: exportBlocks(held, glossary) };
}

/** `privacy`, `privacy export`, `privacy forget`. */
export async function privacy(ctx: ActionContext, words: readonly Word[]): Promise<Reply> {
  const what = words[0]?.text.toLowerCase();
  if (what === undefined) return { message: privacyCard() };
  if (['export', 'forget'].includes(what) && words.length > 1)
    throw new UserError(
      `privacy ${what} is about yourself alone. For somebody else, whoever runs Hallway has a command: hallway ${what} --person. Nothing was changed.`,
    );
  if (what === 'export') return { message: await exported(ctx) };
  if (what === 'forget') return { message: eraseCard() };
  const meant = nearest(what, ['export', 'forget']);
  const cure = meant ? `Did you mean privacy ${meant}?` : 'I know privacy export and privacy forget.';
  throw new UserError(`I don't know "privacy ${what}". ${cure} Nothing was changed.`);
}

/** The buttons of the privacy cards. */
export const privacyPresses: Readonly<Record<string, PressHandler>> = {
  'me.export': async (ctx) => ({ message: await exported(ctx) }),
  'me.forget': async () => ({ message: eraseCard() }),
  'me.keep': async () => ({ replace: say(text`All right. Nothing was changed.`) }),
  'me.forget.now': async (ctx, { isLeftAlone }) => {
    await ctx.house.forget(ctx.actor.id, isLeftAlone === true);
    return {
      replace: isLeftAlone
        ? say(text`Done. I have forgotten you, and leave you alone until you say /hallway resume.`)
        : say(text`Done. I have forgotten you.`),
    };
  },
};

/** Cards for the golden files. */
export const privacySamples = [
  { name: 'privacy', draw: privacyCard },
  { name: 'erase', draw: eraseCard },
];
