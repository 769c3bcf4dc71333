import type { ConversationParameters } from 'botbuilder';
import type { ConnectorClient } from 'botframework-connector';
import type { PostOutcome } from '../../src/core/delivery.ts';
import { type AccountId, nativeId, type WorkspaceId, workspaceOf } from '../../src/core/ids.ts';
import type { Place } from '../../src/core/place.ts';
import type { ChatPlatform } from '../../src/ports/chat-platform.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Log } from '../../src/ports/log.ts';
import { type Instant, plus } from '../../src/time/zoned.ts';
import { TIMEOUT_MS } from './connector.ts';
import type { Conversations } from './conversations.ts';
import { outcomeOf, refusalOf } from './errors.ts';
import type { TeamsPace } from './pace.ts';
import { fitFor } from './playground.ts';
import { renderHome, renderMessage, type TeamsMessage } from './render.ts';
import type { Tenant, Tenants } from './tenants.ts';

/** What posting needs. */
export interface PostingParts {
  readonly tenants: Tenants;
  readonly conversations: Conversations;
  readonly pace: TeamsPace;
  readonly clock: Clock;
  readonly log: Log;
}

/** Teams as a chat platform: a bot cannot open a chat of several, so everybody is written to in a chat of their own. */
export function teamsChat(parts: PostingParts): ChatPlatform {
  const attempt = (workspace: WorkspaceId, work: (posting: Posting) => Promise<PostOutcome>) =>
    attemptAt(parts, workspace, work);
  return {
    placesFor: (workspace, accounts) =>
      [...new Set(accounts)].sort().map((account) => ({ kind: 'personal', workspace, account })),
    post: (workspace, place, message, key) =>
      attempt(workspace, async (posting) => {
        if (place.kind !== 'channel') {
          const reader = ownerOf(place);
          return reader === undefined ? nowhere : toPerson(posting, reader, key, renderMessage(message, { reader }));
        }
        const thread = place.under?.conversation;
        if (typeof thread === 'string') return inChat(posting, thread, key, renderMessage(message));
        const channel = nativeId(place.channel);
        const isChat = (await parts.conversations.chat(workspace, channel)) !== undefined;
        return (isChat ? inChat : newThread)(posting, channel, key, renderMessage(message));
      }),
    replace: (workspace, ref, message) =>
      attempt(workspace, async (posting) => {
        const { conversation, activity, reader } = ref;
        if (typeof conversation !== 'string' || typeof activity !== 'string')
          return { kind: 'refused', reason: 'ActivityNotFoundInConversation' };
        const view = typeof reader === 'string' ? { reader: reader as AccountId } : {};
        const outcome = await redraw(posting, conversation, activity, renderMessage(message, view));
        return outcome.kind === 'posted' ? { kind: 'posted', ref } : outcome;
      }),
    showHome: (workspace, account, home) =>
      attempt(workspace, async (posting) => {
        const { chat, home: activity, user } = await parts.conversations.account(account);
        // Who has no home card gets none unasked: `home` shows it.
        if (chat === undefined || activity === undefined) return { kind: 'posted', ref: {} };
        return redraw(posting, chat, activity, renderHome(home, user === undefined ? [] : [user], { reader: account }));
      }),
  };
}

/** Says something to somebody who has just acted, in their own chat: at once, since nobody acts faster than the rates. */
export function sayTo(parts: PostingParts, account: AccountId, message: TeamsMessage): Promise<PostOutcome> {
  return attemptAt({ ...parts, isAtOnce: true }, workspaceOf(account), (posting) =>
    toPerson(posting, account, `reply/${account}`, message),
  );
}

/** Says something where somebody has just acted, seen by everybody there. */
export function sayThere(
  parts: PostingParts,
  workspace: WorkspaceId,
  conversation: string,
  message: TeamsMessage,
): Promise<PostOutcome> {
  return attemptAt({ ...parts, isAtOnce: true }, workspace, (posting) =>
    inChat(posting, conversation, `reply/${conversation}`, message),
  );
}

/** Draws a card anew that somebody has just pressed. */
export function redrawThere(
  parts: PostingParts,
  workspace: WorkspaceId,
  at: { readonly conversation: string; readonly activity: string },
  message: TeamsMessage,
): Promise<PostOutcome> {
  return attemptAt({ ...parts, isAtOnce: true }, workspace, (posting) =>
    redraw(posting, at.conversation, at.activity, message),
  );
}

const nowhere: PostOutcome = { kind: 'refused', reason: 'ConversationNotFound' };

/** One attempt to post in one tenant. */
interface Posting extends PostingParts {
  readonly tenant: Tenant;
  readonly client: ConnectorClient['conversations'];
  /** An answer: it waits for no turn. */
  readonly isAtOnce?: boolean;
}

async function attemptAt(
  parts: PostingParts & Pick<Posting, 'isAtOnce'>,
  workspace: WorkspaceId,
  work: (posting: Posting) => Promise<PostOutcome>,
): Promise<PostOutcome> {
  const { tenants, log } = parts;
  try {
    const tenant = await tenants.find(workspace);
    if (tenant === undefined || !tenants.isAllowed(workspace))
      return { kind: 'refused', reason: 'not_installed', cure: 'Add Hallway to a team of this tenant, in Teams.' };
    const { strict } = await tenants.connector(tenant);
    return await work({ ...parts, tenant, client: strict.conversations });
  } catch (cause) {
    log.error('teams.post.failed', { workspace }, cause);
    return { kind: 'unknown' };
  }
}

/** A group place never comes from `placesFor`; the first of it is written to rather than nobody. */
const ownerOf = (place: Exclude<Place, { kind: 'channel' }>): AccountId | undefined =>
  place.kind === 'personal' ? place.account : place.accounts[0];

/** A chat that is gone, or not theirs any more, is opened anew, once. */
async function toPerson(posting: Posting, account: AccountId, key: string, drawn: TeamsMessage): Promise<PostOutcome> {
  const { chat: known } = await posting.conversations.account(account);
  const chat = known ?? (await openChat(posting, account, key));
  if (typeof chat !== 'string') return chat;
  const outcome = await inChat(posting, chat, key, drawn, account);
  if (known === undefined || outcome.kind !== 'refused' || outcome.reason !== 'ConversationNotFound') return outcome;
  await posting.conversations.change(workspaceOf(account), new Map([[account, { chat: null, home: null }]]));
  const fresh = await openChat(posting, account, key);
  // Its turn was not used, since nothing was posted.
  return typeof fresh === 'string' ? inChat({ ...posting, isAtOnce: true }, fresh, key, drawn, account) : fresh;
}

/** Opens the personal chat; the same person gets the same one each time, so a doubtful opening is repeated. */
async function openChat(posting: Posting, account: AccountId, key: string): Promise<string | PostOutcome> {
  const { client, tenant, conversations, clock } = posting;
  const { user } = await conversations.account(account);
  if (user === undefined)
    return {
      ...{ kind: 'refused', reason: 'not_met' },
      cure: 'Add Hallway to a team they are in, or ask them to add the app; then they can be written to.',
    };
  let opened: string | undefined;
  const outcome = await paced(posting, 'create', key, async () => {
    const { bot, guid } = tenant;
    const parameters = { isGroup: false, bot, members: [{ id: user, name: '' }], tenantId: guid };
    const { id } = await client.createConversation(
      { ...parameters, channelData: { tenant: { id: guid } } },
      { timeout: TIMEOUT_MS },
    );
    opened = id;
    return { kind: 'posted', ref: {} };
  });
  if (opened === undefined) return outcome.kind === 'unknown' ? { kind: 'later', at: soon(clock.now()) } : outcome;
  await conversations.change(workspaceOf(account), new Map([[account, { chat: opened }]]));
  return opened;
}

async function inChat(
  posting: Posting,
  chat: string,
  key: string,
  message: TeamsMessage,
  reader?: AccountId,
): Promise<PostOutcome> {
  return paced(posting, 'send', key, async () => {
    const ownTurn = await turnIn(posting, chat, key);
    if (ownTurn !== undefined) return { kind: 'later', at: ownTurn };
    const sent = await posting.client.sendToConversation(chat, activityOf(posting, message), { timeout: TIMEOUT_MS });
    const seenBy = reader === undefined ? {} : { reader };
    return { kind: 'posted', ref: { conversation: chat, activity: sent.id, ...seenBy } };
  });
}

/** A channel's message begins a thread of its own. */
async function newThread(posting: Posting, channel: string, key: string, message: TeamsMessage): Promise<PostOutcome> {
  return paced(posting, 'send', key, async () => {
    const ownTurn = await turnIn(posting, channel, key);
    if (ownTurn !== undefined) return { kind: 'later', at: ownTurn };
    const { client, tenant } = posting;
    const channelData = { channel: { id: channel }, tenant: { id: tenant.guid } };
    const activity = activityOf(posting, message) as NonNullable<ConversationParameters['activity']>;
    const parameters = { isGroup: true, bot: tenant.bot, tenantId: tenant.guid, channelData, activity };
    const { id, activityId } = await client.createConversation(parameters, { timeout: TIMEOUT_MS });
    return { kind: 'posted', ref: { conversation: id, activity: activityId ?? '' } };
  });
}

async function redraw(
  posting: Posting,
  conversation: string,
  activity: string,
  message: TeamsMessage,
): Promise<PostOutcome> {
  return paced(posting, 'update', `${conversation}/${activity}`, async () => {
    await posting.client.updateActivity(conversation, activity, activityOf(posting, message), { timeout: TIMEOUT_MS });
    return { kind: 'posted', ref: { conversation, activity } };
  });
}

/** At most one message a second in one conversation. */
const turnIn = async ({ pace, tenant, clock, isAtOnce }: Posting, conversation: string, key: string) =>
  isAtOnce ? undefined : pace.claim(tenant.workspace, 'conversation', key, clock.now(), conversation);

/** One call under its pace; a wait that Teams asks for holds the tenant's other calls too. */
async function paced(
  { pace, clock, tenant, isAtOnce }: Posting,
  call: 'create' | 'send' | 'update',
  key: string,
  work: () => Promise<PostOutcome>,
): Promise<PostOutcome> {
  const at = isAtOnce ? undefined : await pace.claim(tenant.workspace, 'call', `${call} ${key}`, clock.now());
  if (at !== undefined) return { kind: 'later', at };
  try {
    return await work();
  } catch (error) {
    const outcome = outcomeOf(error, clock.now());
    if (outcome.kind === 'later' && refusalOf(error)?.status === 429)
      await pace.hold(tenant.workspace, 'call', outcome.at, clock.now());
    return outcome;
  }
}

/** The SDK wants fields that Teams fills in itself. */
const activityOf = ({ tenant }: Posting, message: TeamsMessage) =>
  ({ ...fitFor(tenant.serviceUrl, message), from: tenant.bot }) as unknown as Parameters<
    Posting['client']['sendToConversation']
  >[1];

const soon = (now: Instant): Instant => plus(now, { seconds: 30 });
