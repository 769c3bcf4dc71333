import type { WireMatrix, WireMet } from '../wire.ts';

/** A share in words a person says: no decimals, and never all before it is all. */
export function percent(share: number): string {
  const whole = Math.round(share * 100);
  return `${whole === 100 && share < 1 ? 99 : whole} %`;
}

/** Of which pairs a share is. */
export const pairsIn = ({ apart }: WireMet): string =>
  apart.some((row) => row.includes(true)) ? 'pairs who share a working hour' : 'pairs';

/** How many pairs were put together again, in words. */
export function repeatsOf({ repeated, most }: WireMatrix): string {
  if (repeated === 0) return 'nobody twice';
  const pairs = repeated === 1 ? '1 pair' : `${repeated} pairs`;
  return most === 2 ? `${pairs} twice` : `${pairs} again, up to ${most} times`;
}

/** Repeats, and introductions at no common hour where there are any. */
export function detailsOf(matrix: WireMatrix): string {
  const { apart } = matrix;
  if (apart === 0) return repeatsOf(matrix);
  return `${repeatsOf(matrix)}, ${apart === 1 ? 'once' : `${apart} times`} two without a shared hour`;
}

/** The finding: what the rounds so far came to. */
export function findingOf(met: WireMet): string {
  const { rounds, hallway } = met;
  const after = rounds === 1 ? 'After 1 round' : `After ${rounds} rounds`;
  return `${after}, ${percent(hallway.share)} of ${pairsIn(met)} have been introduced; ${repeatsOf(hallway)}`;
}
