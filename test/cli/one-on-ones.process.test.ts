import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dataFolder, hallway, serve } from './support/hallway.ts';

const PEOPLE = `id,name,email,timezone,team,manager,country,admin
ana,Ana Duarte,ana@hallway.example,Europe/Lisbon,Brand,,PT,yes
jo,Jo Lindqvist,jo@hallway.example,Europe/Lisbon,Brand,,PT,
`;
const CSV = 'report,supervisor\njo@hallway.example,ana@hallway.example\nnobody,ana@hallway.example\n';

test('a file of who reports to whom is shown, applied with --yes, and changes nothing twice', async () => {
  const data = dataFolder();
  const env = { HALLWAY_DATA: data };
  writeFileSync(join(data, 'people.csv'), PEOPLE);
  const server = await serve(env, ['sandbox', '--people', join(data, 'people.csv')]);
  await server.say('ana', 'general', '/hallway home');

  const shown = await hallway(['oneonone', 'import'], env, CSV);
  const before = await server.say('ana', 'general', '/hallway oneonone');
  const done = await hallway(['oneonone', 'import', '--yes'], env, CSV);
  const after = await server.say('ana', 'general', '/hallway oneonone');
  await server.stop();
  const again = await hallway(['oneonone', 'import', '--yes'], env, CSV);

  expect(shown).toMatchObject({
    code: 1,
    out: 'New: Jo Lindqvist with Ana Duarte\nFrom the file: 1 added. Nothing has been changed; --yes applies it.\n',
  });
  expect(shown.err).toContain('Line 3, report: I don\'t know anybody called "nobody".');
  expect(JSON.stringify(before)).toContain('You have no one-on-ones here yet.');
  expect(done.out).toBe('Done: 1 added.\n');
  expect(JSON.stringify(after)).toContain('Jo Lindqvist');
  expect(again.out).toBe('Done: nothing to change.\n');
});
