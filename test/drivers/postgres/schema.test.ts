import { expect, test } from 'vitest';
import { migrations } from '../../../src/drivers/postgres/migrations/index.ts';
import { query } from '../../support/postgres.ts';
import { emptyDatabase, openStore } from './store-in-database.ts';

const COLUMNS = `
  select table_name || '.' || column_name || ' ' || data_type || coalesce(' collate ' || collation_name, '')
    || case is_nullable when 'NO' then ' not null' else '' end || coalesce(' default ' || column_default, '') as line
  from information_schema.columns where table_schema = 'hallway' order by table_name, ordinal_position`;
const INDEXES = `select indexdef as line from pg_indexes where schemaname = 'hallway' order by indexname`;

async function shapeOf(url: string): Promise<string> {
  const rows = [...(await query(url, COLUMNS)), ...(await query(url, INDEXES))];
  return `${rows.map(({ line }) => line).join('\n')}\n`;
}

test('the migrations lead to the shape that is written down', async () => {
  const url = await emptyDatabase();
  await openStore({ url }).then((store) => store.close());

  await expect(await shapeOf(url)).toMatchFileSnapshot('../../golden/postgres/schema.txt');
});

test('several that start at once on an empty database bring it to its shape once', async () => {
  const url = await emptyDatabase();
  await query(url, 'drop schema if exists hallway cascade');

  const stores = await Promise.all(Array.from({ length: 4 }, () => openStore({ url })));

  expect(await query(url, 'select version from hallway.migrations')).toEqual(
    migrations.map((_, index) => ({ version: index + 1 })),
  );
  await Promise.all(stores.map((store) => store.close()));
});
