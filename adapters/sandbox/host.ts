import type { Interaction, WorkspaceEvent } from '../../src/core/interaction.ts';
import type { Reply } from '../../src/core/reply.ts';
import type { Table } from '../../src/ports/feature.ts';
import type { Instant } from '../../src/time/zoned.ts';

/** Something the bot means to do later, in words. */
export interface UpcomingItem {
  readonly at: Instant;
  readonly what: string;
  readonly to: string;
  readonly why: string;
}

/** The bot as the sandbox sees it; main puts the real one here, tests a small one that behaves. */
export interface SandboxHost {
  handle(interaction: Interaction): Promise<Reply>;
  observe(event: WorkspaceEvent): Promise<void>;
  /** Reads the directory again. */
  sync(): Promise<void>;
  /** Does everything that is due by the sandbox clock's now. */
  settle(): Promise<void>;
  /** The soonest instant at which something falls due, which may be past; undefined if nothing is planned. */
  nextInstant(): Promise<Instant | undefined>;
  upcoming(): Promise<readonly UpcomingItem[]>;
  /** Rows the bot keeps under a name; undefined where it has none. */
  table(name: string): Promise<Table | undefined>;
  /** Forgets everything the bot keeps about the sandbox. */
  erase(): Promise<void>;
}
