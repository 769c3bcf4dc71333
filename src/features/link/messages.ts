import type { AccountId, WorkspaceId } from '../../core/ids.ts';
import { workspaceOf } from '../../core/ids.ts';
import {
  type Block,
  bold,
  buttons,
  date,
  list,
  listed,
  type Message,
  note,
  paragraph,
  say,
  text,
} from '../../core/message.ts';
import type { Instant, Zone } from '../../time/zoned.ts';
import type { Deal, View } from './records.ts';
import { platformName, workspaceName } from './words.ts';

const people = (count: number) => `${count} ${count === 1 ? 'person' : 'people'}`;
const names = (workspaces: readonly WorkspaceId[]) => workspaces.map(workspaceName).join(' and ');

/** The code, for whoever asked. */
export function codeCard(code: string, until: Instant): Message {
  return {
    fallback: `Your code is ${code}`,
    blocks: [
      paragraph(text`Your code: ${bold(code)}. It is good until ${date(until, 'reader', 'time')}.`),
      paragraph(
        text`An admin of the other workspace tells Hallway there: ${bold(`link ${code}`)}. Then both of you see what would happen, and nothing changes until both say yes.`,
      ),
      note(text`This side is the one that invites: its settings stay.`),
    ],
  };
}

/** What an admin says yes or no to. */
export function previewCard(deal: Pick<Deal, 'role' | 'view' | 'common'>, own: { readonly zone: Zone }): Message {
  const { role, view, common } = deal;
  const title = `Link with ${names(view.workspaces)}?`;
  return {
    fallback: title,
    blocks: [
      paragraph(text`${bold(title)} ${view.admin} asks for it there.`),
      list([
        text`${people(view.members)} there${view.guests > 0 ? ` and ${view.guests} guests, who stay guests` : ''}.`,
        text`${settingsWords(role, view.zone, own.zone)}`,
        text`Programs go on, and new ones may span both. Admins of either side are admins of the whole.`,
        commonWords(common),
        text`For seven days /hallway link undo takes it back.`,
      ]),
      buttons(
        { label: 'Link them', verb: 'link.confirm', args: { v: 1 }, opensForm: true, style: 'primary' },
        { label: 'Not now', verb: 'link.refuse', args: { v: 1 } },
      ),
      note(
        role === 'inviter'
          ? text`You get this because your code was used.`
          : text`You get this because you typed their code.`,
      ),
    ],
  };
}

function settingsWords(role: Deal['role'], theirs: Zone, ours: Zone): string {
  const isSame = theirs === ours;
  if (role === 'inviter')
    return `Your settings stay${isSame ? '' : ` (${ours})`}, theirs rest${isSame ? '' : ` (${theirs})`}.`;
  return `Their settings will be yours${isSame ? '' : ` (${theirs} instead of ${ours})`}.`;
}

const commonWords = (common: Deal['common']) =>
  common.length === 0
    ? text`No address is known on both sides, so nobody is joined.`
    : text`The same address on both sides: ${listed(common.map((one) => `${people(one.people)} at ${one.domain}`))}. Full members are joined in the domains you both name.`;

/** To both admins, when it is done. */
export function linkedCard(workspaces: readonly WorkspaceId[], joined: number, until: Instant): Message {
  const who =
    joined === 0
      ? 'Nobody has an account on both sides that I could join.'
      : `${people(joined)} with an account on both sides ${joined === 1 ? 'is' : 'are'} one to me now, and ${joined === 1 ? 'has' : 'have'} been told.`;
  return {
    fallback: `Linked with ${names(workspaces)}`,
    blocks: [
      paragraph(text`${bold(`Linked with ${names(workspaces)}.`)} ${who}`),
      paragraph(
        text`For coffee over both: ${bold('/hallway coffee between #one-here #one-there')} in a channel with a program.`,
      ),
      note(
        text`You get this because you said yes. /hallway link undo takes it back until ${date(until, 'reader', 'day')}.`,
      ),
    ],
  };
}

/** To both admins, when it is undone. */
export const apartCard = (workspaces: readonly WorkspaceId[]): Message =>
  say(
    text`Taken apart: ${names(workspaces)} ${workspaces.length === 1 ? 'is' : 'are'} an organisation of ${workspaces.length === 1 ? 'its' : 'their'} own again, with the settings from before and what people have chosen since.`,
  );

/** To the admin of the other side, where one said no. */
export const refusedCard = (view: Pick<View, 'workspaces' | 'admin'>): Message =>
  say(text`${view.admin} of ${names(view.workspaces)} would rather not link now. Nothing was changed.`);

export const unknownCode = (): Message =>
  say(
    text`I know no such code. It may be older than ten minutes: ask for a new one there with /hallway link. Nothing was changed.`,
  );
export const ownCode = (): Message =>
  say(text`This code is from this side. An admin of the other workspace types it there. Nothing was changed.`);
export const notThere = (why: string): Message => say(text`${why} Nothing was changed.`);

/** What somebody with two accounts is asked through one of them. */
export function joinedBlocks(others: readonly AccountId[], from: string, isConfirmed: boolean): readonly Block[] {
  const where = listed([...new Set(others.map((account) => platformName(workspaceOf(account))))]);
  const args = { v: 1, from };
  const apart = { label: "That's not me", verb: 'link.apart', args };
  if (isConfirmed)
    return [
      paragraph(text`Your account here and the one on ${where} are one person to me.`),
      buttons({ ...apart, label: 'Take them apart' }),
    ];
  return [
    paragraph(
      text`Your account here and one on ${where} have the same address, so they are one person to me: one coffee, one pause, one set of hours.`,
    ),
    paragraph(
      text`What you kept to yourself here, such as whom you avoid, does not show there until you say that it is you.`,
    ),
    buttons({ label: 'Yes, both are mine', verb: 'link.mine', args, style: 'primary' }, apart),
  ];
}

/** The first word about it, on either side. */
export function joinedCard(others: readonly AccountId[], from: string): Message {
  return {
    fallback: 'Your two accounts are one person to me now',
    blocks: [
      ...joinedBlocks(others, from, false),
      note(text`You get this because your workspaces were linked. Nobody else is told.`),
    ],
  };
}

export const confirmedCard = (others: readonly AccountId[], from: string): Message => ({
  fallback: 'Both are yours.',
  blocks: [
    paragraph(text`Thank you. What you kept to yourself here shows there too, to you alone.`),
    ...joinedBlocks(others, from, true),
  ],
});

export const partedCard = (): Message =>
  say(text`They are apart again: two accounts, two people to me. Each keeps what it had. Nobody was told.`);
