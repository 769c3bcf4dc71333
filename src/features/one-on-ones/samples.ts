import type { Sample } from '../../ports/feature.ts';
/** Every message of one-on-ones, for the golden files. */
export const samples: readonly Sample[] = [];
