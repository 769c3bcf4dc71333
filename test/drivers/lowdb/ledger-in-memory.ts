import type { Json } from '../../../src/core/json.ts';
import { Ledger, type RewritePolicy } from '../../../src/drivers/lowdb/ledger.ts';
import type { Log, LogFields } from '../../../src/ports/log.ts';
import { MemoryFiles } from './memory-files.ts';
import { sealer } from './store-in-folder.ts';

export const folder = '/data/organisations/a';

/** Never by itself: the tests say when. */
export const never: RewritePolicy = {
  journalBytes: Number.POSITIVE_INFINITY,
  idleMilliseconds: 1,
  idleBytes: Number.POSITIVE_INFINITY,
};

/** The events that were logged, with their fields. */
export interface Logged {
  readonly event: string;
  readonly fields: LogFields | undefined;
}

/** A log that keeps what it is told. */
export function keepingLog(): Log & { readonly events: readonly Logged[] } {
  const events: Logged[] = [];
  const keep = (event: string, fields?: LogFields) => void events.push({ event, fields });
  const log = { events, child: () => log, debug: keep, info: keep, warn: keep, error: keep };
  return log;
}

/** A ledger on files in memory, opened. */
export async function openLedger(files = new MemoryFiles(), log: Log = keepingLog(), policy = never): Promise<Ledger> {
  const ledger = new Ledger({ files, folder, org: 'a', sealer, log }, policy, () => undefined);
  await ledger.open();
  return ledger;
}

/** Puts rows in one commit; undefined removes. */
export function put(ledger: Ledger, rows: Readonly<Record<string, Json | undefined>>): Promise<void> {
  return ledger.run((draft) => {
    for (const [key, value] of Object.entries(rows)) draft.set('rows', key, value);
  });
}

/** All rows of the last commit. */
export function rowsOf(ledger: Ledger): Readonly<Record<string, unknown>> {
  return Object.fromEntries([...ledger.layer.keys('rows')].map((key) => [key, ledger.layer.get('rows', key)]));
}
