import type { Json, JsonObject } from '../../core/json.ts';

/** A copy as JSON would give it back, members that are undefined left out. TypeError for what JSON cannot keep. */
export function jsonCopy(value: unknown): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value === 0 ? 0 : value;
  if (Array.isArray(value)) return value.map(jsonCopy);
  if (typeof value === 'object' && isPlain(value)) return objectCopy(value);
  throw new TypeError(`a record may hold JSON only, not ${describe(value)}`);
}

function objectCopy(value: object): JsonObject {
  const copy: Record<string, Json> = {};
  for (const [name, member] of Object.entries(value)) {
    if (member === undefined) continue;
    if (name === '__proto__') own(copy, name, jsonCopy(member));
    else copy[name] = jsonCopy(member);
  }
  return copy;
}

/** Assigning `__proto__` would set the prototype instead of a member. */
function own(copy: object, name: string, value: Json): void {
  Object.defineProperty(copy, name, { value, enumerable: true, writable: true, configurable: true });
}

function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

const describe = (value: unknown) =>
  typeof value === 'object' ? (value?.constructor?.name ?? 'an object') : `${typeof value} ${String(value)}`;
