import type { z } from 'zod';
import type { Collection } from './storage.ts';

/** A collection whose rows are checked and copied by a zod schema; `sealed` rows are encrypted at rest. */
export function collection<Row>(
  name: string,
  schema: z.ZodType<Row>,
  options: { sealed?: boolean } = {},
): Collection<Row> {
  return { name, isSealed: options.sealed ?? false, parse: (value) => schema.parse(value) };
}
