import type { Feature } from '../../ports/feature.ts';
import { agendaPresses, agendaSubmits } from './agenda.ts';
import { notes, topics } from './agenda-records.ts';
import { answerPresses, answerSubmits } from './answers.ts';
import { askCommand, askPress } from './ask.ts';
import { claimPresses } from './claims.ts';
import { oneOnOneCommand } from './commands.ts';
import { followDirectory } from './directory.ts';
import { figures } from './figures.ts';
import { findTime } from './find-time.ts';
import { programsForAdmins, reportSection, supervisorSection, waiting } from './home.ts';
import { imports, importUndo } from './import-apply.ts';
import { drafts, importPresses, previewPasted } from './import-chat.ts';
import { importFile } from './import-file.ts';
import { kitPresses } from './kit-cards.ts';
import { mine } from './mine.ts';
import { choicePresses } from './nudge-choices.ts';
import { pairPage } from './pages.ts';
import { forgetPerson, heldOn } from './personal-data.ts';
import { collections } from './records.ts';
import { samples } from './samples.ts';
import { oneOnOneSchedule } from './schedule.ts';
import { oneOnOneSettings } from './settings-part.ts';
import { statusLines } from './status.ts';
import { seen } from './welcome-path.ts';
import { sheets } from './worksheet-records.ts';
import { sheetFile, sheetPresses, sheetSubmits } from './worksheets.ts';

/** One-on-ones: a kind reminder for supervisors, and what two people share between talks. */
export const oneOnOnes: Feature = {
  name: 'oneonone',
  title: 'One-on-ones',
  collections: [...collections, topics, notes, sheets, seen, figures, imports, drafts],
  commands: [oneOnOneCommand, askCommand],
  presses: {
    ...answerPresses,
    ...claimPresses,
    ...choicePresses,
    ...importPresses,
    ...agendaPresses,
    ...sheetPresses,
    ...kitPresses,
    'oneonone.ask': askPress,
    'oneonone.time': findTime,
    'oneonone.page': async (ctx, args) => ({ message: await pairPage(ctx, await mine(ctx, args)) }),
  },
  submits: { ...answerSubmits, ...agendaSubmits, ...sheetSubmits, 'oneonone.import': previewPasted },
  schedules: [oneOnOneSchedule, importUndo],
  home: { waiting, next: reportSection, people: supervisorSection, programs: programsForAdmins },
  status: statusLines,
  undone: followDirectory,
  settings: oneOnOneSettings,
  imports: { oneonone: importFile },
  files: { 'oneonone-sheet': sheetFile },
  personalData: heldOn,
  forget: forgetPerson,
  samples,
};
