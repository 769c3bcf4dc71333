import type { webApi } from '@slack/bolt';
import { type WorkspaceId, workspaceId } from '../../src/core/ids.ts';
import type { Log } from '../../src/ports/log.ts';
import { isTokenProblem } from './errors.ts';
import { strictClient } from './web-client.ts';

/** A workspace that has Hallway installed, with what is needed to speak there. */
export interface Tenant {
  readonly workspace: WorkspaceId;
  readonly name: string;
  /** The app's own account. */
  readonly botUser: string;
  /** Calls once. */
  readonly client: webApi.WebClient;
  readonly token: string;
}

/** Whose token is tried, and what came of it. */
export type TokenState = 'untried' | 'ok' | 'refused';

/** The workspaces this process serves. */
export interface Tenants {
  /** Undefined for a workspace without an installation. Throws where Slack could not be asked. */
  find(workspace: WorkspaceId): Promise<Tenant | undefined>;
  state(): TokenState;
  /** A call was told that the token is none: it is tried again before the next one. */
  doubt(): void;
  /** The workspace took its token back. */
  forget(workspace: WorkspaceId): Promise<void>;
}

/** The workspace an event or an interaction belongs to, as Slack vouches for it. */
export function workspaceFor(ids: {
  team?: string | undefined;
  enterprise?: string | undefined;
  isOrgWide: boolean;
}): WorkspaceId | undefined {
  const id = ids.isOrgWide ? ids.enterprise : ids.team;
  return id === undefined ? undefined : workspaceId(`slack:${id}`);
}

/** Whether this stands for a whole Enterprise Grid, whose token serves all of its workspaces. */
export const isOrgWide = (workspace: WorkspaceId): boolean => workspace.startsWith('slack:E');

/** One workspace, by its bot token. Which one is asked of Slack, once; a failure is asked again at the next need. */
export class OneTenant implements Tenants {
  readonly #options: { readonly token: string; readonly apiUrl: string; readonly log: Log };
  #found: Promise<Tenant> | undefined;
  #state: TokenState = 'untried';

  constructor(options: { readonly token: string; readonly apiUrl: string; readonly log: Log }) {
    this.#options = options;
  }

  async find(workspace: WorkspaceId): Promise<Tenant | undefined> {
    const tenant = await this.only();
    return tenant.workspace === workspace ? tenant : undefined;
  }

  /** The workspace itself; throws where the token is refused or Slack cannot be reached. */
  only(): Promise<Tenant> {
    this.#found ??= this.#ask().catch((cause: unknown) => {
      this.#found = undefined;
      if (isTokenProblem(cause)) this.#state = 'refused';
      throw cause;
    });
    return this.#found;
  }

  state(): TokenState {
    return this.#state;
  }

  doubt(): void {
    this.#found = undefined;
    this.#state = 'refused';
  }

  async forget(): Promise<void> {
    this.doubt();
  }

  async #ask(): Promise<Tenant> {
    const { token, apiUrl, log } = this.#options;
    const client = strictClient(token, apiUrl, log);
    const { team_id, enterprise_id, is_enterprise_install, user_id, team } = await client.auth.test();
    const workspace = workspaceFor({
      team: team_id,
      enterprise: enterprise_id,
      isOrgWide: is_enterprise_install ?? false,
    });
    if (workspace === undefined || user_id === undefined) throw new Error('auth.test named no workspace');
    this.#state = 'ok';
    return { workspace, name: team ?? workspace, botUser: user_id, client, token };
  }
}
