import { describe, expect, test } from 'vitest';
import { play, rowsAfter, STEPS } from './history.ts';
import { openLedger, rowsOf } from './ledger-in-memory.ts';
import { type Image, MemoryFiles } from './memory-files.ts';

describe('a process that dies at any step', () => {
  test('loses nothing that was confirmed, and keeps each commit whole or not at all', async () => {
    const files = new MemoryFiles();
    const images: { image: Image; confirmed: number; started: number; at: string }[] = [];
    let [confirmed, started] = [0, 0];
    const note = (at: string) => {
      for (const image of [files.afterKill(), files.afterPowerCut()]) images.push({ image, confirmed, started, at });
    };
    files.interpose = (call, act) => {
      note(`before ${call.name} ${call.path}`);
      if (call.bytes) act(call.bytes.subarray(0, call.bytes.length / 2));
      if (call.bytes) note(`amid ${call.name} ${call.path}`);
      act(call.bytes?.subarray(call.bytes.length / 2));
      note(`after ${call.name} ${call.path}`);
    };

    await play(
      await openLedger(files),
      () => confirmed++,
      () => started++,
    );

    expect(confirmed).toBe(2 * STEPS);
    expect(images.length).toBeGreaterThan(200);
    for (const { image, confirmed: atLeast, started: atMost, at } of images) {
      const rows = rowsOf(await openLedger(MemoryFiles.of(image)));
      const count = Object.keys(rows).length === 0 ? 0 : Number(rows.last) + 1;
      expect(count, at).toBeGreaterThanOrEqual(atLeast);
      expect(count, at).toBeLessThanOrEqual(atMost);
      expect(rows, at).toEqual(rowsAfter(count));
    }
  });

  test('while erasing leaves the organisation whole or gone', async () => {
    const before = new MemoryFiles();
    await play(
      await openLedger(before),
      () => undefined,
      () => undefined,
    );
    const files = MemoryFiles.of(before.afterKill());
    const images: Image[] = [];
    const ledger = await openLedger(files);
    files.interpose = (_, act) => {
      images.push(files.afterKill(), files.afterPowerCut());
      act();
      images.push(files.afterKill(), files.afterPowerCut());
    };

    await ledger.erase();

    const ends = [rowsAfter(2 * STEPS), {}];
    for (const image of images) expect(ends).toContainEqual(rowsOf(await openLedger(MemoryFiles.of(image))));
    expect([files.afterKill().size, files.afterPowerCut().size]).toEqual([0, 0]);
  });
});
