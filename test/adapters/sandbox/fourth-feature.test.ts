import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { WireAnswer, WireState, WireUpcoming } from '../../../adapters/sandbox/wire.ts';
import { readConfig } from '../../../src/config.ts';
import { features } from '../../../src/features/index.ts';
import { startServer } from '../../../src/main.ts';
import { tea } from '../../fixtures/fourth-feature/index.ts';
import { quietLog } from './support/quiet-log.ts';

/** The server that `npm start` starts, with one feature more, and its API. */
async function sandboxWithTea() {
  const folder = mkdtempSync(join(tmpdir(), 'hallway-tea-'));
  const config = readConfig({ PORT: '0', HOST: '127.0.0.1', HALLWAY_DATA: folder, LOG_LEVEL: 'error' });
  const server = await startServer(config, { log: quietLog(), features: [...features, tea] });
  onTestFinished(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });
  const base = `http://127.0.0.1:${server.port}/sandbox`;
  const headers = { 'content-type': 'application/json' };
  return {
    state: async (as: string) => (await (await fetch(`${base}/state?as=${as}`)).json()) as WireState,
    planned: async () =>
      ((await (await fetch(`${base}/upcoming`)).json()) as { readonly items: readonly WireUpcoming[] }).items,
    send: async (path: string, body: object) =>
      (await (
        await fetch(`${base}/${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
      ).json()) as WireAnswer,
  };
}

test('one folder and one line more: its command, schedule, message and button work in the sandbox', async () => {
  const { send, state, planned } = await sandboxWithTea();

  const card = await send('say', { as: 'ana', place: '#general', text: '/hallway tea every friday at 15:00' });
  const pressed = await send('press', { as: 'ana', message: card.id, button: card.buttons?.[0]?.id });
  const [tea] = (await planned()).filter(({ what }) => what === 'Tea');
  await send('clock', { to: tea?.at });
  const posted = (await state('tomasz')).messages.find(({ text }) => text.startsWith('Tea is ready'));
  const reply = await send('press', { as: 'tomasz', message: posted?.id, button: posted?.buttons[0]?.id });

  expect([card.text, pressed.text]).toEqual(['Tea here: Every week on Friday at 15:00.', 'Tea it is.']);
  expect(tea).toMatchObject({ to: '#general', why: 'Every week on Friday at 15:00' });
  expect(posted?.at).toBe(tea?.at);
  expect(reply.text).toBe('See you there, Tomasz Nowak.');
});
