import { type FileHandle, open, readFile, rename, writeFile } from 'node:fs/promises';

/** An append-only file of JSON lines: what `append` has answered is on the disk. */
export interface Journal {
  /** Resolves once the line is synced; lines that wait together share one sync. */
  append(entry: unknown): Promise<void>;
  /** Puts these lines in place of all there are, or leaves everything as it was. */
  rewrite(entries: readonly unknown[]): Promise<void>;
  /** Resolves when what was appended is on the disk; twice is once. */
  close(): Promise<void>;
}

interface Waiting {
  readonly line: string;
  readonly done: () => void;
  readonly failed: (cause: unknown) => void;
}

/** Opens the file, or makes it, and answers its entries; a last line cut short by a crash is dropped. */
export async function openJournal(path: string): Promise<{ entries: readonly unknown[]; journal: Journal }> {
  const bytes = await readFile(path).catch(absentAsEmpty);
  // A crash can only tear the end of the file: what follows the last line break was never answered for.
  const size = bytes.lastIndexOf('\n') + 1;
  const entries = parseLines(path, bytes.subarray(0, size).toString('utf8'));
  const file = await open(path, 'a');
  if (size < bytes.length) await file.truncate(size);
  return { entries, journal: new FileJournal(path, file, size) };
}

class FileJournal implements Journal {
  readonly #path: string;
  #file: FileHandle;
  #size: number;
  #waiting: Waiting[] = [];
  #work: Promise<void> = Promise.resolve();
  #closed: Promise<void> | undefined;

  constructor(path: string, file: FileHandle, size: number) {
    this.#path = path;
    this.#file = file;
    this.#size = size;
  }

  append(entry: unknown): Promise<void> {
    return new Promise((done, failed) => {
      this.#waiting.push({ line: `${JSON.stringify(entry)}\n`, done, failed });
      if (this.#waiting.length === 1) this.#work = this.#work.then(() => this.#flush());
    });
  }

  rewrite(entries: readonly unknown[]): Promise<void> {
    const rewritten = this.#work.then(() => this.#replaceFile(entries));
    this.#work = rewritten.catch(() => {});
    return rewritten;
  }

  close(): Promise<void> {
    this.#closed ??= this.#work.then(() => this.#file.close());
    return this.#closed;
  }

  async #flush(): Promise<void> {
    const batch = this.#waiting;
    this.#waiting = [];
    const bytes = Buffer.from(batch.map((each) => each.line).join(''));
    try {
      await this.#file.appendFile(bytes);
      await this.#file.datasync();
      this.#size += bytes.length;
      for (const each of batch) each.done();
    } catch (cause) {
      // Half a line left in the middle would spoil every line after it.
      await this.#file.truncate(this.#size).catch(() => {});
      for (const each of batch) each.failed(cause);
    }
  }

  async #replaceFile(entries: readonly unknown[]): Promise<void> {
    const bytes = Buffer.from(entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
    await writeFile(`${this.#path}.new`, bytes, { flush: true });
    await rename(`${this.#path}.new`, this.#path);
    const before = this.#file;
    this.#file = await open(this.#path, 'a');
    this.#size = bytes.length;
    await before.close();
  }
}

function absentAsEmpty(cause: unknown): Buffer {
  if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return Buffer.alloc(0);
  throw cause;
}

function parseLines(path: string, text: string): unknown[] {
  return text
    .split('\n')
    .filter(Boolean)
    .map((line, index) => {
      try {
        return JSON.parse(line);
      } catch (cause) {
        throw new Error(`${path} is damaged at line ${index + 1}; move it away to start afresh`, { cause });
      }
    });
}
