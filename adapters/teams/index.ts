import type { Hono } from 'hono';
import type { WorkspaceId } from '../../src/core/ids.ts';
import type { ChatPlatform } from '../../src/ports/chat-platform.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Directory } from '../../src/ports/directory.ts';
import type { Log } from '../../src/ports/log.ts';
import { type Pace, PlatformPace } from '../../src/ports/pace.ts';
import type { References } from '../../src/ports/references.ts';
import { BotFramework, type Cloud, type TeamsIdentity } from './connector.ts';
import { Conversations } from './conversations.ts';
import { TeamsDirectory } from './directory.ts';
import { microsoftGraph, noGraph } from './graph.ts';
import { activityRoutes } from './http.ts';
import { PACES } from './pace.ts';
import { teamsChat } from './post.ts';
import { Receiving, type TeamsBot } from './receive.ts';
import { Tenants, type TokenState } from './tenants.ts';
import { loopbackOnly, signedOnly } from './verify.ts';

export { checkTeams } from './check.ts';

export interface TeamsOptions {
  readonly identity: TeamsIdentity;
  /** `teams:<tenant GUID>` of those who may use it, beside the tenant of a single-tenant app. */
  readonly allow: readonly string[];
  readonly references: References;
  readonly clock: Clock;
  readonly log: Log;
  /** Shared by all replicas. */
  readonly pace: Pace;
  /** Asks Microsoft Graph for supervisors, mailbox zones, owners and administrators. */
  readonly readsGraph?: boolean;
  /** Where Graph is, for tests. */
  readonly graph?: { readonly url: string };
  /** Another cloud than the public one. */
  readonly cloud?: Cloud;
}

/** Teams, as `main` puts it beside the bot. */
export interface Teams {
  readonly chat: ChatPlatform;
  readonly directory: Directory;
  /** Its path under the house's own server. */
  routes(bot: TeamsBot): Hono;
  /** Tries to sign in; asked again where that failed. */
  begin(bot: TeamsBot): Promise<void>;
  readiness(): TokenState;
  /** Resolves when everything heard so far was answered. */
  answered(): Promise<void>;
  /** Answers what it has heard. */
  close(): Promise<void>;
}

/** Hallway in the Teams of one tenant, or of several. */
export function createTeams(options: TeamsOptions): Teams {
  const { identity, references, clock, log } = options;
  const framework = new BotFramework(identity, options.cloud);
  const tenants = new Tenants({ framework, references, clock, isAllowed: isAllowedIn(options) });
  const conversations = new Conversations(references);
  const graph = options.readsGraph
    ? microsoftGraph({ framework, clock, log, ...(options.graph && { url: options.graph.url }) })
    : noGraph;
  const directory = new TeamsDirectory({ tenants, conversations, graph });
  const parts = { tenants, conversations, directory, pace: new PlatformPace(options.pace, PACES), clock, log };
  const isLocal = identity.kind === 'local';
  const doorkeeper = isLocal ? loopbackOnly : signedOnly(framework, log);
  let receiving: Receiving | undefined;
  return {
    chat: teamsChat(parts),
    directory,
    routes(bot) {
      const heard = new Receiving(parts, bot);
      receiving = heard;
      return activityRoutes({ doorkeeper, isLocal, receive: (activity) => heard.receive(activity), log });
    },
    begin: () => framework.signIn(),
    readiness: () => framework.state(),
    answered: async () => receiving?.settled(),
    close: async () => receiving?.settled(),
  };
}

/** A single-tenant app is its own tenant's; the playground is anybody's on this machine. */
function isAllowedIn({ identity, allow }: TeamsOptions): (workspace: WorkspaceId) => boolean {
  if (identity.kind === 'local') return () => true;
  const own = identity.appType === 'MultiTenant' || !identity.tenantId ? [] : [`teams:${identity.tenantId}`];
  const allowed = new Set([...own, ...allow]);
  return (workspace) => allowed.has(workspace);
}
