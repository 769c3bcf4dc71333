import { expect, onTestFinished, test } from 'vitest';
import { orgId } from '../../src/core/ids.ts';
import { keepProblem, problemLines, settleProblems } from '../../src/runtime/problems.ts';
import { instant, plus } from '../../src/time/zoned.ts';
import { wordsOf } from '../support/reading.ts';
import { emptyStorePlace } from '../support/store.ts';

const org = orgId('o1');
const now = instant('2026-11-30T09:00:00Z');

async function open(kind: 'lowdb' | 'postgres') {
  const place = await emptyStorePlace(kind);
  const store = await place.open();
  onTestFinished(async () => {
    await store.close();
    await place.remove();
  });
  const lines = () =>
    store.storage.read(org, async (reads) =>
      (await problemLines(reads, plus(now, { days: 1 }))).map(({ text }) => wordsOf(text)),
    );
  return { storage: store.storage, lines };
}

test.each(['lowdb', 'postgres'] as const)(
  'a problem stays until its cause is gone, and those of others beside it (%s)',
  async (kind) => {
    const { storage, lines } = await open(kind);
    await storage.transaction(org, async (tx) => {
      for (const key of ['circle/jo', 'circle/bo', 'circles', 'sync'])
        await keepProblem(tx, now, key, `What of ${key}.`, 'Mend it.');
    });

    await storage.transaction(org, (tx) => settleProblems(tx, 'circle/', ['circle/bo']));
    const some = await lines();
    await storage.transaction(org, (tx) => settleProblems(tx, 'circle/', []));
    await storage.transaction(org, async (tx) => {
      await keepProblem(tx, now, 'circle/jo', 'What of circle/jo.', 'Mend it.');
    });

    expect([...some].sort()).toEqual([
      'What of circle/bo. Mend it.',
      'What of circles. Mend it.',
      'What of sync. Mend it.',
    ]);
    // One that comes back is counted anew.
    expect([...(await lines())].sort()).toEqual([
      'What of circle/jo. Mend it.',
      'What of circles. Mend it.',
      'What of sync. Mend it.',
    ]);
  },
);
