import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { openPostgres } from '../../../src/drivers/postgres/index.ts';
import { migrations } from '../../../src/drivers/postgres/migrations/index.ts';
import { createSealer } from '../../../src/drivers/sealing/index.ts';
import { A, at, counts, notes, opened, owe, owed, secrets, statesIn } from '../../contracts/store-under-test.ts';
import { query } from '../../support/postgres.ts';
import { proxyTo } from '../../support/tcp-proxy.ts';
import { emptyDatabase, everythingIn, openStore, sealer } from './store-in-database.ts';

const open = (url: string) => openPostgres({ url, sealer, startTries: 1 });

test.each([
  [
    'is away',
    'away',
    'postgres://u:secret-word@127.0.0.1:1/hallway',
    /127\.0\.0\.1:1\/hallway does not answer.*DATABASE_URL/,
  ],
  ['has an unknown host', 'away', 'postgres://u:secret-word@nowhere.invalid/hallway', /does not answer/],
])('a database that %s is told with the cure and without the password', async (_, kind, url, words) => {
  const refused = open(url);

  await expect(refused).rejects.toMatchObject({ kind, message: expect.stringMatching(words) });
  await expect(refused).rejects.not.toThrow(/secret-word/);
});

test('a database that is not there, and a wrong password, are told with the cure', async () => {
  const url = new URL(await emptyDatabase());
  await query(
    url.href,
    `do $$ begin create role guarded login password 'right'; exception when others then null; end $$`,
  );
  const missing = new URL(url);
  missing.pathname = '/hallway_not_there';
  [url.username, url.password] = ['guarded', 'secret-word'];

  await expect(open(missing.href)).rejects.toMatchObject({ kind: 'refused', message: /no database of that name/ });
  await expect(open(url.href)).rejects.toMatchObject({ kind: 'refused', message: /password.*DATABASE_URL/ });
});

test('a database of a newer version is left alone', async () => {
  const url = await emptyDatabase();
  const newer = await openPostgres({ url, sealer, migrations: [...migrations, ['select 1']] });
  await newer.close();

  await expect(open(url)).rejects.toMatchObject({ kind: 'newer', message: /newer version/ });
  await query(url, `delete from hallway.migrations where version > ${migrations.length}`);
});

test('a key that is not the database’s stops the start; beside a new one the old one is needed once', async () => {
  const url = await emptyDatabase();
  const [first, second] = [randomBytes(32), randomBytes(32)];
  const openWith = (...keys: Buffer[]) => openStore({ url, sealer: createSealer(keys) });
  const store = await openWith(first);
  await store.storage.transaction(A, (tx) => tx.put(secrets, 's1', { text: 'words' }));
  await owe(store, A, owed('d1'));
  await store.close();

  await expect(openWith(second)).rejects.toThrow(/HALLWAY_KEY/);
  await (await openWith(second, first)).close();
  const later = await openWith(second);

  expect(await later.storage.read(A, (reads) => reads.get(secrets, 's1'))).toEqual({ text: 'words' });
  expect(await later.queue.take(at(0), 9, 4)).toHaveLength(1);
  await later.close();
});

test('a connection that breaks while it commits neither loses nor repeats the commit', async () => {
  const proxy = await proxyTo(await emptyDatabase());
  const store = await opened(() => openStore({ url: proxy.url }));
  let runs = 0;

  proxy.cutAfter('commit');
  await store.storage.transaction(A, async (tx) => {
    runs++;
    await tx.put(counts, 'c', ((await tx.get(counts, 'c')) ?? 0) + 1);
  });

  expect(runs).toBe(1);
  expect(await store.storage.read(A, (reads) => reads.get(counts, 'c'))).toBe(1);
});

test('a transaction whose connection breaks in the middle runs again', async () => {
  const proxy = await proxyTo(await emptyDatabase());
  const store = await opened(() => openStore({ url: proxy.url }));
  let runs = 0;

  await store.storage.transaction(A, async (tx) => {
    await tx.get(notes, 'n1');
    if (runs++ === 0) {
      proxy.cut();
      proxy.mend();
    }
    await tx.put(notes, 'n1', { text: 'kept' });
    await tx.list(notes);
  });

  expect(runs).toBe(2);
  expect(await store.storage.read(A, (reads) => reads.get(notes, 'n1'))).toEqual({ text: 'kept' });
});

test('what was posted while the database was away is settled when it is back, and posted once', async () => {
  const proxy = await proxyTo(await emptyDatabase());
  const store = await opened(() => openStore({ url: proxy.url }));
  await owe(store, A, owed('d1'));
  await store.queue.take(at(0), 9, 4);

  proxy.cut();
  const settled = store.queue.settle(A, 'd1', { kind: 'posted', ref: { ts: '1' } }, at(1));
  await expect(store.storage.organisations()).rejects.toMatchObject({ kind: 'away', message: /goes on by itself/ });
  proxy.mend();
  await settled;

  expect(await statesIn(store, A)).toEqual({ d1: 'sent' });
  expect(await store.queue.take(at(2), 9, 4)).toEqual([]);
});

test('a claim whose answer was lost is given back as if it had not been', async () => {
  const proxy = await proxyTo(await emptyDatabase());
  const store = await opened(() => openStore({ url: proxy.url }));
  await owe(store, A, owed('d1'), owed('d2'));

  proxy.cutAfter('commit');
  const taken = await store.queue.take(at(0), 9, 4);

  expect(taken.map(({ attempt, wasLost }) => [attempt, wasLost])).toEqual([
    [1, false],
    [1, false],
  ]);
});

test('the store answers that it is closed', async () => {
  const store = await openStore();
  await store.close();

  await expect(store.storage.organisations()).rejects.toMatchObject({ kind: 'closed' });
  await expect(store.storage.transaction(A, async () => 1)).rejects.toMatchObject({ kind: 'closed' });
  await expect(store.queue.take(at(0), 9, 4)).rejects.toMatchObject({ kind: 'closed' });
});

test('no word that is owed can be read in the database before it is sent, nor anything of it when it is erased', async () => {
  const store = await opened(() => openStore());
  await owe(store, A, owed('marker-1', { replaces: 'marker-0' }));
  expect(await everythingIn((store as typeof store & { url: string }).url)).not.toContain('Meet each other');

  await store.storage.erase({ org: A });

  expect(await store.holds('marker-')).toBe(false);
});
