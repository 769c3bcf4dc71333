/** No group is larger than this, whatever is asked for. */
export const MAX_GROUP = 8;

/**
 * Sizes of n members' groups around size k, larger ones first: they differ by at most one. As many groups as have k
 * members, unless one would then exceed k + 1 or 8 (matching.md 4). `maxGroups` caps their number.
 */
export function groupSizes(n: number, k: number, maxGroups: number): number[] {
  if (n < 2 || maxGroups < 1) return [];
  const wanted = Math.max(1, Math.floor(n / k));
  const isTooLarge = Math.ceil(n / wanted) > Math.min(k + 1, MAX_GROUP);
  const count = Math.min(isTooLarge ? Math.ceil(n / k) : wanted, maxGroups);
  const seats = Math.min(n, count * MAX_GROUP);
  const larger = seats % count;
  return Array.from({ length: count }, (_, g) => Math.floor(seats / count) + (g < larger ? 1 : 0));
}
