import { z } from 'zod';
import type { WorkspaceId } from '../../src/core/ids.ts';
import type { Log } from '../../src/ports/log.ts';
import type { Tokens } from '../../src/ports/tokens.ts';
import type { Tenant, Tenants } from './tenants.ts';
import { strictClient } from './web-client.ts';

/** What an install leaves behind. */
export const installation = z.object({ token: z.string(), botUser: z.string(), name: z.string() });
export type Installation = z.output<typeof installation>;

/** Clients are kept at hand for this many workspaces. */
const MOST_OPEN = 500;

/** Every workspace that installed Hallway by OAuth. */
export class ManyTenants implements Tenants {
  readonly #options: { readonly tokens: Tokens; readonly apiUrl: string; readonly log: Log };
  readonly #open = new Map<WorkspaceId, Tenant>();

  constructor(options: { readonly tokens: Tokens; readonly apiUrl: string; readonly log: Log }) {
    this.#options = options;
  }

  async find(workspace: WorkspaceId): Promise<Tenant | undefined> {
    const known = this.#open.get(workspace);
    if (known) return known;
    const kept = installation.safeParse(await this.#options.tokens.find(workspace));
    return kept.success ? this.#opened(workspace, kept.data) : undefined;
  }

  /** A new install, or another one over it, with the scopes it has now. */
  async add(workspace: WorkspaceId, given: Installation): Promise<Tenant> {
    await this.#options.tokens.keep(workspace, given);
    return this.#opened(workspace, given);
  }

  async forget(workspace: WorkspaceId): Promise<void> {
    this.#open.delete(workspace);
    await this.#options.tokens.remove(workspace);
  }

  /** Its own workspace’s work tells so each time. */
  doubt(): void {}

  /** Each token is tried by its own workspace's work; none speaks for all. */
  state(): 'ok' {
    return 'ok';
  }

  #opened(workspace: WorkspaceId, { token, botUser, name }: Installation): Tenant {
    const { apiUrl, log } = this.#options;
    const client = strictClient(token, apiUrl, log);
    const tenant = { workspace, name, botUser, token, client };
    const [oldest] = this.#open.keys();
    if (this.#open.size >= MOST_OPEN && oldest !== undefined) this.#open.delete(oldest);
    this.#open.set(workspace, tenant);
    return tenant;
  }
}
