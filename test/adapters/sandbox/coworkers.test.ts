import { expect, test } from 'vitest';
import { accountId, nativeId, workspaceId } from '../../../src/core/ids.ts';
import { type Button, buttons, type Message } from '../../../src/core/message.ts';
import { instant, toIso } from '../../../src/time/zoned.ts';
import { openSandbox, type TestSandbox } from './support/open-sandbox.ts';

const workspace = workspaceId('sandbox:demo');
const labels = ['We met', 'Another question', 'Not this time'];

function card(words: readonly string[]): Message {
  const drawn = words.map((label): Button => ({ label, verb: `test.${label.replace(/\W/g, '')}`, args: { v: 1 } }));
  return { fallback: 'A card', blocks: [buttons(...drawn)] };
}

/** Plans a card for each of some people on Monday 2 November, 09:00. */
async function withCards(words = labels): Promise<TestSandbox> {
  const sandbox = await openSandbox();
  const { people } = await sandbox.state();
  const run = async () => {
    for (const { id } of people) {
      const place = { kind: 'personal', workspace, account: accountId(workspace, id) } as const;
      await sandbox.sandbox.chat.post(workspace, place, card(words), `k/${id}`);
    }
  };
  sandbox.host.plans = [{ at: instant('2026-11-02T09:00Z'), what: 'Cards', to: 'all', why: 'a test', run }];
  return sandbox;
}

const presses = ({ host }: TestSandbox) =>
  host.interactions.flatMap((one) =>
    one.kind === 'press' ? [`${toIso(one.at)} ${nativeId(one.actor.account)} ${one.verb}`] : [],
  );

test('coworkers answer within hours, most of them, never the one who moves the clock', async () => {
  const sandbox = await withCards(['We did', 'Not this time', 'Stop or pause']);

  await sandbox.post('/sandbox/clock', { by: 'P1W', as: 'ana', answers: true });

  const seen = presses(sandbox);
  expect(seen.length).toBeGreaterThan(10);
  expect(seen.length).toBeLessThan(24);
  expect(seen.join('\n')).not.toMatch(/ ana | test\.Stoporpause/);
  expect(seen.every((line) => line >= '2026-11-02T10' && line <= '2026-11-02T14:00:00.000Z')).toBe(true);
  expect([...seen].sort()).toEqual(seen);
});

test('the same cards bring the same answers', async () => {
  const [one, two] = [await withCards(), await withCards()];

  for (const sandbox of [one, two]) await sandbox.post('/sandbox/clock', { by: 'P1W', answers: true });

  expect(presses(one)).toEqual(presses(two));
});

test('a move in steps brings the answers of one move', async () => {
  const [one, two] = [await withCards(), await withCards()];

  await one.post('/sandbox/clock', { by: 'P1W', answers: true });
  for (let step = 0; step < 14; step += 1) await two.post('/sandbox/clock', { by: 'PT12H', answers: true });

  expect(presses(two)).toEqual(presses(one));
});

test('nobody answers unless it is asked for, nor a card they do not know', async () => {
  const silent = await withCards();
  const strange = await withCards(['Start', 'Never mind']);

  await silent.post('/sandbox/clock', { by: 'P1W' });
  await strange.post('/sandbox/clock', { by: 'P1W', answers: true });

  expect([...presses(silent), ...presses(strange)]).toEqual([]);
});
