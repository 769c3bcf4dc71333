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
import { isWishOpen } from './wishes.ts';
import { agoWords, button, firstName } from './words.ts';
import { sheetsOf } from './worksheet-records.ts';
import { sheetTitle } from './worksheet-view.ts';

const buttonsShown = 20;

/** Everybody somebody has one-on-ones with. */
export async function overview(ctx: ActionContext): Promise<Message> {
  const team = await teamOf(ctx, ctx.actor);
  const known = await supervisorOf(ctx, ctx.actor.id);
  const own = known && asSeenBy(known, ctx.actor);
  const blocks = [...(own ? mySupervisor(ctx, own, 'all') : []), ...(team.length === 0 ? [] : myPeople(ctx, team))];
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

/** For a report: when it was, when it is, and what they can do about it; `from` names the page it is to stand on. */
export function mySupervisor(ctx: ActionContext, found: Mine, from: 'home' | 'all'): readonly Block[] {
  const args = { pair: found.key };
  return [
    heading(`One-on-one with ${firstName(found.supervisor)}`),
    paragraph(text`${mention(found.supervisor)}: ${standingWords(ctx, found)}${wishWords(ctx, found)}`),
    buttons(
      button('We met', 'met', { ...args, from }),
      ...askButton(ctx, found, from),
      button('Topics and more', 'page', args),
    ),
  ];
}

const askButton = (ctx: ActionContext, { key, standing }: Mine, from: string) =>
  isWishOpen(standing, ctx.now) ? [] : [button('Please meet me', 'ask', { pair: key, from })];

/** What became of "please meet me", as the report sees it. */
const wishWords = (ctx: ActionContext, { standing, side }: Mine): string =>
  side === 'report' && standing.askedAt !== undefined && isWishOpen(standing, ctx.now)
    ? ` You asked for a talk on ${formatDate(localDateOf(standing.askedAt, ctx.actor.calendar.zone), 'day', ctx.settings.reader)}.`
    : '';

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

/** What two people share, as one of them sees it; `said` is what has just been done. */
export async function pairPage(ctx: ActionContext, found: Mine, said?: string): Promise<Message> {
  const args = { pair: found.key };
  const drawn = await sheetsOf(ctx, found);
  return {
    fallback: `You and ${found.other.name}`,
    blocks: [
      ...(said === undefined ? [] : [paragraph(text`${said}`)]),
      heading(`You and ${firstName(found.other)}`),
      paragraph(text`${standingWords(ctx, found)}${wishWords(ctx, found)}`),
      ...versionsNote(twoVersions(found.standing), found.other, ctx.settings.reader),
      buttons(
        button('We met', 'met', { ...args, from: 'pair' }),
        button('Find a time', 'time', args),
        ...(found.side === 'report' ? askButton(ctx, found, 'pair') : [button('Later', 'later', args)]),
        button('Kits', 'kits', args),
        ...drawn.map(({ sheet }) =>
          button(sheetTitle(sheet.kind, found.report), 'sheet.show', { ...args, kind: sheet.kind }),
        ),
      ),
      ...(await agendaBlocks(ctx, found)),
      note(text`Only the two of you see this, and your own note only you.`),
    ],
  };
}
