import type { Feature } from '../../ports/feature.ts';
import { adminCommands, adminPresses, adminSubmits } from './admin.ts';
import { answerPresses, answerSubmits } from './answers.ts';
import { favours } from './buddy.ts';
import { next, peopleMet, programsForAdmins, waiting } from './home.ts';
import { ownFormPresses, ownFormSubmits } from './own-form.ts';
import { forgetPerson, heldOn } from './personal-data.ts';
import { collections, programs } from './records.ts';
import { introRefused } from './refused.ts';
import { roundsTable, standingTable } from './rounds-table.ts';
import { samples } from './samples.ts';
import { coffeeSchedule } from './schedule.ts';
import { coffeeSettings } from './settings-part.ts';
import { silencePresses } from './silence.ts';
import { statusLines } from './status.ts';
import { staffCommands, takingPartPresses } from './taking-part.ts';
import { sendWelcomes } from './welcome.ts';

/** Coffee chats: coworkers are introduced to each other, so that in time everyone meets everyone. */
export const coffee: Feature = {
  name: 'coffee',
  title: 'Coffee chats',
  collections,
  commands: [...adminCommands, ...staffCommands],
  presses: { ...answerPresses, ...takingPartPresses, ...ownFormPresses, ...adminPresses, ...silencePresses },
  submits: { ...answerSubmits, ...ownFormSubmits, ...adminSubmits },
  schedules: [coffeeSchedule],
  refused: introRefused,
  home: { waiting, next, met: peopleMet, programs: programsForAdmins },
  status: statusLines,
  settings: coffeeSettings,
  tables: { rounds: roundsTable, introductions: standingTable },
  favours,
  personalData: heldOn,
  forget: forgetPerson,
  samples,
  async membership(ctx, channel) {
    for (const { key, value } of await ctx.tx.list(programs)) {
      if (value.channel === channel || value.between?.includes(channel)) await sendWelcomes(ctx, key, value);
    }
  },
};
