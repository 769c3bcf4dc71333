import { appendFileSync } from 'node:fs';

/** True under `npm run test:full`. */
export const isFullSize = process.env.HALLWAY_TEST_SIZE === 'full';

/** How much of something a suite does, small in `npm test`, full in `npm run test:full`; the run prints it at its end. */
export function size(what: string, amount: { readonly small: number; readonly full: number }): number {
  const chosen = isFullSize ? amount.full : amount.small;
  const file = process.env.HALLWAY_TEST_SIZES;
  if (file !== undefined) appendFileSync(file, `${what}: ${chosen}\n`);
  return chosen;
}
