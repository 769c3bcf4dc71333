import { describe, expect, test } from 'vitest';
import { encodeLine } from '../../../src/drivers/lowdb/lines.ts';
import { StoreDamaged, StoreError } from '../../../src/drivers/lowdb/problems.ts';
import { header } from '../../../src/drivers/lowdb/records.ts';
import { folder, keepingLog, openLedger, put, rowsOf } from './ledger-in-memory.ts';
import { type Image, MemoryFiles } from './memory-files.ts';

const JOURNAL = `${folder}/journal.1`;
const SNAPSHOT = `${folder}/snapshot.json`;
const commits = [{ a: 1 }, { a: 2, b: 'two *J' }, { b: undefined, c: ['three'] }];
/** The rows after none, one, two and three commits. */
const states = [{}, { a: 1 }, { a: 2, b: 'two *J' }, { a: 2, c: ['three'] }];

async function journalled(): Promise<Image> {
  const files = new MemoryFiles();
  const ledger = await openLedger(files);
  for (const rows of commits) await put(ledger, rows);
  return files.afterKill();
}

/** Three commits in a snapshot, and one in the journal after it. */
async function rewritten(): Promise<Image> {
  const files = MemoryFiles.of(await journalled());
  const ledger = await openLedger(files);
  await ledger.rewrite();
  await put(ledger, { d: 4 });
  return files.afterKill();
}

const bytesIn = (image: Image, path: string) => image.get(path) ?? Buffer.alloc(0);
const withFile = (image: Image, path: string, bytes: Buffer) => MemoryFiles.of(new Map([...image, [path, bytes]]));

function without(image: Image, path: string): MemoryFiles {
  return MemoryFiles.of(new Map([...image].filter(([one]) => one !== path)));
}

/** What opening throws; fails where it does not, or where it changed a file. */
async function damageIn(files: MemoryFiles): Promise<StoreDamaged> {
  files.interpose = (call) => expect.fail(`changed ${call.path}`);
  const error = await openLedger(files).catch((thrown: unknown) => thrown);
  if (!(error instanceof StoreDamaged)) return expect.fail(`opened, or another error: ${String(error)}`);
  return error;
}

function flipped(bytes: Buffer, bit: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return copy;
}

describe('a journal', () => {
  test('cut off at any byte opens with the commits before, and goes on', async () => {
    const image = await journalled();
    const whole = bytesIn(image, JOURNAL);

    for (let length = 0; length < whole.length; length++) {
      const cut = whole.subarray(0, length);
      const newlines = cut.filter((byte) => byte === 0x0a).length;
      const files = withFile(image, JOURNAL, cut);
      const log = keepingLog();

      const ledger = await openLedger(files, log);
      expect(rowsOf(ledger)).toEqual(states[Math.max(0, newlines - 1)]);
      const isTorn = length > 0 && cut.at(-1) !== 0x0a;
      expect(log.events.map(({ event }) => event)).toEqual(isTorn ? ['store.torn_line_dropped'] : []);
      await put(ledger, { after: length });

      expect(rowsOf(await openLedger(MemoryFiles.of(files.afterPowerCut())))).toMatchObject({ after: length });
    }
  });

  test('with any bit flipped is refused, naming file, line and cure, and left as it is', async () => {
    const image = await journalled();
    const whole = bytesIn(image, JOURNAL);

    for (let bit = 0; bit < whole.length * 8; bit++) {
      const error = await damageIn(withFile(image, JOURNAL, flipped(whole, bit)));

      expect(error.file).toBe(JOURNAL);
      expect(
        Math.abs(error.line - 1 - whole.subarray(0, bit >> 3).filter((byte) => byte === 0x0a).length),
      ).toBeLessThan(2);
      expect(error.message).toMatch(/journal\.1, line \d.*restore the folder from a backup/);
    }
  });

  test('whose last pages were never written back after a power cut opens without them', async () => {
    const image = await journalled();
    const whole = bytesIn(image, JOURNAL);
    const long = encodeLine({ number: 4, changes: [['rows', 'd', 'x'.repeat(4_096)]] });
    const holed = Buffer.concat([whole, Buffer.from(long).fill(0, 100, 2_000)]);

    expect(rowsOf(await openLedger(withFile(image, JOURNAL, holed)))).toEqual(states[3]);
    expect(rowsOf(await openLedger(withFile(image, JOURNAL, Buffer.concat([whole, Buffer.alloc(9)]))))).toEqual(
      states[3],
    );
  });

  test('with a line missing, or twice, is refused', async () => {
    const image = await journalled();
    const lines = bytesIn(image, JOURNAL)
      .toString()
      .split(/(?<=\n)/);
    const joined = (...numbers: readonly number[]) => Buffer.from(numbers.map((number) => lines[number]).join(''));

    for (const wrong of [joined(0, 2, 3), joined(1, 2, 3), joined(0, 1, 1, 2), joined(0, 1, 3)])
      await damageIn(withFile(image, JOURNAL, wrong));
  });

  test('of a newer Hallway is refused, saying so', async () => {
    const image = await journalled();
    const newer = encodeLine({ ...header('journal', 1), format: 2 });

    const error = await openLedger(withFile(image, JOURNAL, newer)).catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(StoreError);
    expect(error).toMatchObject({ kind: 'newer', message: expect.stringMatching(/newer Hallway/) });
  });
});

describe('a snapshot', () => {
  test('cut off at any byte, or with any bit flipped, is refused', async () => {
    const image = await rewritten();
    const whole = bytesIn(image, SNAPSHOT);

    for (let length = 0; length < whole.length; length++)
      await damageIn(withFile(image, SNAPSHOT, whole.subarray(0, length)));
    for (let bit = 0; bit < whole.length * 8; bit++) await damageIn(withFile(image, SNAPSHOT, flipped(whole, bit)));
  });

  test('that is missing is missed, and so is the journal after it', async () => {
    const image = await rewritten();

    expect((await damageIn(without(image, SNAPSHOT))).file).toBe(SNAPSHOT);
    expect((await damageIn(without(image, `${folder}/journal.2`))).file).toBe(`${folder}/journal.2`);
    expect(rowsOf(await openLedger(MemoryFiles.of(image)))).toEqual({ ...states[3], d: 4 });
  });

  test('with a gap in the journals after it is refused', async () => {
    const image = await rewritten();
    const third = encodeLine(header('journal', 3));
    const gap = new Map([...image, [`${folder}/journal.3`, third]] as const);

    gap.delete(`${folder}/journal.2`);

    expect((await damageIn(MemoryFiles.of(gap))).file).toBe(`${folder}/journal.2`);
  });

  test('with a journal under another name is refused', async () => {
    const image = await rewritten();
    const renamed = new Map([...image, [`${folder}/journal.3`, bytesIn(image, `${folder}/journal.2`)]] as const);

    expect((await damageIn(MemoryFiles.of(renamed))).file).toBe(`${folder}/journal.3`);
  });
});
