import { createApp } from '../../src/app.ts';
import type { WorkspaceId } from '../../src/core/ids.ts';
import { calendarLinks } from '../../src/drivers/calendar-links.ts';
import { openPostgres } from '../../src/drivers/postgres/index.ts';
import { createSealer } from '../../src/drivers/sealing/index.ts';
import { seededRandom } from '../../src/drivers/seeded-random.ts';
import { features } from '../../src/features/index.ts';
import type { ChatPlatform } from '../../src/ports/chat-platform.ts';
import type { Log } from '../../src/ports/log.ts';
import { type Instant, plus, zone } from '../../src/time/zoned.ts';
import { query } from '../support/postgres.ts';
import { accountIn, channelIn, directory, soakKey } from './wire.ts';

const silent: Log = { child: () => silent, debug() {}, info() {}, warn() {}, error() {} };
const AT_ONCE = 4;
/** What was owed before the soak was settled at this instant. */
export const settledBefore = 1;

const chat: ChatPlatform = {
  placesFor: (workspace, accounts) => [{ kind: 'group', workspace, accounts }],
  post: async () => ({ kind: 'posted', ref: {} }),
  replace: async () => ({ kind: 'posted', ref: {} }),
  showHome: async () => ({ kind: 'posted', ref: {} }),
};

/**
 * Founds organisations, each with everybody in one channel and a coffee program whose first round is at `roundAt`.
 * What that owes before is dropped: the soak is about the round.
 */
export async function foundAll(url: string, workspaces: readonly WorkspaceId[], roundAt: Instant): Promise<void> {
  const store = await openPostgres({ url, sealer: createSealer([soakKey]) });
  const clock = { now: () => plus(roundAt, { hours: -30 }) };
  const random = seededRandom(soakKey);
  const links = calendarLinks({ secret: soakKey });
  const platforms = new Map([['soak', { chat, directory }]]);
  const app = createApp({ ...store, platforms, clock, random, calendarLinks: links, log: silent }, features);
  const waiting = [...workspaces];
  const found = async () => {
    for (let workspace = waiting.pop(); workspace; workspace = waiting.pop()) await foundOne(workspace);
  };
  const foundOne = async (workspace: WorkspaceId) => {
    const envelope = { workspace, at: clock.now() };
    await app.observe({ ...envelope, id: 'install', kind: 'installed', zone: zone('UTC') });
    await app.sync(workspace);
    const [day, time] = [weekday(roundAt), new Date(roundAt).toISOString().slice(11, 16)];
    const reply = await app.handle({
      ...envelope,
      id: 'command',
      kind: 'command',
      text: `coffee every week on ${day} at ${time} --yes`,
      actor: { account: accountIn(workspace, 0), name: 'Admin' },
      place: { kind: 'channel', workspace, channel: channelIn(workspace) },
    });
    if (reply.message === undefined) throw new Error(`no answer to the command: ${JSON.stringify(reply)}`);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, found));
  await store.close();
  // Only the rounds are left to run: welcomes, syncs and housekeeping of these organisations are not what is soaked.
  await query(url, `update hallway.deliveries set state = 'sent', message = null, settled_at = ${settledBefore}`);
  await query(url, 'delete from hallway.wakes where at > $1', [Number(roundAt)]);
  await query(url, 'update hallway.wakes set at = $1', [Number(roundAt)]);
}

const weekday = (at: Instant) =>
  ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'][new Date(at).getUTCDay()];
