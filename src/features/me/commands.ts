import type { Command } from '../../ports/feature.ts';
import { type OwnSetting, ownTime } from './own-time.ts';
import { privacy } from './privacy.ts';
import { away, pause, resume } from './rest.ts';

const own = (word: OwnSetting, example: string, does: string): Command => ({
  word,
  who: 'staff',
  usage: [{ words: `${word} ${example}`, does }],
  run: async (ctx, words) => ({ message: await ownTime(ctx, word, words) }),
});

/** What everybody can say about themselves. */
export const commands: readonly Command[] = [
  {
    word: 'pause',
    who: 'staff',
    usage: [
      { words: 'pause 2 weeks', does: 'nothing from me until then' },
      { words: 'pause until 1 dec', does: 'until a date; it ends by itself' },
    ],
    run: async (ctx, words) => ({ message: await pause(ctx, words) }),
  },
  {
    word: 'resume',
    who: 'staff',
    usage: [{ words: 'resume', does: 'end a pause' }],
    run: async (ctx) => ({ message: await resume(ctx) }),
  },
  {
    word: 'away',
    who: 'staff',
    usage: [
      { words: 'away 1 dec to 5 dec', does: 'leave; admins see that you are away, nobody why' },
      { words: 'away', does: 'what is noted' },
      { words: 'away off', does: 'forget it' },
    ],
    run: async (ctx, words) => ({ message: await away(ctx, words) }),
  },
  own('hours', '09:00-17:00', 'your working hours'),
  own('days', 'mon-thu', 'your working days'),
  own('timezone', 'lisbon', 'where you are'),
  own('country', 'PT', 'whose public holidays you have'),
  {
    word: 'privacy',
    who: 'staff',
    usage: [
      { words: 'privacy', does: 'what I keep about you' },
      { words: 'privacy export', does: 'show all of it' },
      { words: 'privacy forget', does: 'erase it' },
    ],
    run: privacy,
  },
];
