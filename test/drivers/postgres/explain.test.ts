import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { orgId, personId } from '../../../src/core/ids.ts';
import { openPostgres, type PostgresStore } from '../../../src/drivers/postgres/index.ts';
import { instant, plus } from '../../../src/time/zoned.ts';
import { at, notes, owed } from '../../contracts/store-under-test.ts';
import { giveBack, query, takeDatabase } from '../../support/postgres.ts';
import { sealer } from './store-in-database.ts';

const ORGANISATIONS = 1_000;
/** Reads of small tables, whose rows grow with the replicas and not with the organisations. */
const SMALL = /^(workers|mark|migrations)$/;

let url = '';
let store: PostgresStore;

beforeAll(async () => {
  url = await takeDatabase();
  store = await openPostgres({ url, sealer });
  const series = `generate_series(1, ${ORGANISATIONS}) as o, generate_series(1, 20) as n`;
  const org = `'org-' || o`;
  const later = Number(plus(at(0), { hours: 24 * 7 }));
  for (const statement of [
    `insert into hallway.organisations select ${org} from generate_series(1, ${ORGANISATIONS}) as o`,
    `insert into hallway.records select ${org}, 'test.note', 'n' || n, '{"text":"x"}', false from ${series}`,
    `insert into hallway.wakes select ${org}, 's' || n, ${later} + n from ${series}`,
    `insert into hallway.installations select 'slack:T' || o, ${org} from generate_series(1, ${ORGANISATIONS}) as o`,
    `insert into hallway.deliveries (org, key, workspace, place, kind, rank, people, state, not_before, expires_at, attempts, settled_at)
      select ${org}, 'd' || n, 'slack:T' || o, '{}', 'intro', 0, '{}', case when n < 18 then 'sent' else 'pending' end,
        ${later}, ${later + 1_000_000}, 1, case when n < 18 then 1 end from ${series}`,
  ])
    await query(url, statement);
  await query(url, 'vacuum analyze');
}, 120_000);
afterAll(async () => {
  await store.close();
  giveBack(url);
});

/** Every statement that some work runs, with its values. */
async function statementsOf(work: () => Promise<unknown>) {
  const seen: { text: string; values: unknown[] }[] = [];
  const { query: original } = pg.Client.prototype;
  pg.Client.prototype.query = function (this: pg.Client, ...given: unknown[]) {
    const [first] = given;
    if (typeof first === 'object' && first !== null && 'text' in first && 'values' in first) seen.push(first as never);
    return Reflect.apply(original, this, given);
  } as never;
  await work().finally(() => {
    pg.Client.prototype.query = original;
  });
  return seen;
}

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly Plans?: readonly Plan[];
}

const walk = (plan: Plan): readonly Plan[] => [plan, ...(plan.Plans ?? []).flatMap(walk)];

/** Tables that a statement reads from end to end. */
async function scansOf({ text, values }: { text: string; values: unknown[] }): Promise<readonly string[]> {
  if (!/hallway/.test(text)) return [];
  const [row] = await query(url, `explain (format json) ${text}`, values);
  const [first] = (row?.['QUERY PLAN'] ?? []) as readonly { readonly Plan: Plan }[];
  const scans = (first ? walk(first.Plan) : []).filter(
    (node) => node['Node Type'] === 'Seq Scan' && !SMALL.test(node['Relation Name'] ?? ''),
  );
  return scans.map((node) => `${node['Relation Name']} in ${text.replace(/\s+/g, ' ').slice(0, 200)}`);
}

test(`no statement reads a table from end to end, on ${ORGANISATIONS} organisations`, async () => {
  const A = orgId('org-500');
  const now = instant(at(0));

  const statements = await statementsOf(async () => {
    await store.storage.due(now, 100);
    await store.storage.nextWake();
    await store.storage.organisations();
    await store.queue.next();
    await store.queue.backlog(now, now);
    await store.storage.read(A, async (reads) => {
      await reads.get(notes, 'n1');
      await reads.list(notes, { prefix: 'n1', limit: 5 });
      await reads.deliveries('d1');
      await reads.wakes();
    });
    await store.storage.transaction(A, async (tx) => {
      await tx.get(notes, 'n2');
      await tx.insert(notes, 'new', { text: 'new' });
      await tx.put(notes, 'n3', { text: 'new' });
      await tx.remove(notes, 'n4');
      await tx.enqueue(owed('now'));
      await tx.enqueue(owed('late', { expiresAt: at(0) }));
      await tx.cancel('e');
      await tx.prune(at(-9_999_999));
      await tx.wake('s1', at(9));
      await tx.wake('s2', undefined);
    });
    const [taken] = await store.queue.take(now, 64, 4);
    if (taken) await store.queue.settle(A, taken.delivery.key, { kind: 'posted', ref: {} }, now);
    await store.installations.workspacesOf(A);
    await store.storage.erase({ org: A, person: personId('nobody') });
  });
  const scans = await Promise.all(statements.map(scansOf));

  expect(statements.length).toBeGreaterThan(25);
  expect(scans.flat()).toEqual([]);
});
