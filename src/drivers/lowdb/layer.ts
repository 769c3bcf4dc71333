import type { Json } from '../../core/json.ts';
import { byCodeUnit, SortedList } from './sorted-list.ts';

/** A value that is kept encrypted, also in memory. */
export class Sealed {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type Stored = Json | Sealed;

/** One key written or, without a value, removed. */
export interface Change {
  readonly table: string;
  readonly key: string;
  readonly value: Stored | undefined;
}

const REMOVED = Symbol('removed');

class Table {
  readonly values = new Map<string, Stored | typeof REMOVED>();
  readonly keys = new SortedList<string>(byCodeUnit);
}

/**
 * Keys and values by table. Over another layer it holds only what differs, so that a draft costs what it writes
 * and throwing it away leaves nothing behind. Values are never changed in place.
 */
export class Layer {
  readonly #tables = new Map<string, Table>();
  readonly #below: Layer | undefined;

  constructor(below?: Layer) {
    this.#below = below;
  }

  get isEmpty(): boolean {
    return [...this.#tables.values()].every(({ values }) => values.size === 0);
  }

  get(table: string, key: string): Stored | undefined {
    const own = this.#tables.get(table)?.values.get(key);
    if (own === REMOVED) return undefined;
    return own === undefined ? this.#below?.get(table, key) : own;
  }

  set(table: string, key: string, value: Stored | undefined): void {
    if (value !== undefined) this.#keep(table, key, value);
    else if (this.#below?.get(table, key) === undefined) this.#drop(table, key);
    else this.#keep(table, key, REMOVED);
  }

  /** Live keys in code-unit order, from `start` on. */
  *keys(table: string, start = ''): Generator<string, undefined> {
    for (const key of this.#allKeys(table, start)) if (this.get(table, key) !== undefined) yield key;
  }

  tables(): readonly string[] {
    return [...new Set([...(this.#below?.tables() ?? []), ...this.#tables.keys()])].sort(byCodeUnit);
  }

  /** What this layer itself writes and removes. */
  *changes(): Generator<Change, undefined> {
    for (const [table, { values }] of this.#tables)
      for (const [key, value] of values) yield { table, key, value: value === REMOVED ? undefined : value };
  }

  /** Writes this layer's changes to another. */
  foldInto(target: Layer): void {
    for (const { table, key, value } of this.changes()) target.set(table, key, value);
  }

  #allKeys(table: string, start: string): Iterable<string> {
    const own = this.#tables.get(table)?.keys.from(start);
    const below = this.#below?.keys(table, start);
    return own && below ? merged(own, below) : (own ?? below ?? []);
  }

  #keep(table: string, key: string, value: Stored | typeof REMOVED): void {
    const own = this.#tables.get(table) ?? new Table();
    this.#tables.set(table, own);
    if (!own.values.has(key)) own.keys.add(key);
    own.values.set(key, value);
  }

  #drop(table: string, key: string): void {
    const own = this.#tables.get(table);
    if (own?.values.delete(key)) own.keys.delete(key);
  }
}

function* merged(a: Iterator<string, undefined>, b: Iterator<string, undefined>): Generator<string, undefined> {
  let left = a.next().value;
  let right = b.next().value;
  while (left !== undefined || right !== undefined) {
    const takesLeft = right === undefined || (left !== undefined && left <= right);
    const takesRight = left === undefined || (right !== undefined && right <= left);
    yield (takesLeft ? left : right) as string;
    if (takesLeft) left = a.next().value;
    if (takesRight) right = b.next().value;
  }
}
