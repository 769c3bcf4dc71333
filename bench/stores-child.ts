// One step of a bench in a process of its own, so that its memory is nobody else's: found an organisation, or hold its round.
import { accountId, channelId, workspaceId } from '../src/core/ids.ts';
import { frugalMemory } from '../src/drivers/frugal-memory.ts';
import type { Directory } from '../src/ports/directory.ts';
import { type Instant, instant, zone } from '../src/time/zoned.ts';
import { openAt } from './stores.ts';
import { appOn, benchNow } from './stores-app.ts';

const [step = '', place = '', count = ''] = process.argv.slice(2);
const people = Number(count);
const workspace = workspaceId('bench:T1');
const PAGE = 200;

const entryOf = (index: number) => ({
  ...{ account: accountId(workspace, `U${index}`), name: `Person ${index}`, standing: 'member' as const },
  ...{ team: `Team ${index % 40}`, zone: zone('UTC') },
});

const directory: Directory = {
  people: async (_workspace, _audience, cursor = '0') => {
    const from = Number(cursor);
    const to = Math.min(people, from + PAGE);
    const entries = Array.from({ length: to - from }, (_, index) => entryOf(from + index));
    return { entries, ...(to < people && { cursor: String(to) }) };
  },
  channels: async () => [{ channel: channelId(workspace, 'all'), name: 'all' }],
  account: async () => entryOf(0),
  supervisorOf: async () => undefined,
  isAdmin: async (_workspace, account) => account.endsWith('/U0'),
};

// As the bot's own process does.
frugalMemory();
const store = await openAt(place);
let now: Instant = instant(benchNow - 30 * 3_600_000);
const app = appOn(store, directory, () => now);

if (step === 'found') {
  await app.observe({ workspace, at: now, id: 'install', kind: 'installed', zone: zone('UTC') });
  await app.sync(workspace);
  await app.handle({
    ...{ workspace, at: now, id: 'command', kind: 'command' },
    text: 'coffee every week on tuesday at 10:00 --yes',
    actor: { account: accountId(workspace, 'U0'), name: 'Admin' },
    place: { kind: 'channel', workspace, channel: channelId(workspace, 'all') },
  });
} else {
  now = benchNow;
  await app.settle();
  console.log(process.resourceUsage().maxRSS / 1_024);
}
await store.close();
