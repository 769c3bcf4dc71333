import { join } from 'node:path';
import type { AppendFile, Files } from './files.ts';
import type { Change } from './layer.ts';
import { encodeLine } from './lines.ts';
import { storeError } from './problems.ts';
import { type Commit, header, writtenChange } from './records.ts';

/** Where a history begins. */
export const firstPosition = (generation: number): JournalPosition => ({ generation, length: 0, nextNumber: 1 });

export const journalName = (generation: number) => `journal.${generation}`;

/** The generation a file name stands for, or undefined where it is no journal. */
export function journalGeneration(name: string): number | undefined {
  return /^journal\.[1-9]\d*$/.test(name) ? Number(name.slice('journal.'.length)) : undefined;
}

/** How far a journal is good, in bytes, and what its next commit is numbered. */
export interface JournalPosition {
  readonly generation: number;
  readonly length: number;
  readonly nextNumber: number;
}

/** The open end of a store's history: a commit is kept when `append` has resolved, and not at all when it has thrown. */
export class Journal {
  readonly #generation: number;
  readonly #path: string;
  readonly #file: AppendFile;
  #length: number;
  #nextNumber: number;
  #mayHaveTail: boolean;

  private constructor(path: string, file: AppendFile, position: JournalPosition) {
    this.#generation = position.generation;
    this.#path = path;
    this.#file = file;
    this.#length = position.length;
    this.#nextNumber = position.nextNumber;
    this.#mayHaveTail = true;
  }

  /** Goes on with a journal, or begins one; durable with its folder when it resolves. */
  static async open(files: Files, folder: string, position: JournalPosition): Promise<Journal> {
    const path = join(folder, journalName(position.generation));
    try {
      const file = await files.open(path);
      const journal = new Journal(path, file, position);
      await journal.#begin(files, folder).catch(async (error: unknown) => {
        await file.close();
        throw error;
      });
      return journal;
    } catch (error) {
      throw storeError(error, 'while beginning', path);
    }
  }

  get position(): JournalPosition {
    return { generation: this.#generation, length: this.#length, nextNumber: this.#nextNumber };
  }

  /** StoreError of kind `full`, `unwritable` or `failed` where nothing was kept; the next append starts clean. */
  async append(changes: Iterable<Change>): Promise<void> {
    const commit: Commit = { number: this.#nextNumber, changes: Array.from(changes, writtenChange) };
    try {
      await this.#write(encodeLine(commit));
    } catch (error) {
      await this.mend().catch(() => undefined);
      throw storeError(error, 'while writing', this.#path);
    }
    this.#nextNumber++;
  }

  /** Cuts off what a failed append has left behind. */
  async mend(): Promise<void> {
    if (!this.#mayHaveTail) return;
    if ((await this.#file.size()) !== this.#length) {
      await this.#file.truncate(this.#length);
      await this.#file.sync();
    }
    this.#mayHaveTail = false;
  }

  close(): Promise<void> {
    return this.#file.close();
  }

  async #begin(files: Files, folder: string): Promise<void> {
    await this.mend();
    if (this.#length > 0) return;
    await this.#write(encodeLine(header('journal', this.#generation)));
    await files.syncFolder(folder);
  }

  async #write(line: Buffer): Promise<void> {
    await this.mend();
    this.#mayHaveTail = true;
    await this.#file.append(line);
    const length = this.#length + line.length;
    if ((await this.#file.size()) !== length) throw Object.assign(new Error('short write'), { code: 'ENOSPC' });
    await this.#file.sync();
    this.#length = length;
    this.#mayHaveTail = false;
  }
}

/** Cuts a journal off behind its last good line. */
export async function cutJournal(files: Files, path: string, goodBytes: number): Promise<void> {
  const file = await files.open(path);
  await file
    .truncate(goodBytes)
    .then(() => file.sync())
    .finally(() => file.close());
}
