import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { teamsManifestCommand } from '../../src/cli/manifest-teams.ts';

const appId = '1A2B3C4D-0000-4000-8000-1A2B3C4D5E6F';
const run = (...words: string[]) => teamsManifestCommand('0.1.0').exitOverride().parseAsync(words, { from: 'user' });

test('writes the app package for an address and an app id', async () => {
  const out = join(await mkdtemp(join(tmpdir(), 'hallway-package-')), 'hallway.zip');

  await run('--url', 'https://hallway.example.com/', '--app-id', appId, '--out', out);

  const manifest = JSON.parse(new TextDecoder().decode(unzipSync(await readFile(out))['manifest.json']));
  expect(manifest).toMatchObject({
    id: appId.toLowerCase(),
    bots: [{ botId: appId.toLowerCase() }],
    validDomains: ['hallway.example.com'],
  });
});

test.each([
  [['--url', 'http://hallway.example.com', '--app-id', appId], /no address that Teams can reach/],
  [['--url', 'https://hallway.example.com', '--app-id', 'hallway'], /no app id\. Azure shows it/],
])('says what is wrong with %j', async (words, cure) => {
  await expect(run(...words)).rejects.toThrow(cure);
});
