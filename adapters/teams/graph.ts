import { setTimeout as sleep } from 'node:timers/promises';
import type { ServiceClientCredentials } from 'botframework-connector';
import { findIana } from 'windows-iana';
import { z } from 'zod';
import type { WorkspaceId } from '../../src/core/ids.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Log } from '../../src/ports/log.ts';
import { type Instant, isZone, plus } from '../../src/time/zoned.ts';
import type { BotFramework } from './connector.ts';

const AUDIENCE = 'https://graph.microsoft.com';
const TIMEOUT_MS = 10_000;
const MOST_TRIES = 4;
const LONGEST_WAIT_SECONDS = 30;
/** What was read of a tenant is good for as long; one look at everybody takes less. */
const FRESH_HOURS = 1;
/** Requests that Graph takes in one. */
const BATCH = 20;
/** Global and Teams administrators, by the ids that these roles have in every tenant. */
const ADMIN_ROLES = ['62e90394-69f5-4237-9190-012177145e10', '69091246-20e8-4a56-aa4d-066075b2a7a8'];

const ids = z.object({ value: z.array(z.object({ id: z.string() })), '@odata.nextLink': z.string().optional() });
const users = z.object({
  value: z.array(z.object({ id: z.string(), manager: z.object({ id: z.string() }).nullish() })),
  '@odata.nextLink': z.string().optional(),
});
const batch = z.object({
  responses: z.array(
    z.object({
      id: z.string(),
      status: z.number(),
      body: z.looseObject({ timeZone: z.string().optional() }).nullish(),
    }),
  ),
});

/** What Microsoft Graph knows of a tenant's people beyond its rosters. */
export interface Graph {
  /** Zones of mailboxes, by who they belong to; who has none is left out. */
  zones(workspace: WorkspaceId, natives: readonly string[]): Promise<ReadonlyMap<string, string>>;
  supervisorOf(workspace: WorkspaceId, native: string): Promise<string | undefined>;
  /** Who administers the whole tenant. */
  isAdmin(workspace: WorkspaceId, native: string): Promise<boolean>;
  /** Who owns a team, by its group's id. */
  owners(workspace: WorkspaceId, group: string): Promise<ReadonlySet<string>>;
}

/** Where Graph was not asked for, nothing more is known. */
export const noGraph: Graph = {
  zones: async () => new Map(),
  supervisorOf: async () => undefined,
  isAdmin: async () => false,
  owners: async () => new Set(),
};

export interface GraphParts {
  readonly framework: BotFramework;
  readonly clock: Clock;
  readonly log: Log;
  /** Base of the API, for tests. */
  readonly url?: string;
}

interface Known {
  readonly until: Instant;
  readonly managers: Promise<ReadonlyMap<string, string>>;
  readonly admins: Promise<ReadonlySet<string>>;
}

/** Microsoft Graph under application permissions; what one of them is missing for is left out, and noted once. */
export function microsoftGraph(parts: GraphParts): Graph {
  const known = new Map<WorkspaceId, Known>();
  const credentials = new Map<WorkspaceId, Promise<ServiceClientCredentials>>();
  const reader = (workspace: WorkspaceId): Reader => {
    const theirs = credentials.get(workspace) ?? parts.framework.credentialsFor(AUDIENCE, tenantOf(workspace));
    credentials.set(workspace, theirs);
    return new Reader(parts, workspace, theirs);
  };
  const tenant = (workspace: WorkspaceId): Known => {
    const before = known.get(workspace);
    if (before && before.until > parts.clock.now()) return before;
    const until = plus(parts.clock.now(), { hours: FRESH_HOURS });
    const fresh = { until, managers: managersIn(reader(workspace)), admins: adminsIn(reader(workspace)) };
    known.set(workspace, fresh);
    Promise.all([fresh.managers, fresh.admins]).catch(() => known.delete(workspace));
    return fresh;
  };
  return {
    zones: (workspace, natives) => zonesOf(reader(workspace), natives),
    supervisorOf: async (workspace, native) => (await tenant(workspace).managers).get(native),
    isAdmin: async (workspace, native) => (await tenant(workspace).admins).has(native),
    owners: async (workspace, group) => idsAt(reader(workspace), `/v1.0/groups/${group}/owners?$select=id`),
  };
}

const tenantOf = (workspace: WorkspaceId) => workspace.slice(workspace.indexOf(':') + 1);

async function managersIn(reader: Reader): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  let path: string | undefined = '/v1.0/users?$select=id&$expand=manager($select=id)&$top=999';
  while (path !== undefined) {
    const page: z.output<typeof users> | undefined = await reader.get(path, users);
    for (const { id, manager } of page?.value ?? []) if (manager) found.set(id.toLowerCase(), manager.id.toLowerCase());
    path = page?.['@odata.nextLink'];
  }
  return found;
}

async function adminsIn(reader: Reader): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (const role of ADMIN_ROLES)
    for (const id of await idsAt(reader, `/v1.0/directoryRoles/roleTemplateId=${role}/members?$select=id`))
      found.add(id);
  return found;
}

async function idsAt(reader: Reader, first: string): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  let path: string | undefined = first;
  while (path !== undefined) {
    const page: z.output<typeof ids> | undefined = await reader.get(path, ids);
    for (const { id } of page?.value ?? []) found.add(id.toLowerCase());
    path = page?.['@odata.nextLink'];
  }
  return found;
}

/** Windows has names of its own for zones; CLDR knows which ones they are. */
async function zonesOf(reader: Reader, natives: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (let from = 0; from < natives.length; from += BATCH) {
    const some = natives.slice(from, from + BATCH);
    const requests = some.map((id) => ({ id, method: 'GET', url: `/users/${id}/mailboxSettings` }));
    const answer = await reader.get('/v1.0/$batch', batch, { requests });
    for (const { id, status, body } of answer?.responses ?? []) {
      const name = status === 200 ? body?.timeZone : undefined;
      const [zone] = name === undefined ? [] : isZone(name) ? [name] : findIana(name);
      if (zone !== undefined) found.set(id, zone);
    }
  }
  return found;
}

/** Reads one tenant's Graph, waiting as it asks; what may not be read is undefined. */
class Reader {
  readonly #parts: GraphParts;
  readonly #workspace: WorkspaceId;
  readonly #credentials: Promise<ServiceClientCredentials>;

  constructor(parts: GraphParts, workspace: WorkspaceId, credentials: Promise<ServiceClientCredentials>) {
    this.#parts = parts;
    this.#workspace = workspace;
    this.#credentials = credentials;
  }

  async get<Answer>(path: string, schema: z.ZodType<Answer>, body?: object): Promise<Answer | undefined> {
    const { url = AUDIENCE, log } = this.#parts;
    for (let tries = 1; ; tries += 1) {
      const response = await fetch(new URL(path, url), {
        headers: { 'Content-Type': 'application/json', Authorization: await this.#token() },
        ...(body && { method: 'POST', body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      if (response.ok) return schema.parse(await response.json());
      if ([401, 403, 404].includes(response.status)) {
        log.warn('teams.graph.refused', {
          workspace: this.#workspace,
          path: path.split('?')[0],
          status: response.status,
        });
        return undefined;
      }
      if (tries >= MOST_TRIES) throw new Error(`Graph answered ${response.status}`);
      await sleep(1_000 * Math.min(Number(response.headers.get('retry-after') ?? tries), LONGEST_WAIT_SECONDS));
    }
  }

  async #token(): Promise<string> {
    const headers = new Map<string, string>();
    await (await this.#credentials).signRequest({ headers, url: AUDIENCE } as never);
    return headers.get('Authorization') ?? headers.get('authorization') ?? '';
  }
}
