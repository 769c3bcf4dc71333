import { type AccountId, type OrgId, workspaceOf } from '../core/ids.ts';
import type { Storage } from '../ports/storage.ts';
import { accountRows } from '../runtime/person-record.ts';
import { CommandError, exits } from './exits.ts';

/** Every organisation of a store. */
export async function organisationsIn(storage: Storage): Promise<readonly OrgId[]> {
  const all: OrgId[] = [];
  let cursor: string | undefined;
  do {
    const page = await storage.organisations(cursor);
    all.push(...page.orgs);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return all;
}

/** The organisation asked for by its id or one of its workspaces, else the only one. CommandError lists them where there are several. */
export async function chooseOrg(storage: Storage, asked: string | undefined): Promise<OrgId> {
  const orgs = await organisationsIn(storage);
  const [only] = orgs;
  if (only === undefined)
    throw new CommandError(exits.noInput, 'No organisation has been founded here yet; start Hallway first');
  if (asked === undefined && orgs.length === 1) return only;
  const known = await Promise.all(orgs.map((org) => describe(storage, org)));
  const found = known.find(({ org, workspaces }) => org === asked || workspaces.includes(asked ?? ''));
  if (found) return found.org;
  const list = known.map(({ org, words }) => `  ${org}  ${words}`);
  const what = asked === undefined ? 'There are several organisations here' : `There is no organisation ${asked} here`;
  throw new CommandError(exits.usage, [`${what}; say which with --org:`, ...list].join('\n'));
}

async function describe(storage: Storage, org: OrgId) {
  const accounts = await storage.read(org, (reads) => reads.list(accountRows));
  const workspaces: readonly string[] = [...new Set(accounts.map(({ key }) => workspaceOf(key as AccountId)))];
  return { org, workspaces, words: `${workspaces.join(', ')} (${accounts.length} accounts)` };
}
