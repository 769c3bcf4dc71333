import { type OrgId, orgId, workspaceId } from '../../core/ids.ts';
import type { MovedOrganisation, MovedRecord, MovingSource } from '../../ports/moving.ts';
import type { Sealer } from '../../ports/sealer.ts';
import { movedDelivery } from './deliveries.ts';
import type { Files } from './files.ts';
import { organisationIn, organisationsIn, orgOfFolder, registryIn } from './folders.ts';
import { workspaceTable } from './installations.ts';
import { type Layer, Sealed } from './layer.ts';
import { load, type Where } from './load.ts';
import { lockFolder } from './lock.ts';
import { checkMark } from './mark.ts';
import { isHalfMoved, movedTo } from './moved.ts';
import { StoreError } from './problems.ts';
import { createReads } from './reads.ts';

/** Holds an embedded store that is to be left, and reads it whole; nothing in it is changed. StoreError where it is in use. */
export async function openMovingSource(where: Omit<Where, 'org'>): Promise<MovingSource> {
  const { files, folder, sealer } = where;
  if ((await files.read(`${folder}/store.json`)) === undefined)
    throw new StoreError('failed', `there is no store in ${folder}`);
  const lock = await lockFolder(folder);
  try {
    await checkMark(files, folder, sealer);
    const registry = (await load({ ...where, folder: registryIn(folder), org: '' })).layer;
    if (isHalfMoved(registry))
      throw new StoreError('failed', 'two organisations were just being linked; start Hallway once, which finishes it');
    return {
      orgs: await foundedIn(where, files),
      installations: Array.from(registry.keys(workspaceTable), (workspace) => [
        workspaceId(workspace),
        orgId(String(registry.get(workspaceTable, workspace))),
      ]),
      read: async (org) => whole((await loaded(where, org)).layer, org, sealer),
      close: async () => lock.release(),
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

const loaded = (where: Omit<Where, 'org'>, org: OrgId) =>
  load({ ...where, folder: organisationIn(where.folder, org), org });

async function foundedIn(where: Omit<Where, 'org'>, files: Files): Promise<readonly OrgId[]> {
  const founded: OrgId[] = [];
  for (const name of await files.names(organisationsIn(where.folder))) {
    const org = orgOfFolder(name);
    if (org === undefined) continue;
    const { layer, isFounded } = await loaded(where, org);
    if (isFounded && movedTo(layer) === undefined) founded.push(org);
  }
  return founded.sort();
}

/** All an organisation holds, out of its seal. */
export async function whole(layer: Layer, org: OrgId, sealer: Sealer): Promise<MovedOrganisation> {
  const reads = createReads(org, () => layer, sealer);
  const receipts = await reads.deliveries('');
  return {
    org,
    // The store's own tables begin with a dollar.
    records: layer.tables().flatMap((table) => (table.startsWith('$') ? [] : recordsOf(layer, org, table, sealer))),
    wakes: await reads.wakes(),
    deliveries: receipts.map((receipt) => movedDelivery({ org, draft: layer, sealer }, receipt)),
  };
}

function recordsOf(layer: Layer, org: OrgId, collection: string, sealer: Sealer): readonly MovedRecord[] {
  return Array.from(layer.keys(collection), (key) => {
    const stored = layer.get(collection, key);
    const isSealed = stored instanceof Sealed;
    const json = isSealed ? sealer.open(stored.text, { org, collection, key }) : JSON.stringify(stored);
    return { collection, key, json, isSealed };
  });
}
