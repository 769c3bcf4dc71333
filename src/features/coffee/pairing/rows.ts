/** Lists of one number type a row, end to end: row v stands at `start[v]` up to `start[v + 1]`, sorted by `other`. */
export interface Rows {
  readonly start: Int32Array;
  readonly other: Int32Array;
  readonly value: Float32Array;
}

/** Hands every pair, once, to `take`; it is walked twice and must say the same both times. */
export type PairWalk = (take: (u: number, v: number, value: number) => void) => void;

/** Builds symmetric rows from pairs by counting, then sorts each; no copy of the pairs is made. O(n + pairs log row). */
export function symmetricRows(n: number, walk: PairWalk): Rows {
  const start = new Int32Array(n + 1);
  walk((u, v) => {
    start[u + 1] = (start[u + 1] as number) + 1;
    start[v + 1] = (start[v + 1] as number) + 1;
  });
  for (let v = 0; v < n; v++) start[v + 1] = (start[v + 1] as number) + (start[v] as number);
  const fill = start.slice(0, n);
  const entries = start[n] as number;
  const rows = { start, other: new Int32Array(entries), value: new Float32Array(entries) };
  walk((u, v, value) => {
    put(rows, fill, u, v, value);
    put(rows, fill, v, u, value);
  });
  for (let v = 0; v < n; v++) sortRow(rows, start[v] as number, start[v + 1] as number);
  return mergeTwins(n, rows);
}

/** Rows up to this length are sorted by insertion, which needs no memory of its own. */
const SHORT_ROW = 96;

function sortRow(rows: Rows, from: number, to: number): void {
  if (to - from > SHORT_ROW) sortLongRow(rows, from, to);
  else sortShortRow(rows, from, to);
}

function sortShortRow({ other, value }: Rows, from: number, to: number): void {
  for (let e = from + 1; e < to; e++) {
    const key = other[e] as number;
    const held = value[e] as number;
    let hole = e;
    for (; hole > from && (other[hole - 1] as number) > key; hole--) {
      other[hole] = other[hole - 1] as number;
      value[hole] = value[hole - 1] as number;
    }
    other[hole] = key;
    value[hole] = held;
  }
}

function sortLongRow({ other, value }: Rows, from: number, to: number): void {
  const keys = other.slice(from, to);
  const values = value.slice(from, to);
  const order = Int32Array.from(keys, (_, k) => k).sort((a, b) => (keys[a] as number) - (keys[b] as number) || a - b);
  for (const [k, place] of order.entries()) {
    other[from + k] = keys[place] as number;
    value[from + k] = values[place] as number;
  }
}

/** Makes one entry of those that name the same pair, in place; values add up. O(entries). */
function mergeTwins(n: number, rows: Rows): Rows {
  const { start, other, value } = rows;
  let kept = 0;
  let to = 0;
  for (let v = 0; v < n; v++) {
    const from = to;
    to = start[v + 1] as number;
    start[v] = kept;
    for (let e = from; e < to; e++) {
      if (kept > (start[v] as number) && other[kept - 1] === other[e]) {
        value[kept - 1] = (value[kept - 1] as number) + (value[e] as number);
        continue;
      }
      other[kept] = other[e] as number;
      value[kept++] = value[e] as number;
    }
  }
  start[n] = kept;
  return { start, other: other.subarray(0, kept), value: value.subarray(0, kept) };
}

function put(rows: Rows, fill: Int32Array, row: number, other: number, value: number): void {
  const at = fill[row] as number;
  rows.other[at] = other;
  rows.value[at] = value;
  fill[row] = at + 1;
}

/** Where `other` stands in row v, or -1. O(log row). */
export function findInRow(rows: Rows, v: number, other: number): number {
  let low = rows.start[v] as number;
  let high = rows.start[v + 1] as number;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows.other[middle] as number) < other) low = middle + 1;
    else high = middle;
  }
  return low < (rows.start[v + 1] as number) && rows.other[low] === other ? low : -1;
}

/** The rows of some vertices among themselves; `place` gives each vertex its new number, -1 for those left behind. */
export function rowsAmong(rows: Rows, vertices: Int32Array, place: Int32Array): Rows {
  const start = new Int32Array(vertices.length + 1);
  let total = 0;
  for (const v of vertices) total += (rows.start[v + 1] as number) - (rows.start[v] as number);
  const other = new Int32Array(total);
  const value = new Float32Array(total);
  let at = 0;
  for (let i = 0; i < vertices.length; i++) {
    const v = vertices[i] as number;
    const end = rows.start[v + 1] as number;
    for (let e = rows.start[v] as number; e < end; e++) {
      const u = place[rows.other[e] as number] as number;
      if (u < 0) continue;
      other[at] = u;
      value[at++] = rows.value[e] as number;
    }
    start[i + 1] = at;
  }
  return { start, other: other.subarray(0, at), value: value.subarray(0, at) };
}
