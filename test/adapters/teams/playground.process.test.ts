import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { Playground } from './support/playground.ts';

test('npm run playground starts both, they speak to each other, and both end together', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hallway-both-'));
  const args = ['scripts/playground.ts', '--no-browser', '--port', '0', '--playground-port', '0', '--folder', folder];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(async () => {
    child.kill();
    await rm(folder, { recursive: true, force: true });
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let origin: string | undefined;
  while (origin === undefined) origin = /^Teams playground: +(\S+)/.exec((await lines.next()).value ?? '')?.[1];

  const playground = await Playground.at(origin.replace('localhost', '127.0.0.1'), async () => undefined);
  await playground.adds('personal');
  const greeting = await playground.shownWith(/I introduce coworkers/);
  await playground.stop();
  child.kill('SIGINT');
  const [code] = await once(child, 'exit');

  expect(greeting.actionConversationId).toBe('personal-chat');
  expect(code).toBe(0);
});
