import type { WireMatrix, WireMet } from '../wire.ts';

/** A share in words a person says: no decimals. */
export const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** How many pairs were put together again, in words. */
export function repeatsOf({ repeated, most }: WireMatrix): string {
  if (repeated === 0) return 'nobody twice';
  const pairs = repeated === 1 ? '1 pair' : `${repeated} pairs`;
  return most === 2 ? `${pairs} twice` : `${pairs} again, up to ${most} times`;
}

/** The finding: what the rounds so far came to. */
export function findingOf({ rounds, hallway }: WireMet): string {
  const after = rounds === 1 ? 'After 1 round' : `After ${rounds} rounds`;
  return `${after}, ${percent(hallway.share)} of pairs have been introduced; ${repeatsOf(hallway)}`;
}
