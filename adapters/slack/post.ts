import type { PostOutcome } from '../../src/core/delivery.ts';
import { nativeId, type WorkspaceId } from '../../src/core/ids.ts';
import type { Message } from '../../src/core/message.ts';
import { type Place, placeKey } from '../../src/core/place.ts';
import type { ChatPlatform } from '../../src/ports/chat-platform.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Log } from '../../src/ports/log.ts';
import { isTokenProblem, outcomeOf } from './errors.ts';
import type { PacedCall, SlackPace } from './pace.ts';
import { renderHome, renderMessage } from './render.ts';
import type { Tenant, Tenants } from './tenants.ts';

/** Group chats whose ids are remembered; opening one again would cost a call of a scarce kind. */
const MOST_CHATS = 20_000;

/** What posting needs. */
export interface PostingParts {
  readonly tenants: Tenants;
  readonly pace: SlackPace;
  readonly clock: Clock;
  readonly log: Log;
}

/** Slack as a chat platform: several people share one group chat, a person is written to in the app's own chat. */
export function slackChat(parts: PostingParts): ChatPlatform {
  const chats = new Map<string, string>();
  const attempt = (workspace: WorkspaceId, work: (tenant: Tenant) => Promise<PostOutcome>) =>
    attemptAt(parts, workspace, work);
  return {
    placesFor(workspace, accounts) {
      const [first, ...others] = [...new Set(accounts)].sort();
      if (first === undefined) return [];
      if (others.length === 0) return [{ kind: 'personal', workspace, account: first }];
      return [{ kind: 'group', workspace, accounts: [first, ...others] }];
    },
    post: (workspace, place, message, key) =>
      attempt(workspace, async (tenant) => {
        const chat = await openChat(parts, tenant, place, chats, key);
        if (typeof chat !== 'string') return chat;
        return postTo(parts, tenant, place, chat, message, key);
      }),
    replace: (workspace, ref, message) =>
      attempt(workspace, (tenant) =>
        paced(parts, tenant, 'chat.update', JSON.stringify(ref), async () => {
          const { channel, ts } = ref;
          if (typeof channel !== 'string' || typeof ts !== 'string')
            return { kind: 'refused', reason: 'message_not_found' };
          await tenant.client.chat.update({ channel, ts, ...renderMessage(message) });
          return { kind: 'posted', ref };
        }),
      ),
    showHome: (workspace, account, home) =>
      attempt(workspace, (tenant) =>
        paced(parts, tenant, 'views.publish', account, async () => {
          await tenant.client.views.publish({ user_id: nativeId(account), view: renderHome(home) });
          return { kind: 'posted', ref: { home: account } };
        }),
      ),
  };
}

async function attemptAt(
  { tenants, clock, log }: PostingParts,
  workspace: WorkspaceId,
  work: (tenant: Tenant) => Promise<PostOutcome>,
): Promise<PostOutcome> {
  try {
    const tenant = await tenants.find(workspace).catch((cause: unknown) => outcomeOf(cause, clock.now()));
    if (tenant === undefined)
      return {
        ...{ kind: 'refused', reason: 'not_installed', isForAll: true },
        cure: 'Install Hallway in the workspace again.',
      };
    // Who could not be asked who they are was sent nothing.
    if ('kind' in tenant) return tenant.kind === 'unknown' ? soon(clock) : tenant;
    return await work(tenant);
  } catch (cause) {
    log.error('slack.post.failed', { workspace }, cause);
    return { kind: 'unknown' };
  }
}

const soon = (clock: Clock): PostOutcome => ({ kind: 'later', at: (clock.now() + 30_000) as ReturnType<Clock['now']> });

/** One call under its pace; a wait that Slack asks for holds the workspace's other calls of the kind too. */
async function paced(
  { pace, clock, tenants }: PostingParts,
  { workspace }: Tenant,
  call: PacedCall,
  key: string,
  work: () => Promise<PostOutcome>,
): Promise<PostOutcome> {
  const at = await pace.claim(workspace, call, key, clock.now());
  if (at !== undefined) return { kind: 'later', at };
  try {
    return await work();
  } catch (error) {
    if (isTokenProblem(error)) tenants.doubt();
    const outcome = outcomeOf(error, clock.now());
    if (outcome.kind === 'later') await pace.hold(workspace, call, outcome.at, clock.now());
    return outcome;
  }
}

/** The conversation of a place; opening the same group again gives the same one, so a doubtful opening is repeated. */
async function openChat(
  parts: PostingParts,
  tenant: Tenant,
  place: Place,
  chats: Map<string, string>,
  key: string,
): Promise<string | PostOutcome> {
  if (place.kind === 'channel') return nativeId(place.channel);
  if (place.kind === 'personal') return nativeId(place.account);
  const name = `${place.workspace} ${placeKey(place)}`;
  const known = chats.get(name);
  if (known !== undefined) return known;
  const users = place.accounts.map(nativeId).join(',');
  let opened: string | undefined;
  const outcome = await paced(parts, tenant, 'conversations.open', key, async () => {
    const { channel } = await tenant.client.conversations.open({ users });
    opened = channel?.id;
    return { kind: 'refused', reason: 'channel_not_found' };
  });
  if (opened === undefined) return outcome.kind === 'unknown' ? soon(parts.clock) : outcome;
  const [oldest] = chats.keys();
  if (chats.size >= MOST_CHATS && oldest !== undefined) chats.delete(oldest);
  chats.set(name, opened);
  return opened;
}

async function postTo(
  parts: PostingParts,
  tenant: Tenant,
  place: Place,
  channel: string,
  message: Message,
  key: string,
): Promise<PostOutcome> {
  const { pace, clock } = parts;
  const ownTurn =
    place.kind === 'channel' ? await pace.claim(tenant.workspace, 'channel', key, clock.now(), channel) : undefined;
  if (ownTurn !== undefined) return { kind: 'later', at: ownTurn };
  return paced(parts, tenant, 'chat.postMessage', key, async () => {
    const thread = place.kind === 'channel' ? place.under?.ts : undefined;
    const sent = await tenant.client.chat.postMessage({
      channel,
      ...(typeof thread === 'string' ? { thread_ts: thread } : {}),
      ...renderMessage(message),
      ...{ mrkdwn: false, link_names: false, unfurl_links: false, unfurl_media: false },
    });
    return { kind: 'posted', ref: { channel: sent.channel ?? channel, ts: sent.ts ?? '' } };
  });
}
