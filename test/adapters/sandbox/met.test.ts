import { expect, test } from 'vitest';
import { findingOf } from '../../../adapters/sandbox/ui/met-words.ts';
import type { WireMet } from '../../../adapters/sandbox/wire.ts';
import { openSandbox } from './support/open-sandbox.ts';

const header = ['program', 'date', 'people'];
const four = ['Ana Duarte', 'Imogen Blake', 'Jo Lindqvist', 'Rui Tavares'] as const;
const [ana, imogen, jo, rui] = four;

test('counts who was introduced to whom, and what a shuffle would have made of the same rounds', async () => {
  const sandbox = await openSandbox();
  sandbox.host.introductions = {
    header,
    rows: [
      ['p', '2026-12-01', ana, imogen],
      ['p', '2026-12-01', jo, rui],
      ['p', '2026-12-15', ana, jo],
      ['p', '2026-12-15', imogen, rui],
      ['p', '2026-12-29', ana, jo, 'Somebody Gone'],
    ],
  };

  const met = await sandbox.get<WireMet>('/sandbox/met');

  expect(met).toMatchObject({ rounds: 3, names: [...four], hallway: { repeated: 1, most: 2 } });
  expect(met.hallway.times).toEqual([
    [0, 1, 2, 0],
    [1, 0, 0, 1],
    [2, 0, 0, 1],
    [0, 1, 1, 0],
  ]);
  expect(findingOf(met)).toBe(
    'After 3 rounds, 67 % of pairs who share a working hour have been introduced; 1 pair twice',
  );
  expect(met.hallway.apart).toBe(3);
  const sum = (times: readonly (readonly number[])[]) => times.flat().reduce((a, b) => a + b, 0);
  expect(sum(met.shuffle.times)).toBe(sum(met.hallway.times));
  expect(await sandbox.get<WireMet>('/sandbox/met')).toEqual(met);
});

test('is empty before the first round', async () => {
  const sandbox = await openSandbox();

  const met = await sandbox.get<WireMet>('/sandbox/met');

  expect(met).toMatchObject({ rounds: 0, names: [], hallway: { share: 0, repeated: 0, most: 0 } });
});
