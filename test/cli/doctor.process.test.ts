import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openLowdb } from '../../src/drivers/lowdb/index.ts';
import { createSealer, keyBeside } from '../../src/drivers/sealing/index.ts';
import { dataFolder, hallway } from './support/hallway.ts';

const isBuilt = existsSync(new URL('../../dist/ui/index.html', import.meta.url));

test('doctor finds a founded store well, down to its key, clock and port', async () => {
  const data = dataFolder();
  const folder = join(data, 'sandbox');
  await (await openLowdb({ folder, sealer: createSealer(await keyBeside(folder)) })).close();

  const { code, out } = await hallway(['doctor'], { HALLWAY_DATA: data });

  expect(code).toBe(isBuilt ? 0 : 1);
  for (const name of ['Settings', 'Key', 'Storage', 'Clock', 'Port'])
    expect(out).toMatch(new RegExp(`^✓ ${name}: `, 'm'));
  expect(out).toContain(isBuilt ? '✓ Page: built' : '✗ Page: the sandbox page is not built; run: npm run build');
});

test('doctor looks at Teams where it is configured', async () => {
  const { out } = await hallway(['doctor'], { HALLWAY_DATA: dataFolder(), TEAMS_LOCAL: '1' });

  expect(out).toContain('✓ Teams: without credentials, for the Agents Playground (npm run playground)');
});

test('doctor says what to do about each thing that is wrong', async () => {
  const data = dataFolder();
  const folder = join(data, 'sandbox');
  await (await openLowdb({ folder, sealer: createSealer(await keyBeside(folder)) })).close();
  chmodSync(join(folder, 'hallway.key'), 0o644);
  const otherKey = { HALLWAY_DATA: data, HALLWAY_KEY: Buffer.alloc(32, 1).toString('base64') };

  const [settings, key, open] = await Promise.all([
    hallway(['doctor'], { PORT: 'x', LOG_LEVEL: 'y' }),
    hallway(['doctor'], otherKey),
    hallway(['doctor'], { HALLWAY_DATA: data }),
  ]);

  expect(settings).toMatchObject({
    code: 1,
    out: expect.stringMatching(/^✗ Settings: PORT .*\n✗ Settings: LOG_LEVEL /),
  });
  expect(key).toMatchObject({ code: 1, out: expect.stringMatching(/✗ Key: .*Put key .* back: in HALLWAY_KEY/) });
  expect(key.out).toMatch(/✗ Storage: not looked at; put the key right first/);
  expect(open).toMatchObject({ code: 1, out: expect.stringMatching(/✗ Key: others .* chmod 600 /) });
});

test('a word that is no command and a file of people that needs mending are told with their cure', async () => {
  const file = join(dataFolder(), 'people.csv');
  writeFileSync(file, 'id,name,timezone\nana,Ana,Lisbon\nana,Ana again,\n');

  const [word, option, people, absent] = await Promise.all([
    hallway(['strat']),
    hallway(['forget', '--yes']),
    hallway(['sandbox', '--people', file]),
    hallway(['sandbox', '--people', `${file}.gone`]),
  ]);

  expect(word).toMatchObject({ code: 64, err: expect.stringContaining('Did you mean start?') });
  expect(option).toMatchObject({ code: 64, err: expect.stringContaining("'--person <id>'") });
  expect(people).toMatchObject({ code: 65, err: expect.stringMatching(/line 2: .*Europe\/Lisbon.*\n {2}line 3: /) });
  expect(absent).toMatchObject({ code: 66, err: expect.stringContaining('there is no such file') });
});
