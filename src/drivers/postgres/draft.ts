import type { OrgId } from '../../core/ids.ts';
import type { ListOptions } from '../../ports/storage.ts';
import { type Change, insertRecord, listRecords, type StoredRow, type StoredValue, writeRecords } from './records.ts';
import type { Run } from './schema.ts';

const LONGEST_AHEAD = 512;
/** So many single reads of a collection are nothing unusual; more are a walk through it. */
const UNUSUAL = 4;

/**
 * What a transaction has put and removed and not written yet, and what it has read: nobody else may write meanwhile.
 * Whoever reads one row after another is given ever longer stretches at once, so that thousands cost a few statements.
 */
export class Draft {
  readonly run: Run;
  readonly #org: OrgId;
  readonly #known = new Map<string, Change>();
  readonly #misses = new Map<string, number>();
  #unwritten = new Map<string, Change>();
  #reading: Promise<unknown> = Promise.resolve();

  constructor(org: OrgId, run: Run) {
    this.#org = org;
    this.run = run;
  }

  get(collection: string, key: string): Promise<StoredValue | undefined> {
    // One at a time: the next may find its row among those read ahead for this one.
    const found = this.#reading.then(() => this.#get(collection, key));
    this.#reading = found.catch(() => undefined);
    return found;
  }

  async list(collection: string, options: ListOptions): Promise<readonly StoredRow[]> {
    await this.write();
    const rows = await listRecords(this.run, this.#org, collection, options);
    this.#learn(collection, rows);
    return rows;
  }

  set(collection: string, key: string, stored: StoredValue | undefined): void {
    const change = { collection, key, stored };
    this.#known.set(nameOf(collection, key), change);
    this.#unwritten.set(nameOf(collection, key), change);
  }

  async insert(collection: string, key: string, stored: StoredValue): Promise<boolean> {
    const known = this.#known.get(nameOf(collection, key));
    if (known?.stored) return false;
    if (!known) return insertRecord(this.run, this.#org, collection, key, stored);
    this.set(collection, key, stored);
    return true;
  }

  async write(): Promise<void> {
    const changes = [...this.#unwritten.values()];
    this.#unwritten = new Map();
    await writeRecords(this.run, this.#org, changes);
  }

  async #get(collection: string, key: string): Promise<StoredValue | undefined> {
    const name = nameOf(collection, key);
    if (!this.#known.has(name)) {
      const misses = (this.#misses.get(collection) ?? 0) + 1;
      this.#misses.set(collection, misses);
      const limit = Math.min(LONGEST_AHEAD, 2 ** Math.max(0, misses - UNUSUAL));
      this.#learn(collection, await listRecords(this.run, this.#org, collection, { from: key, limit }));
      if (!this.#known.has(name)) this.#known.set(name, { collection, key, stored: undefined });
    }
    return this.#known.get(name)?.stored;
  }

  /** What was set while the rows were under way is newer. */
  #learn(collection: string, rows: readonly StoredRow[]): void {
    for (const { key, ...stored } of rows) {
      const name = nameOf(collection, key);
      if (!this.#known.has(name)) this.#known.set(name, { collection, key, stored });
    }
  }
}

const nameOf = (collection: string, key: string) => `${collection}\0${key}`;
