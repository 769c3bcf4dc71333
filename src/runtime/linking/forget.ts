import type { PersonId } from '../../core/ids.ts';
import type { Tx } from '../../ports/storage.ts';
import { aliasRows } from '../person-record.ts';
import { hasId } from './names.ts';
import { apartRows, asideRows, joinKey, joinRows, linkedRows } from './records.ts';

/** Takes a person's ids out of what linking keeps, so that undo brings nothing of them back. */
export async function forgetLinks(tx: Tx, ids: readonly PersonId[]): Promise<void> {
  const gone = new Set<string>(ids);
  for (const id of ids) await tx.remove(aliasRows, id);
  for (const { value } of await tx.list(joinRows))
    if (gone.has(value.into) || gone.has(value.from)) await tx.remove(joinRows, joinKey(value));
  for (const { key } of await tx.list(apartRows)) if (hasId(key, gone)) await tx.remove(apartRows, key);
  for (const { key, value } of await tx.list(asideRows))
    if (hasId(`${value.key} ${value.json}`, gone)) await tx.remove(asideRows, key);
  for (const { key, value } of await tx.list(linkedRows)) {
    const { by, ...rest } = value;
    const came = value.came.filter(([, row]) => !hasId(row, gone));
    await tx.put(linkedRows, key, { ...rest, came, ...(by === undefined || gone.has(by) ? {} : { by }) });
  }
}
