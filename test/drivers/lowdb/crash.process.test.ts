import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { describe, expect, test } from 'vitest';
import { openLowdb } from '../../../src/drivers/lowdb/index.ts';
import { createSealer } from '../../../src/drivers/sealing/index.ts';
import { keysFromText } from '../../../src/drivers/sealing/keys.ts';
import { size } from '../../support/size.ts';
import { orgs, rows } from './crash-shape.ts';
import { emptyFolder, openStore } from './store-in-folder.ts';

const KEPT = 50;
const LONGEST_LINES = 400;
const KILLS_A_STORE = 10;
/** After how many confirmed commits a process is killed: spread, and the same in each run. */
const lines = (kill: number) => 1 + ((kill * 7919) % LONGEST_LINES);
const key = randomBytes(32).toString('base64');
const writer = new URL('./crash-writer.ts', import.meta.url).pathname;

function start(folder: string): ChildProcess {
  return spawn(process.execPath, [writer, folder, key], { stdio: ['ignore', 'pipe', 'inherit'] });
}

/** Kills the writer after so many confirmations; answers the last one confirmed of each organisation. */
async function killAfter(child: ChildProcess, commits: number): Promise<ReadonlyMap<string, number>> {
  const confirmed = new Map<string, number>();
  if (!child.stdout) throw new Error('no output');
  const exited = once(child, 'exit');
  let count = 0;
  // What had been printed before the kill is confirmed too, so the output is read to its end.
  for await (const line of createInterface({ input: child.stdout })) {
    const [org = '', number] = line.split(' ');
    confirmed.set(org, Math.max(confirmed.get(org) ?? 0, Number(number)));
    count++;
    if (count === commits) child.kill('SIGKILL');
  }
  await exited;
  return confirmed;
}

async function checked(folder: string, confirmed: ReadonlyMap<string, number>) {
  const store = await openLowdb({ folder, sealer: createSealer(keysFromText(key)) });
  const found = { lost: 0, torn: 0 };
  for (const org of orgs) {
    const { last, isWhole } = await store.storage.read(org, async (reads) => {
      const last = (await reads.get(rows, 'last')) ?? 0;
      const keys = (await reads.list(rows)).map((row) => row.key);
      const receipts = (await reads.deliveries('')).length;
      const [wake] = await reads.wakes();
      return { last, isWhole: receipts === last && (wake?.at ?? 0) === last && keys.join() === keysAfter(last).join() };
    });
    found.lost += Math.max(0, (confirmed.get(org) ?? 0) - last);
    if (!isWhole) found.torn++;
  }
  await store.close();
  return found;
}

function keysAfter(last: number): readonly string[] {
  if (last === 0) return [];
  const numbers = Array.from({ length: Math.min(last, KEPT) }, (_, index) => last - index);
  return [...numbers.flatMap((number) => [`a${number}`, `b${number}`]), 'last'].sort();
}

describe('a store whose process is killed while it commits', () => {
  test('loses no confirmed commit and keeps no half of one', async () => {
    const kills = size('kills while committing', { small: 12, full: 200 });
    const total = { confirmed: 0, lost: 0, torn: 0 };
    let folder = '';

    for (let kill = 0; kill < kills; kill++) {
      if (kill % KILLS_A_STORE === 0) folder = await emptyFolder();
      const confirmed = await killAfter(start(folder), lines(kill));
      const { lost, torn } = await checked(folder, confirmed);
      total.lost += lost;
      total.torn += torn;
      total.confirmed += confirmed.size > 0 ? lines(kill) : 0;
    }

    console.log(
      `Killed ${kills} times: ${total.confirmed} commits confirmed or more, ${total.lost} lost, ${total.torn} torn.`,
    );
    expect(total).toMatchObject({ lost: 0, torn: 0 });
    expect(total.confirmed).toBeGreaterThan(kills);
  }, 600_000);

  test('is refused to others while it runs, and free when it has been killed', async () => {
    const folder = await emptyFolder();
    const child = start(folder);
    if (!child.stdout) throw new Error('no output');
    await once(child.stdout, 'data');

    const second = openLowdb({ folder, sealer: createSealer(keysFromText(key)) });
    await expect(second).rejects.toMatchObject({ kind: 'in use' });
    child.kill('SIGKILL');
    await once(child, 'exit');

    const store = await openStore({ folder, sealer: createSealer(keysFromText(key)) });
    expect((await store.storage.organisations()).orgs).not.toEqual([]);
    await store.close();
  });
});
