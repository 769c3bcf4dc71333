import { platformOf, type WorkspaceId } from '../core/ids.ts';
import type { CalendarLinks } from '../ports/calendar-links.ts';
import type { ChatPlatform } from '../ports/chat-platform.ts';
import type { Clock } from '../ports/clock.ts';
import type { DeliveryQueue } from '../ports/delivery-queue.ts';
import type { Directory } from '../ports/directory.ts';
import type { Installations } from '../ports/installations.ts';
import type { Log } from '../ports/log.ts';
import type { Random } from '../ports/random.ts';
import type { Storage } from '../ports/storage.ts';
import type { Registry } from './registry.ts';

/** One platform as the runtime uses it. */
export interface Platform {
  readonly chat: ChatPlatform;
  readonly directory: Directory;
}

/** Everything the runtime works with; `app.ts` puts it together. */
export interface Kit {
  readonly storage: Storage;
  readonly queue: DeliveryQueue;
  readonly installations: Installations;
  /** By platform name: `slack`, `teams`, `sandbox`. */
  readonly platforms: ReadonlyMap<string, Platform>;
  readonly clock: Clock;
  readonly random: Random;
  readonly calendarLinks: CalendarLinks;
  /** Where people's browsers reach Hallway; without it there are no one-use links. */
  readonly baseUrl?: string | undefined;
  readonly log: Log;
  readonly registry: Registry;
}

/** The platform of a workspace; a workspace of a platform that is not configured is a bug in the set-up. */
export function platformFor(kit: Pick<Kit, 'platforms'>, workspace: WorkspaceId): Platform {
  const platform = kit.platforms.get(platformOf(workspace));
  if (!platform) throw new Error(`no platform is configured for workspace ${workspace}`);
  return platform;
}
