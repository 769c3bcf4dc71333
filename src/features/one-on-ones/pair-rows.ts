import type { Reads } from '../../ports/storage.ts';
import { pairKey, pairs } from './records.ts';

/**
 * The pairs as they are in use. Where accounts of one person were joined, a pair that both sides had keeps a second row
 * under its old key, until they are taken apart again: it stands aside, and so does anybody as their own supervisor.
 */
export async function pairRows(reads: Pick<Reads, 'list'>, prefix = '') {
  const rows = await reads.list(pairs, { prefix });
  return rows.filter(
    ({ key, value }) => key === pairKey(value.supervisor, value.report) && value.supervisor !== value.report,
  );
}
