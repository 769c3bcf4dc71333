import type { Feature } from '../../ports/feature.ts';
import { adminCommands } from './admin.ts';
import { answerPresses, answerSubmits } from './answer.ts';
import { answerCommand } from './answer-command.ts';
import { asked, programsForAdmins, waiting } from './home.ts';
import { forgetPerson, heldOn } from './personal-data.ts';
import { collections } from './records.ts';
import { dropOldAnswers } from './retention.ts';
import { samples } from './samples.ts';
import { heard, unsayPresses } from './say.ts';
import { checkInSchedule } from './schedule.ts';
import { checkInSettings } from './settings-part.ts';
import { statusLines } from './status.ts';
import { suggestCommand, suggestionPresses } from './suggest.ts';
import { takingPartPresses } from './taking-part.ts';
import { unnamedPresses, unnamedSubmits, unsigned } from './unnamed.ts';
import { grantWish } from './wishes.ts';
import { pulseSuggestions } from './worth-a-talk.ts';

/** Daily check-ins: a question in everybody's own morning, and what was answered for all to read. */
export const checkIns: Feature = {
  name: 'checkins',
  title: 'Check-ins',
  collections,
  commands: [...adminCommands, answerCommand, suggestCommand],
  presses: { ...answerPresses, ...unnamedPresses, ...takingPartPresses, ...suggestionPresses, ...unsayPresses },
  submits: { ...answerSubmits, ...unnamedSubmits },
  unsigned,
  heard,
  schedules: [checkInSchedule],
  home: { waiting, next: asked, programs: programsForAdmins },
  status: statusLines,
  settings: checkInSettings,
  favours: { suggestionsFor: pulseSuggestions, grant: grantWish },
  personalData: heldOn,
  forget: forgetPerson,
  tidy: dropOldAnswers,
  samples,
};
