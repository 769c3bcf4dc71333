import { endOf } from './schema.ts';

/** A stretch of keys that was read whole: from `from` on, up to `to` or, without one, to the end. */
interface Stretch {
  readonly from: Buffer;
  readonly to: Buffer | undefined;
  readonly isToRead: boolean;
}

/** Which keys of one collection were read, the absent ones among them included. In bytes, as PostgreSQL sorts them. */
export class Stretches {
  readonly #read: Stretch[] = [];

  /** Everything under a prefix, or everything from `from` on. */
  addAll(prefix: string, from: string): void {
    const to = prefix === '' ? undefined : Buffer.from(endOf(prefix));
    this.#read.push({ from: Buffer.from(from > prefix ? from : prefix), to, isToRead: false });
  }

  /** From one key up to another, both included. */
  addUpTo(from: string, last: string): void {
    this.#read.push({ from: Buffer.from(from), to: Buffer.from(last), isToRead: true });
  }

  has(key: string): boolean {
    const bytes = Buffer.from(key);
    return this.#read.some(({ from, to, isToRead }) => {
      if (bytes.compare(from) < 0) return false;
      if (to === undefined) return true;
      const beside = bytes.compare(to);
      return beside < 0 || (isToRead && beside === 0);
    });
  }
}
