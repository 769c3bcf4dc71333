import { sql } from 'kysely';
import type { Sealer } from '../../ports/sealer.ts';
import { messageCollection } from './deliveries.ts';
import { build, type Run, raw } from './schema.ts';

const WORDS = 'hallway';
const PLACE = { org: '', collection: 'store', key: 'mark' };
const BATCH = 500;

/**
 * Throws, naming the cure, where the database was sealed with a key that is not among those given. After a change of the
 * first key everything is sealed anew, so that the older one can go; the mark comes last.
 */
export async function checkKey(run: Run, sealer: Sealer): Promise<void> {
  const sealed = sealer.seal(WORDS, PLACE);
  await run(
    build
      .insertInto('mark')
      .values({ sealed })
      .onConflict((conflict) => conflict.doNothing())
      .compile(),
  );
  const [mark] = await run(build.selectFrom('mark').select('sealed').compile());
  if (!mark) return;
  sealer.open(mark.sealed, PLACE);
  if (sealer.ageOf(mark.sealed) === 'current') return;
  await resealAll(
    sealer,
    (after) => recordsAfter(run, after),
    (rows) => run(raw(recordsTo(rows))),
  );
  await resealAll(
    sealer,
    (after) => messagesAfter(run, after),
    (rows) => run(raw(messagesTo(rows))),
  );
  await run(build.updateTable('mark').set({ sealed }).compile());
}

interface SealedRow {
  readonly org: string;
  readonly collection: string;
  readonly key: string;
  readonly value: string;
}
type Resealed = SealedRow & { readonly fresh: string };

async function resealAll(
  sealer: Sealer,
  page: (after: SealedRow) => Promise<readonly SealedRow[]>,
  write: (rows: readonly Resealed[]) => Promise<unknown>,
): Promise<void> {
  let last: SealedRow | undefined = { org: '', collection: '', key: '', value: '' };
  while (last) {
    const rows: readonly SealedRow[] = await page(last);
    const older = rows.filter(({ value }) => sealer.ageOf(value) === 'older');
    await write(older.map((row) => ({ ...row, fresh: sealer.reseal(row.value, row) })));
    last = rows.at(-1);
  }
}

const recordsAfter = (run: Run, { org, collection, key }: SealedRow) =>
  run(
    raw(sql<SealedRow>`
      select org, collection, key, value from hallway.records
      where is_sealed and (org, collection, key) > (${org}, ${collection}, ${key})
      order by org, collection, key limit ${BATCH}`),
  );

const messagesAfter = (run: Run, { org, key }: SealedRow) =>
  run(
    raw(sql<SealedRow>`
      select org, ${messageCollection}::text as collection, key, message as value from hallway.deliveries
      where message is not null and (org, key) > (${org}, ${key}) order by org, key limit ${BATCH}`),
  );

/** Only what is still as it was read: another replica may have written meanwhile, under the new key. */
const recordsTo = (rows: readonly Resealed[]) => sql`
  update hallway.records r set value = g.fresh from ${given(rows)}
  where r.org = g.org and r.collection = g.collection and r.key = g.key and r.value = g.value`;

const messagesTo = (rows: readonly Resealed[]) => sql`
  update hallway.deliveries d set message = g.fresh from ${given(rows)}
  where d.org = g.org and d.key = g.key and d.message = g.value`;

const given = (rows: readonly Resealed[]) => sql`unnest(
  ${rows.map(({ org }) => org)}::text[], ${rows.map(({ collection }) => collection)}::text[],
  ${rows.map(({ key }) => key)}::text[], ${rows.map(({ value }) => value)}::text[],
  ${rows.map(({ fresh }) => fresh)}::text[]) as g (org, collection, key, value, fresh)`;
