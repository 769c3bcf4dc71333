import type { Slack } from '../../../../adapters/slack/index.ts';
import type { Teams } from '../../../../adapters/teams/index.ts';
import type { Clock } from '../../../../src/ports/clock.ts';
import type { Log } from '../../../../src/ports/log.ts';
import type { Pace } from '../../../../src/ports/pace.ts';
import type { References } from '../../../../src/ports/references.ts';
import type { Coworker, Scene } from './scene.ts';

/** What an adapter of a stage is built on. */
export interface PartSetting {
  readonly clock: Clock;
  readonly log: Log;
  readonly pace: Pace;
  readonly references: References;
  /** Whose address is what, where the platform may tell it. */
  readonly emailOf?: (who: Coworker) => string;
}

/** One platform of a stage: its adapter, and its people once it is served. */
export interface Part {
  readonly name: string;
  readonly adapter: Slack | Teams;
  open(origin: string, settle: () => Promise<void>): Promise<Scene>;
  close(): Promise<void>;
}
