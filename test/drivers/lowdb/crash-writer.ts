import { personId, workspaceId } from '../../../src/core/ids.ts';
import { say, text } from '../../../src/core/message.ts';
import { openLowdb } from '../../../src/drivers/lowdb/index.ts';
import { createSealer } from '../../../src/drivers/sealing/index.ts';
import type { Collection, Tx } from '../../../src/ports/storage.ts';
import { instant } from '../../../src/time/zoned.ts';
import { orgs, rows } from './crash-shape.ts';

/** Commits in two organisations without end, several at once, and prints each commit that is confirmed. Killed by the test. */
const [folder = '', key = ''] = process.argv.slice(2);
const sealer = createSealer([Buffer.from(key, 'base64')]);
// Rewrites the snapshot every few dozen commits, so that kills fall into rewrites too.
const policy = { journalBytes: 16_384, idleMilliseconds: 1, idleBytes: 1_024 };
const store = await openLowdb({ folder, sealer, policy });
const IN_FLIGHT = 6;

async function commit(tx: Tx, collection: Collection<number>, number: number): Promise<void> {
  await tx.put(collection, 'last', number);
  for (const half of ['a', 'b']) await tx.put(collection, `${half}${number}`, number);
  await tx.remove(collection, `a${number - 50}`);
  await tx.remove(collection, `b${number - 50}`);
  await tx.enqueue({
    key: `d${number}`,
    workspace: workspaceId('slack:T1'),
    place: { kind: 'personal', workspace: workspaceId('slack:T1'), account: 'slack:T1/U1' as never },
    kind: 'intro',
    message: say(text`number ${number}`),
    notBefore: instant(number),
    expiresAt: instant(1e12),
    onUnknown: 'again',
    people: [personId('p1')],
  });
  await tx.wake('next', instant(number));
}

async function work(org: (typeof orgs)[number]): Promise<void> {
  let next = 1 + ((await store.storage.read(org, (reads) => reads.get(rows, 'last'))) ?? 0);
  const one = async () => {
    for (;;) {
      const number = next++;
      await store.storage.transaction(org, (tx) => commit(tx, rows, number));
      process.stdout.write(`${org} ${number}\n`);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, one));
}

await Promise.all(orgs.map(work));
