import type { Feature } from '../../ports/feature.ts';
import { commands } from './commands.ts';
import { settingsSection } from './home.ts';
import { samples } from './samples.ts';
import { presses, submits } from './settings-form.ts';

/** What each person decides for themselves: hours, days, zone, pauses, leave, and what is held on them. */
export const me: Feature = {
  name: 'me',
  title: 'Your time and data',
  collections: [],
  commands,
  presses,
  submits,
  home: { settings: settingsSection },
  samples,
};
