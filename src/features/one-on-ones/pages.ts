import {
  type Block,
  bold,
  buttons,
  heading,
  list,
  type Message,
  mention,
  note,
  paragraph,
  type Text,
  text,
} from '../../core/message.ts';
import type { ActionContext } from '../../ports/context.ts';
import { formatDate, type LocalDate, localDateOf } from '../../time/zoned.ts';
import { agendaBlocks } from './agenda-view.ts';
import { lastMet, twoVersions } from './meetings.ts';
import { versionsNote } from './messages.ts';
import { asSeenBy, type Mine } from './mine.ts';
import { type Known, nextDue, supervisorOf, teamOf } from './pair-facts.ts';
import { rhythmWords } from './rhythm.ts';
import { agoWords, button, firstName } from './words.ts';

const buttonsShown = 20;

/** Everybody somebody has one-on-ones with. */
export async function overview(ctx: ActionContext): Promise<Message> {
  const team = await teamOf(ctx, ctx.actor);
  const known = await supervisorOf(ctx, ctx.actor.id);
  const own = known && asSeenBy(known, ctx.actor);
  const blocks = [...(own ? await mySupervisor(ctx, own) : []), ...(team.length === 0 ? [] : myPeople(ctx, team))];
  if (blocks.length > 0) return { fallback: 'Your one-on-ones', blocks };
  return {
    fallback: 'Your one-on-ones',
    blocks: [
      paragraph(text`You have no one-on-ones here yet.`),
      list([
        text`${bold('/hallway ask @name')} names your supervisor; they confirm it.`,
        text`${bold('/hallway oneonone add @name')} adds somebody who reports to you.`,
      ]),
    ],
  };
}

/** For a supervisor: each report with last and next, theirs alone to see. */
export function myPeople(ctx: ActionContext, team: readonly Known[]): readonly Block[] {
  const lines = team.map((known) => text`${bold(known.report.name)}: ${standingWords(ctx, known)}`);
  return [
    heading('My people'),
    list(lines),
    buttons(...team.slice(0, buttonsShown).map(({ key, report }) => button(firstName(report), 'page', { pair: key }))),
  ];
}

/** For a report: when it was, when it is, and what they can do about it. */
export async function mySupervisor(ctx: ActionContext, found: Mine): Promise<readonly Block[]> {
  const args = { pair: found.key };
  return [
    heading(`One-on-one with ${firstName(found.supervisor)}`),
    paragraph(text`${mention(found.supervisor)}: ${standingWords(ctx, found)}`),
    buttons(
      button('We met', 'met', args),
      button('Please meet me', 'ask', args),
      button('Topics and more', 'page', args),
    ),
  ];
}

/** `last Tue 1 Dec (2 weeks ago), next around Tue 15 Dec, every 2 weeks`. */
function standingWords(ctx: ActionContext, known: Known): Text {
  const { reader } = ctx.settings;
  const today = localDateOf(ctx.now, ctx.actor.calendar.zone);
  const last = lastMet(known.standing);
  const next = nextDue(known);
  const day = (date: LocalDate) => formatDate(date, 'day', reader);
  const before = last === undefined ? 'no talk noted yet' : `last ${day(last)} (${agoWords(last, today)})`;
  const after = next === undefined ? '' : next <= today ? ', worth one these days' : `, next around ${day(next)}`;
  return text`${before}${after}, ${rhythmWords(known.rhythm)}.`;
}

/** What two people share, as one of them sees it. */
export async function pairPage(ctx: ActionContext, found: Mine): Promise<Message> {
  const args = { pair: found.key };
  return {
    fallback: `You and ${found.other.name}`,
    blocks: [
      heading(`You and ${firstName(found.other)}`),
      paragraph(standingWords(ctx, found)),
      ...versionsNote(twoVersions(found.standing), found.other, ctx.settings.reader),
      buttons(
        button('We met', 'met', args),
        button('Find a time', 'time', args),
        ...(found.side === 'report' ? [button('Please meet me', 'ask', args)] : [button('Later', 'later', args)]),
        button('Kits', 'kits', args),
      ),
      ...(await agendaBlocks(ctx, found)),
      note(text`Only the two of you see this, and your own note only you.`),
    ],
  };
}
