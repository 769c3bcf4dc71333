import { personId } from '../../core/ids.ts';
import { bold, text } from '../../core/message.ts';
import type { Sample } from '../../ports/feature.ts';
import { instant } from '../../time/zoned.ts';
import { logCard } from './log.ts';
import { statusCard } from './status.ts';

const entry = {
  number: 4,
  at: instant('2026-12-01T10:00:00Z'),
  by: personId('ana'),
  isUndone: false,
  lines: [{ what: 'Coffee in #design', was: 'every week on Monday at 10:00', is: 'every 2 weeks on Tuesday at 10:00' }],
};

/** Every card admins get here, for the golden files. */
export const samples: readonly Sample[] = [
  { name: 'status-empty', draw: () => statusCard([], false) },
  {
    name: 'status-problem',
    draw: () =>
      statusCard(
        [
          { text: text`${bold('Coffee in #design')}: every week` },
          {
            isProblem: true,
            text: text`I could not write to #brand (not_in_channel). ${bold('Invite Hallway to the channel.')}`,
          },
        ],
        false,
      ),
  },
  {
    name: 'log',
    draw: () =>
      logCard([
        { entry, by: 'Ana Duarte' },
        { entry: { ...entry, number: 3, isUndone: true }, by: 'Hallway' },
      ]),
  },
];
