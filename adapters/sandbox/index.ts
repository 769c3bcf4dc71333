import { fileURLToPath } from 'node:url';
import type { Hono } from 'hono';
import type { WorkspaceId } from '../../src/core/ids.ts';
import type { WorkspaceEvent } from '../../src/core/interaction.ts';
import type { ChatPlatform } from '../../src/ports/chat-platform.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Directory } from '../../src/ports/directory.ts';
import type { Log } from '../../src/ports/log.ts';
import type { Instant } from '../../src/time/zoned.ts';
import { sandboxClock } from './clock.ts';
import { demoOrganisation } from './demo-organisation.ts';
import { sandboxDirectory } from './directory.ts';
import type { SandboxHost } from './host.ts';
import { installedEvent } from './installed.ts';
import { foundOrganisation, replacePeople, type SandboxPerson, sandboxWorkspace } from './organisation.ts';
import { sandboxChat } from './post.ts';
import { sandboxRoutes } from './routes.ts';
import type { Skins } from './skin.ts';
import { openState } from './state.ts';

export { guardSandbox } from './guard.ts';
export type { SandboxHost, UpcomingItem } from './host.ts';
export type { SandboxPerson } from './organisation.ts';
export { readPeopleFile } from './people-file.ts';

export interface SandboxOptions {
  /** Where the sandbox keeps its people and messages. */
  readonly folder: string;
  readonly log: Log;
  /** Where its clock begins, the first time and after a reset. */
  readonly seedNow: Instant;
  /** These instead of the demo organisation. */
  readonly people?: readonly SandboxPerson[];
  /** The built page; `dist/ui` without. */
  readonly page?: string;
  /** How other platforms would draw, for the page to take on their look. */
  readonly skins?: Skins;
}

/** The third platform: a browser for people without a workspace, with a clock of its own. */
export interface Sandbox {
  readonly workspace: WorkspaceId;
  readonly chat: ChatPlatform;
  readonly directory: Directory;
  readonly clock: Clock;
  /** What the bot is told at the first start; telling it again changes nothing. */
  installed(): WorkspaceEvent;
  routes(host: SandboxHost): Hono;
  /** Resolves when everything is on the disk. */
  close(): Promise<void>;
}

const builtPage = fileURLToPath(new URL('../../dist/ui', import.meta.url));

/** Opens the sandbox kept in a folder as it was left, or founds one; people given anew replace those it has. */
export async function createSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { folder, log, seedNow, people, page = builtPage, skins } = options;
  const seed = { organisation: people ? foundOrganisation(people) : demoOrganisation(), now: seedNow };
  const state = await openState(folder, seed);
  if (people && JSON.stringify(people) !== JSON.stringify(state.organisation.people))
    await state.setOrganisation(replacePeople(state.organisation, people));
  return {
    workspace: sandboxWorkspace,
    chat: sandboxChat(state, log),
    directory: sandboxDirectory(state),
    clock: sandboxClock(state),
    installed: () => installedEvent(state),
    routes: (host) => sandboxRoutes({ state, host, seed, log, page, skins }),
    close: () => state.close(),
  };
}
