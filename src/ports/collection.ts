import type { z } from 'zod';
import type { Collection } from './storage.ts';

/**
 * A collection whose rows are checked and copied by a zod schema; `sealed` rows are encrypted at rest. The first person
 * that the key of a sealed row names is its owner; `merge` makes one of two that an owner of two accounts has.
 */
export function collection<Row>(
  name: string,
  schema: z.ZodType<Row>,
  options: { sealed?: boolean; merge?: (kept: Row, joined: Row) => Row } = {},
): Collection<Row> {
  const { sealed = false, merge } = options;
  return { name, isSealed: sealed, parse: (value) => schema.parse(value), ...(merge && { merge }) };
}
