import type { OrgId } from '../../core/ids.ts';
import type { ListOptions } from '../../ports/storage.ts';
import { type Change, insertRecord, listRecords, type StoredRow, type StoredValue, writeRecords } from './records.ts';
import type { Run } from './schema.ts';
import { Stretches } from './stretches.ts';

/** Small collections are read by the first look into them; a statement costs more than its rows. */
const FIRST_AHEAD = 16;
const LONGEST_AHEAD = 512;
/** So many changes are written together. */
const FULL = 1_000;
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
  readonly #stretches = new Map<string, Stretches>();
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
    return this.#read(collection, options);
  }

  /** Written later, in a group; at once where the group is full, so that a round of thousands is not held twice. */
  async set(collection: string, key: string, stored: StoredValue | undefined): Promise<void> {
    const change = { collection, key, stored };
    this.#known.set(nameOf(collection, key), change);
    this.#unwritten.set(nameOf(collection, key), change);
    if (this.#unwritten.size >= FULL) await this.write();
  }

  async insert(collection: string, key: string, stored: StoredValue): Promise<boolean> {
    const known = this.#known.get(nameOf(collection, key));
    if (known?.stored) return false;
    if (known || this.#stretchesOf(collection).has(key)) {
      await this.set(collection, key, stored);
      return true;
    }
    const isNew = await insertRecord(this.run, this.#org, collection, key, stored);
    if (isNew) this.#known.set(nameOf(collection, key), { collection, key, stored });
    return isNew;
  }

  async write(): Promise<void> {
    const changes = [...this.#unwritten.values()];
    this.#unwritten = new Map();
    await writeRecords(this.run, this.#org, changes);
  }

  async #get(collection: string, key: string): Promise<StoredValue | undefined> {
    const name = nameOf(collection, key);
    if (!this.#known.has(name) && !this.#stretchesOf(collection).has(key)) {
      const misses = (this.#misses.get(collection) ?? 0) + 1;
      this.#misses.set(collection, misses);
      const limit = Math.min(LONGEST_AHEAD, FIRST_AHEAD * 2 ** Math.max(0, misses - UNUSUAL));
      await this.#read(collection, { from: key, limit });
    }
    return this.#known.get(name)?.stored;
  }

  async #read(collection: string, options: ListOptions): Promise<readonly StoredRow[]> {
    const rows = await listRecords(this.run, this.#org, collection, options);
    this.#learn(collection, rows);
    const { prefix = '', from = '', limit = Number.POSITIVE_INFINITY } = options;
    const last = rows.at(-1);
    if (rows.length < limit) this.#stretchesOf(collection).addAll(prefix, from);
    else if (last) this.#stretchesOf(collection).addUpTo(from > prefix ? from : prefix, last.key);
    return rows;
  }

  #stretchesOf(collection: string): Stretches {
    const known = this.#stretches.get(collection) ?? new Stretches();
    this.#stretches.set(collection, known);
    return known;
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
