type Compare<Item> = (a: Item, b: Item) => number;

const FULL = 512;

/** Texts in code-unit order. */
export const byCodeUnit: Compare<string> = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/** Items in order, each once, in short chunks: adding, deleting and finding a place cost far less than sorting anew. */
export class SortedList<Item> {
  readonly #chunks: Item[][] = [];
  readonly #compare: Compare<Item>;

  constructor(compare: Compare<Item>) {
    this.#compare = compare;
  }

  /** Does nothing where an equal item is there. */
  add(item: Item): void {
    const index = Math.min(this.#chunkFor(item), Math.max(0, this.#chunks.length - 1));
    const chunk = this.#chunks[index];
    if (!chunk) {
      this.#chunks.push([item]);
      return;
    }
    const place = this.#placeIn(chunk, item);
    const present = chunk[place];
    if (present !== undefined && this.#compare(present, item) === 0) return;
    chunk.splice(place, 0, item);
    if (chunk.length > FULL) this.#split(index, chunk);
  }

  /** Does nothing where no equal item is there. */
  delete(item: Item): void {
    const index = this.#chunkFor(item);
    const chunk = this.#chunks[index];
    if (!chunk) return;
    const place = this.#placeIn(chunk, item);
    const present = chunk[place];
    if (present === undefined || this.#compare(present, item) !== 0) return;
    chunk.splice(place, 1);
    if (chunk.length === 0) this.#chunks.splice(index, 1);
  }

  first(): Item | undefined {
    return this.#chunks[0]?.[0];
  }

  /** From the first item that is not below `start`; the list may not change meanwhile. */
  *from(start: Item): Generator<Item, undefined> {
    let index = this.#chunkFor(start);
    const chunk = this.#chunks[index];
    if (!chunk) return;
    for (let place = this.#placeIn(chunk, start); place < chunk.length; place++) yield chunk[place] as Item;
    for (index++; index < this.#chunks.length; index++) yield* this.#chunks[index] ?? [];
  }

  *[Symbol.iterator](): Generator<Item, undefined> {
    for (const chunk of this.#chunks) yield* chunk;
  }

  /** Appending in order, as a load does, leaves the chunks full instead of half empty. */
  #split(index: number, chunk: Item[]): void {
    const isLast = index === this.#chunks.length - 1;
    this.#chunks.splice(index + 1, 0, chunk.splice(isLast ? FULL - 1 : FULL / 2));
  }

  /** The first chunk whose last item is not below, else one past the end. */
  #chunkFor(item: Item): number {
    return lowest(this.#chunks.length, (index) => {
      const last = this.#chunks[index]?.at(-1);
      return last !== undefined && this.#compare(last, item) >= 0;
    });
  }

  #placeIn(chunk: readonly Item[], item: Item): number {
    return lowest(chunk.length, (index) => this.#compare(chunk[index] as Item, item) >= 0);
  }
}

/** The lowest index below `length` that holds, given that all above one that holds do; else `length`. */
function lowest(length: number, holds: (index: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
