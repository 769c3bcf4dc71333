import { join } from 'node:path';
import type { OrgId } from '../../core/ids.ts';
import type { Instant } from '../../time/zoned.ts';
import { asRow, deliveryTable } from './deliveries.ts';
import { organisationIn, organisationsIn, orgOfFolder } from './folders.ts';
import { Ledger, type RewritePolicy, type Watcher } from './ledger.ts';
import type { Where } from './load.ts';
import { movedTo } from './moved.ts';
import { QueueIndex } from './queue-index.ts';
import { wakeTable } from './reads.ts';
import { byCodeUnit } from './sorted-list.ts';
import { WakeIndex } from './wake-index.ts';

const OPENED_AT_ONCE = 16;

/** What all ledgers of a store share; `folder` is the store's. */
export type Shared = Omit<Where, 'org'> & { readonly policy: RewritePolicy };

/** Every organisation's ledger, with what is due over all of them. */
export class Organisations {
  readonly queueIndex = new QueueIndex();
  readonly wakeIndex = new WakeIndex();
  /** Called after each change of a delivery. */
  onDelivery: () => void = () => undefined;
  readonly #shared: Shared;
  readonly #ledgers = new Map<OrgId, Ledger>();

  constructor(shared: Shared) {
    this.#shared = shared;
  }

  /** Loads all that are on the disk, and clears away the remains of erased ones. */
  async open(): Promise<void> {
    const { files, folder } = this.#shared;
    const parent = organisationsIn(folder);
    const waiting = [...(await files.names(parent))];
    const openNext = async () => {
      for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
        const org = orgOfFolder(name);
        if (org === undefined) await files.remove(join(parent, name));
        else await this.ledgerOf(org).open();
      }
    };
    // All are waited for, since a start that fails frees the folder for the next one.
    const outcomes = await Promise.allSettled(Array.from({ length: OPENED_AT_ONCE }, openNext));
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  }

  /** An organisation's ledger; its first commit founds the organisation. */
  ledgerOf(org: OrgId): Ledger {
    const known = this.#ledgers.get(org);
    if (known) return known;
    const { policy, ...where } = this.#shared;
    const folder = organisationIn(where.folder, org);
    const ledger = new Ledger({ ...where, folder, org }, policy, this.#watcherOf(org));
    this.#ledgers.set(org, ledger);
    return ledger;
  }

  founded(): readonly OrgId[] {
    const all = [...this.#ledgers].filter(([, { isFounded, layer }]) => isFounded && movedTo(layer) === undefined);
    return all.map(([org]) => org).sort(byCodeUnit);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#ledgers.values()].map((ledger) => ledger.close()));
  }

  #watcherOf(org: OrgId): Watcher {
    return (table, key, before, after) => {
      if (table === wakeTable) this.wakeIndex.changed(org, key, before as Instant, after as Instant);
      if (table !== deliveryTable) return;
      this.queueIndex.changed(org, key, asRow(before), asRow(after));
      this.onDelivery();
    };
  }
}
