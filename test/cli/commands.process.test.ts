import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { accountId, workspaceId } from '../../src/core/ids.ts';
import { openLowdb } from '../../src/drivers/lowdb/index.ts';
import { createSealer, keyBeside } from '../../src/drivers/sealing/index.ts';
import { accountRows } from '../../src/runtime/person-record.ts';
import { dataFolder, filesWith, hallway, type Served, serve } from './support/hallway.ts';

const PEOPLE = `id,name,email,timezone,team,manager,country,admin
ana,Ana Duarte,ana@hallway.example,Europe/Lisbon,Brand,,PT,yes
tomasz,Tomasz Nowak,tomasz@hallway.example,Europe/London,Payments,ana,GB,yes
rui,Rui Tavares,rui@hallway.example,Europe/Lisbon,Payments,tomasz,PT,
jo,Jo Lindqvist,jo@hallway.example,Europe/Lisbon,Brand,ana,PT,
`;
/** What the sandbox keeps as the platform it plays: its directory and its chats, as Slack would. */
const OF_THE_PLATFORM = /\/sandbox\/platform\/|people\.csv$/;

/** A sandbox of four with a coffee program and rules about Tomasz. */
async function withCoffee(data: string): Promise<Served> {
  const file = join(data, 'people.csv');
  writeFileSync(file, PEOPLE);
  const server = await serve({ HALLWAY_DATA: data }, ['sandbox', '--people', file]);
  await server.say('ana', 'general', '/hallway coffee every week on tuesday at 10:00 --yes');
  await server.say('tomasz', 'general', '/hallway avoid @Rui');
  await server.say('tomasz', 'general', '/hallway coffee group 3 --yes');
  await server.say('ana', 'general', '/hallway coffee never @Tomasz @Jo --yes');
  return server;
}

test('settings go out, are compared and come in again, with a server and without', async () => {
  const data = dataFolder();
  const env = { HALLWAY_DATA: data };
  const server = await withCoffee(data);

  const before = await hallway(['settings', 'export'], env);
  const edited = before.out.replace('from: 09:00', 'from: 08:30').replace('groupSize: 3', 'groupSize: 4');
  const diff = await hallway(['settings', 'diff'], env, edited);
  const imported = await hallway(['settings', 'import'], env, edited);
  const status = await server.say('ana', 'general', '/hallway settings');

  expect(diff.code).toBe(1);
  expect(diff.out.match(/^[-+].*/gm)).toEqual(['-   from: 09:00', '+   from: 08:30', ...groupSizes(3, 4)]);
  expect(imported).toMatchObject({ code: 0, out: 'Changed: organisation, coffee in #general.\n' });
  expect(JSON.stringify(status)).toContain('08:30');

  await server.stop();
  const wrong = edited.replace('from: 08:30', 'from: 10:00').replace('groupSize: 4', 'groupSize: many');
  const refused = await hallway(['settings', 'import'], env, wrong);
  const same = await hallway(['settings', 'diff'], env, edited);
  const back = await hallway(['settings', 'import'], env, before.out);
  const after = await hallway(['settings', 'export', join(data, 'after.yaml')], env);

  expect(refused).toMatchObject({ code: 65, err: expect.stringMatching(/coffee, program 1: [\s\S]*groupSize/) });
  expect(same).toMatchObject({ code: 0, out: '' });
  expect([back.code, after.code]).toEqual([0, 0]);
  expect(readFileSync(join(data, 'after.yaml'), 'utf8')).toBe(before.out);
});

const groupSizes = (from: number, to: number) => [`-     groupSize: ${from}`, `+     groupSize: ${to}`];

test('a person is exported, shown and forgotten to the last byte, with a server and without', async () => {
  const data = dataFolder();
  const env = { HALLWAY_DATA: data };
  const server = await withCoffee(data);
  // Long enough for a welcome, a round and what follows it.
  await server.post('/sandbox/clock', { by: 'P9D' });

  const held = await hallway(['export', '--person', 'tomasz@hallway.example'], env);
  const shown = await hallway(['forget', '--person', 'sandbox:demo/tomasz', '--dry-run'], env);
  const unasked = await hallway(['forget', '--person', 'sandbox:demo/tomasz'], env);
  const [, id = ''] = /\(([0-9a-f-]{36})\)/.exec(shown.out) ?? [];

  expect(JSON.parse(held.out)).toMatchObject({ person: { name: 'Tomasz Nowak' }, coffee: { avoids: 1 } });
  expect(shown).toMatchObject({ code: 0, out: expect.stringMatching(/messages: \d+\n {2}coffee: programs 1, /) });
  expect(unasked).toMatchObject({ code: 64, err: expect.stringContaining('add --yes') });
  expect(traces(data, 'Tomasz', id)).not.toEqual([]);

  const forgotten = await hallway(['forget', '--person', id, '--yes'], env);

  expect(forgotten).toMatchObject({ code: 0, out: expect.stringMatching(/Erased\./) });
  expect(traces(data, 'Tomasz', id)).toEqual([]);

  await server.stop();
  const other = await hallway(['forget', '--person', 'JO@hallway.example', '--yes'], env);
  const [, otherId = ''] = /\(([0-9a-f-]{36})\)/.exec(other.out) ?? [];

  expect(other.code).toBe(0);
  expect(traces(data, 'Jo Lindqvist', otherId)).toEqual([]);
  expect(await hallway(['export', '--person', otherId], env)).toMatchObject({ code: 67, out: '' });
});

const traces = (data: string, name: string, id: string) => filesWith(data, [name, id], OF_THE_PLATFORM);

test('of several organisations one has to be named', async () => {
  const data = dataFolder();
  const env = { HALLWAY_DATA: data };
  const folder = join(data, 'sandbox');
  const store = await openLowdb({ folder, sealer: createSealer(await keyBeside(folder)) });
  const orgs = await Promise.all(
    ['slack:T1', 'slack:T2'].map(async (name) => {
      const workspace = workspaceId(name);
      const org = await store.installations.orgOf(workspace);
      const account = accountId(workspace, 'U1');
      await store.storage.transaction(org, (tx) => tx.put(accountRows, account, { person: name as never }));
      return org;
    }),
  );
  await store.close();

  const [unnamed, byId, byWorkspace, unknown] = await Promise.all([
    hallway(['export', '--person', 'slack:T1/U1'], env),
    hallway(['settings', 'export', '--org', orgs[0] ?? ''], env),
    hallway(['settings', 'export', '--org', 'slack:T2'], env),
    hallway(['settings', 'export', '--org', 'org-none'], env),
  ]);

  expect(unnamed).toMatchObject({ code: 64, out: '' });
  for (const org of orgs) expect(unnamed.err).toMatch(new RegExp(`^  ${org}  slack:T\\d \\(1 accounts\\)$`, 'm'));
  expect([byId.code, byWorkspace.code, unknown.code]).toEqual([0, 0, 64]);
});
