/** Lists of one number type a row, end to end: row v stands at `start[v]` up to `start[v + 1]`, sorted by `other`. */
export interface Rows {
  readonly start: Int32Array;
  readonly other: Int32Array;
  readonly value: Float32Array;
}

/** Builds symmetric rows from pairs by counting; each row comes out sorted without a sort. O(n + pairs). */
export function symmetricRows(n: number, a: Int32Array, b: Int32Array, value: Float32Array, count: number): Rows {
  const once = transpose(n, a, b, value, count, true);
  // Reading rows in order and writing by column sorts every row: a radix pass.
  const owner = new Int32Array(2 * count);
  for (let v = 0; v < n; v++) owner.fill(v, once.start[v] as number, once.start[v + 1] as number);
  return mergeTwins(n, transpose(n, once.other, owner, once.value, 2 * count, false));
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

function transpose(
  n: number,
  to: Int32Array,
  from: Int32Array,
  value: Float32Array,
  count: number,
  isBothWays: boolean,
): Rows {
  const start = new Int32Array(n + 1);
  for (let e = 0; e < count; e++) {
    const u = (to[e] as number) + 1;
    start[u] = (start[u] as number) + 1;
    if (!isBothWays) continue;
    const v = (from[e] as number) + 1;
    start[v] = (start[v] as number) + 1;
  }
  for (let v = 0; v < n; v++) start[v + 1] = (start[v + 1] as number) + (start[v] as number);
  const fill = start.slice(0, n);
  const total = start[n] as number;
  const rows = { start, other: new Int32Array(total), value: new Float32Array(total) };
  for (let e = 0; e < count; e++) {
    put(rows, fill, to[e] as number, from[e] as number, value[e] as number);
    if (isBothWays) put(rows, fill, from[e] as number, to[e] as number, value[e] as number);
  }
  return rows;
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
