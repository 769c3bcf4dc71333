/**
 * Events of the search in order of time. What is due at once waits first in, first out (breadth first keeps trees
 * shallow and blossoms few where many costs tie); what is due later waits in a binary heap.
 */
export interface EventQueue {
  times: Float64Array;
  items: Int32Array;
  size: number;
  due: Int32Array;
  dueHead: number;
  dueSize: number;
}

export const NO_EVENT = -1;

const FIRST_CAPACITY = 1024;

/** An empty queue; `capacity` is a hint, both halves grow by doubling. */
export function createEventQueue(): EventQueue {
  return {
    times: new Float64Array(FIRST_CAPACITY),
    items: new Int32Array(FIRST_CAPACITY),
    size: 0,
    due: new Int32Array(FIRST_CAPACITY),
    dueHead: 0,
    dueSize: 0,
  };
}

/** Adds an item that is due now, O(1). */
export function pushDue(q: EventQueue, item: number): void {
  if (q.dueSize === q.due.length) growDue(q);
  q.due[(q.dueHead + q.dueSize) & (q.due.length - 1)] = item;
  q.dueSize++;
}

/** Takes the oldest item that is due now, or `NO_EVENT`, O(1). */
export function takeDue(q: EventQueue): number {
  if (q.dueSize === 0) return NO_EVENT;
  const item = q.due[q.dueHead] as number;
  q.dueHead = (q.dueHead + 1) & (q.due.length - 1);
  q.dueSize--;
  return item;
}

function growDue(q: EventQueue): void {
  const grown = new Int32Array(q.due.length * 2);
  for (let i = 0; i < q.dueSize; i++) grown[i] = q.due[(q.dueHead + i) & (q.due.length - 1)] as number;
  q.due = grown;
  q.dueHead = 0;
}

/** Adds an item for a later time, O(log size). */
export function pushLater(q: EventQueue, time: number, item: number): void {
  if (q.size === q.times.length) growHeap(q);
  const { times, items } = q;
  let hole = q.size++;
  while (hole > 0) {
    const above = (hole - 1) >> 1;
    if ((times[above] as number) <= time) break;
    times[hole] = times[above] as number;
    items[hole] = items[above] as number;
    hole = above;
  }
  times[hole] = time;
  items[hole] = item;
}

function growHeap(q: EventQueue): void {
  const times = new Float64Array(q.times.length * 2);
  const items = new Int32Array(q.items.length * 2);
  times.set(q.times);
  items.set(q.items);
  q.times = times;
  q.items = items;
}

/** Time of the earliest later event; infinite when there is none. */
export function nextTime(q: EventQueue): number {
  return q.size === 0 ? Number.POSITIVE_INFINITY : (q.times[0] as number);
}

/** Takes the earliest later event; the queue must not be empty. O(log size). */
export function takeLater(q: EventQueue): number {
  const { times, items } = q;
  const taken = items[0] as number;
  const last = --q.size;
  const time = times[last] as number;
  const item = items[last] as number;
  let hole = 0;
  for (let child = 1; child < last; child = 2 * hole + 1) {
    if (child + 1 < last && (times[child + 1] as number) < (times[child] as number)) child++;
    if ((times[child] as number) >= time) break;
    times[hole] = times[child] as number;
    items[hole] = items[child] as number;
    hole = child;
  }
  times[hole] = time;
  items[hole] = item;
  return taken;
}
