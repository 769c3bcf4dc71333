import { describe, expect, test } from 'vitest';
import { StoreError } from '../../../src/drivers/lowdb/problems.ts';
import { play, rowsOfCommits } from './history.ts';
import { openLedger, put, rowsOf } from './ledger-in-memory.ts';
import { type Call, type Image, type Interpose, MemoryFiles } from './memory-files.ts';

const broken = (code: string) => Object.assign(new Error(code), { code });

test('an erasure that fails anywhere leaves nothing once it is tried again', async () => {
  for (let from = 0; from < 12; from++) {
    const files = new MemoryFiles();
    const ledger = await openLedger(files);
    await put(ledger, { a: 1 });
    await ledger.rewrite();
    files.interpose = failing(halfAndRefused, from, 1);

    await ledger.erase().catch(() => undefined);
    files.interpose = (_call, act) => act();
    await ledger.erase();

    expect(rowsOf(ledger), `call ${from}`).toEqual({});
    expect([...files.afterKill().keys()], `call ${from}`).toEqual([]);
    await put(ledger, { b: 1 });
    expect(rowsOf(await openLedger(MemoryFiles.of(files.afterPowerCut()))), `call ${from}`).toEqual({ b: 1 });
  }
});

const halfAndRefused: Interpose = ({ bytes }, act) => {
  if (bytes) act(bytes.subarray(0, bytes.length / 2));
  throw broken('ENOSPC');
};

/** Ways in which one call can go wrong. */
const faults: Readonly<Record<string, Interpose>> = {
  'is refused': () => {
    throw broken('ENOSPC');
  },
  'is done by half and refused': halfAndRefused,
  'is done by half and said to be done': ({ bytes }, act) => act(bytes?.subarray(0, bytes.length / 2)),
  'is done and said to have failed': (_, act) => {
    act();
    throw broken('EIO');
  },
};

async function countCalls(): Promise<number> {
  const files = new MemoryFiles();
  let calls = 0;
  files.interpose = (_, act) => {
    calls++;
    act();
  };
  await play(
    await openLedger(files),
    () => undefined,
    () => undefined,
  );
  return calls;
}

/** From the given call on so many go wrong. */
function failing(fault: Interpose, from: number, count: number): Interpose {
  let call = 0;
  return (one: Call, act) => {
    const isBroken = call >= from && call < from + count;
    call++;
    if (isBroken) fault(one, act);
    else act();
  };
}

describe.each(Object.entries(faults))('a disk on which a call %s', (_, fault) => {
  test.each([1, 2, 5])(
    '%i times in a row, anywhere: what was confirmed is kept, what was rejected is not',
    async (count) => {
      const calls = await countCalls();
      for (let from = 0; from < calls; from++) {
        const files = new MemoryFiles();
        const confirmed = new Set<number>();
        files.interpose = failing(fault, from, count);

        const ledger = await openLedger(files);
        await play(
          ledger,
          (number) => confirmed.add(number),
          () => undefined,
        );
        files.interpose = (_call, act) => act();
        await put(ledger, { recovered: true });

        const wanted = { ...rowsOfCommits(confirmed), recovered: true };
        expect(rowsOf(ledger), `call ${from}`).toEqual(wanted);
        for (const image of [files.afterKill(), files.afterPowerCut()])
          expect(rowsOf(await openLedger(MemoryFiles.of(image))), `call ${from}`).toEqual(wanted);
        await ledger.rewrite();
        expect(rowsOf(await openLedger(MemoryFiles.of(files.afterPowerCut()))), `call ${from}`).toEqual(wanted);
        expect(files.afterKill().size, `call ${from}`).toBe(2);
      }
    },
  );
});

test('a process that dies on a failing disk loses nothing that was confirmed, and can go on', async () => {
  const calls = await countCalls();
  for (let from = 0; from < calls; from++) {
    const files = new MemoryFiles();
    const images: { image: Image; mayHold: readonly ReadonlySet<number>[] }[] = [];
    const confirmed = new Set<number>();
    const started = new Set<number>();
    const interpose = failing(halfAndRefused, from, 2);
    files.interpose = (call, act) =>
      interpose(call, (part) => {
        act(part);
        images.push({ image: files.afterKill(), mayHold: possible(confirmed, started) });
      });

    await play(
      await openLedger(files),
      (number) => confirmed.add(number),
      (number) => started.add(number),
    );

    for (const { image, mayHold } of images) {
      const kept = MemoryFiles.of(image);
      const ledger = await openLedger(kept);
      expect(mayHold.map(rowsOfCommits), `call ${from}`).toContainEqual(rowsOf(ledger));
      await put(ledger, { next: 1 });
      expect(rowsOf(await openLedger(MemoryFiles.of(kept.afterKill())))).toEqual(rowsOf(ledger));
    }
  }
});

/**
 * All that was confirmed, with or without each group that was not. One that was rejected may be among them only where
 * the disk took its line and then refused both to sync it and to cut it off again.
 */
function possible(confirmed: ReadonlySet<number>, started: ReadonlySet<number>): readonly ReadonlySet<number>[] {
  let sets: readonly ReadonlySet<number>[] = [new Set(confirmed)];
  for (const number of started)
    if (number % 2 === 0 && !confirmed.has(number))
      sets = sets.flatMap((set) => [set, new Set([...set, number, number + 1])]);
  return sets;
}

describe('a full disk', () => {
  test('rejects with the cure, serves reads, and recovers without a restart', async () => {
    const files = new MemoryFiles();
    const ledger = await openLedger(files);
    await put(ledger, { a: 1 });
    files.interpose = ({ name, bytes }, act) => {
      if (name !== 'append') return act();
      act(bytes?.subarray(0, 5));
      throw broken('ENOSPC');
    };

    const errors = await Promise.allSettled([put(ledger, { a: 2 }), put(ledger, { b: 2 })]);

    for (const outcome of errors) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: expect.any(StoreError) });
      expect(outcome).toMatchObject({ reason: { kind: 'full', message: expect.stringMatching(/Free some space/) } });
    }
    expect(rowsOf(ledger)).toEqual({ a: 1 });
    files.interpose = (_, act) => act();
    await put(ledger, { a: 3 });
    expect(rowsOf(await openLedger(MemoryFiles.of(files.afterPowerCut())))).toEqual({ a: 3 });
  });

  test.each([
    ['EROFS', 'unwritable', /HALLWAY_DATA/],
    ['EACCES', 'unwritable', /chown/],
    ['EIO', 'failed', /Check the disk/],
    ['EDQUOT', 'full', /Free some space/],
  ])('or %s is %s, with its cure', async (code, kind, cure) => {
    const files = new MemoryFiles();
    const ledger = await openLedger(files);
    files.interpose = () => {
      throw broken(code);
    };

    await expect(put(ledger, { a: 1 })).rejects.toMatchObject({ kind, message: expect.stringMatching(cure) });
  });
});
