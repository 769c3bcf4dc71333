import type { OrgId } from '../../core/ids.ts';
import type { Storage, Wake } from '../../ports/storage.ts';
import { organisationIn, organisationsIn, orgOfFolder } from './folders.ts';
import { type Loaded, load } from './load.ts';
import { movedTo } from './moved.ts';
import type { Shared } from './organisations.ts';
import { codeOf, StoreDamaged, StoreError } from './problems.ts';
import { compareWakes, createReads } from './reads.ts';
import { silent } from './silent-log.ts';
import { byCodeUnit } from './sorted-list.ts';
import { pageOf } from './storage.ts';

/** How often a file may vanish while it is read, because the server has just written it anew. */
const TRIES = 5;

/** The storage port over files that another process may be writing: each read sees the commit that was last when it began. */
export function createReadOnlyStorage(shared: Shared): Storage {
  const reads = async (org: OrgId) => {
    const layer = (await loadQuietly(shared, org)).layer;
    return createReads(org, () => layer, shared.sealer);
  };
  const wakes = async () => {
    const all: Wake[] = [];
    for (const org of await foundedIn(shared)) all.push(...(await (await reads(org)).wakes()));
    return all.sort(compareWakes);
  };
  return {
    organisations: async (cursor) => pageOf(await foundedIn(shared), cursor),
    read: async (org, work) => work(await reads(org)),
    transaction: refuse,
    due: async (now, limit) => (await wakes()).filter((wake) => wake.at <= now).slice(0, limit),
    nextWake: async () => (await wakes())[0]?.at,
    erase: refuse,
    forgetHistory: refuse,
    migrate: async () => undefined,
    close: async () => undefined,
  };
}

async function foundedIn(shared: Shared): Promise<readonly OrgId[]> {
  const founded: OrgId[] = [];
  for (const name of await shared.files.names(organisationsIn(shared.folder))) {
    const org = orgOfFolder(name);
    if (org === undefined) continue;
    const { layer, isFounded } = await loadQuietly(shared, org);
    if (isFounded && movedTo(layer) === undefined) founded.push(org);
  }
  return founded.sort(byCodeUnit);
}

/** Not torn but still being written is a last line here, so nothing is logged of it. */
async function loadQuietly(
  shared: Shared,
  org: OrgId,
  triesLeft = TRIES,
): Promise<Pick<Loaded, 'layer' | 'isFounded'>> {
  const folder = organisationIn(shared.folder, org);
  try {
    return await load({ ...shared, log: silent, folder, org });
  } catch (error) {
    const mayHaveMoved = error instanceof StoreDamaged || codeOf(error) === 'ENOENT';
    if (!mayHaveMoved || triesLeft <= 1) throw error;
    return loadQuietly(shared, org, triesLeft - 1);
  }
}

function refuse(): Promise<never> {
  return Promise.reject(new StoreError('read-only', 'the store was opened for reading only'));
}
