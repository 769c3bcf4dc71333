import type { AccountId, WorkspaceId } from '../../src/core/ids.ts';
import type { DirectoryEntry } from '../../src/ports/directory.ts';
import type { Read } from './read.ts';
import { isOrgWide, type Tenant } from './tenants.ts';

/** Where a list of a whole grid stands: in which of its workspaces, and where there. */
export interface GridCursor {
  readonly team: string;
  readonly cursor: string | undefined;
}

const RANKS = ['gone', 'bot', 'guest', 'member'] as const;

/** The workspaces of grids that installed Hallway as a whole, and who was found in them. */
export class Grids {
  readonly #read: Read;
  readonly #teams = new Map<WorkspaceId, readonly string[]>();
  readonly #found = new Map<WorkspaceId, Map<AccountId, DirectoryEntry['standing']>>();

  constructor(read: Read) {
    this.#read = read;
  }

  /** The workspaces that Hallway was added to; of an ordinary installation undefined, which Slack takes for its own. */
  async teams(tenant: Tenant): Promise<readonly (string | undefined)[]> {
    return isOrgWide(tenant.workspace) ? this.#ask(tenant) : [undefined];
  }

  /** Where to read on; undefined at the end, and where there is no workspace at all. */
  async at(tenant: Tenant, cursor: string | undefined): Promise<GridCursor | undefined> {
    if (cursor !== undefined) {
      const [team = '', rest] = cursor.split(' ');
      return { team, cursor: rest };
    }
    this.#found.set(tenant.workspace, new Map());
    const [team] = await this.#ask(tenant);
    return team === undefined ? undefined : { team, cursor: undefined };
  }

  /** The cursor behind a page: within the same workspace, or at the beginning of the next one. */
  async after(tenant: Tenant, team: string, next: string | undefined): Promise<string | undefined> {
    if (next) return `${team} ${next}`;
    const teams = this.#teams.get(tenant.workspace) ?? (await this.#ask(tenant));
    return teams[teams.indexOf(team) + 1];
  }

  /** Who is in several workspaces counts as what they are in the one where they are most. */
  newly(workspace: WorkspaceId, entries: readonly DirectoryEntry[]): readonly DirectoryEntry[] {
    const found = this.#found.get(workspace) ?? new Map<AccountId, DirectoryEntry['standing']>();
    this.#found.set(workspace, found);
    return entries.filter(({ account, standing }) => {
      const before = found.get(account);
      if (before !== undefined && RANKS.indexOf(before) >= RANKS.indexOf(standing)) return false;
      found.set(account, standing);
      return true;
    });
  }

  async #ask(tenant: Tenant): Promise<readonly string[]> {
    const teams: string[] = [];
    let cursor: string | undefined;
    do {
      const given = cursor === undefined ? {} : { cursor };
      const page = await this.#read(tenant, 'auth.teams.list', ({ auth }) => auth.teams.list({ limit: 100, ...given }));
      teams.push(...(page.teams ?? []).flatMap(({ id }) => id ?? []));
      cursor = page.response_metadata?.next_cursor || undefined;
    } while (cursor !== undefined);
    this.#teams.set(tenant.workspace, teams);
    return teams;
  }
}
