import { z } from 'zod';
import { type AccountId, nativeId } from '../../src/core/ids.ts';
import type { JsonObject } from '../../src/core/json.ts';
import type { Block, Button, Contact } from '../../src/core/message.ts';
import { cut } from '../../src/core/plain.ts';
import { type Instant, plus, toIso } from '../../src/time/zoned.ts';
import { LIMITS } from './limits.ts';
import { literal } from './words.ts';

/** What a press carries, beside what was filled in. */
type ActionData = { readonly hallway: JsonObject; readonly msteams?: { readonly type: 'task/fetch' } };

export type CardAction = {
  readonly title: string;
  readonly style?: 'positive' | 'destructive';
} & (
  | { readonly type: 'Action.Execute'; readonly verb: string; readonly data: ActionData }
  | { readonly type: 'Action.Submit'; readonly data: ActionData }
  | { readonly type: 'Action.OpenUrl'; readonly url: string }
);

const pressed = z.object({ hallway: z.object({ verb: z.string(), args: z.record(z.string(), z.json()) }) });

/** The verb and arguments of a pressed button, from the data of an action; undefined for what is none of ours. */
export function readPress(data: unknown): { readonly verb: string; readonly args: JsonObject } | undefined {
  return pressed.safeParse(data).data?.hallway;
}

/** One line of words on a button or a label. */
export const label = (words: string, limit: number): string =>
  literal(cut(words.replace(/\s+/g, ' ').trim(), limit)) || '…';

const styles = { primary: 'positive', danger: 'destructive' } as const;

/** A button; one that opens a form must say so beforehand, since Teams asks another question then. */
export function renderButton(button: Button): CardAction[] {
  const { verb, args, opensForm } = button;
  const hallway = { verb, args };
  // Cut, it would mean something else; a card without the button is better than no card.
  if (JSON.stringify(hallway).length > LIMITS.buttonData) return [];
  const shown = {
    title: label(button.label, LIMITS.buttonLabel),
    ...(button.style && { style: styles[button.style] }),
  };
  return opensForm
    ? [{ type: 'Action.Submit', ...shown, data: { msteams: { type: 'task/fetch' }, hallway } }]
    : [{ type: 'Action.Execute', ...shown, verb, data: { hallway } }];
}

type StartChat = Extract<Block, { kind: 'startChat' }>;
const HELLO = 'Hello, Hallway suggested that we talk. When suits you?';

/** Links that open the chat with those people, its first words written, and a meeting with them, to be given a time. */
export function renderStartChat({ contacts = [], at }: StartChat, reader: AccountId | undefined): CardAction[] {
  const others = contacts.filter(({ account }) => account !== undefined && account !== reader);
  if (others.length === 0) return [];
  const users = others.map(({ email, account }) => email ?? (account && `8:orgid:${nativeId(account)}`) ?? '');
  const names = others.map(({ name }) => name).join(', ');
  return [...linkTo(`Chat with ${names}`, 'chat/0/0', { users, message: [HELLO] }), ...meetingWith(others, at)];
}

const MEETING_MINUTES = 30;

/** Somebody whose address is not known cannot be invited beforehand. */
function meetingWith(others: readonly Contact[], at: Instant | undefined): CardAction[] {
  const attendees = others.flatMap(({ email }) => email ?? []);
  if (attendees.length === 0) return [];
  const times = at !== undefined && {
    startTime: [stamp(at)],
    endTime: [stamp(plus(at, { minutes: MEETING_MINUTES }))],
  };
  return linkTo('Plan a meeting', 'meeting/new', { subject: ['Coffee'], ...times, attendees });
}

/** As Teams reads it in a link. */
const stamp = (at: Instant): string => toIso(at).replace(/\.\d{3}Z$/, '+00:00');

/** A way into Teams itself; none where it would be longer than Teams takes. */
function linkTo(title: string, path: string, query: Readonly<Record<string, readonly string[]>>): CardAction[] {
  const parts = Object.entries(query).map(([name, values]) => `${name}=${values.map(encodeURIComponent).join(',')}`);
  const url = `https://teams.microsoft.com/l/${path}?${parts.join('&')}`;
  return url.length > LIMITS.linkUrl ? [] : [{ type: 'Action.OpenUrl', title: label(title, LIMITS.buttonLabel), url }];
}
