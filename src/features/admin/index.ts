import type { Feature } from '../../ports/feature.ts';
import { admins } from './admins.ts';
import { log, logPresses, undo } from './log.ts';
import { samples } from './samples.ts';
import { settings } from './settings.ts';
import { status, statusPresses } from './status.ts';

/** What admins see and set for everybody. */
export const admin: Feature = {
  name: 'admin',
  title: 'This workspace',
  collections: [],
  commands: [status, settings, log, undo, admins],
  presses: { ...statusPresses, ...logPresses },
  samples,
};
