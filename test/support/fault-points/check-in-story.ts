import { instant } from '../../../src/time/zoned.ts';
import { type Act, admin, type Stage, type Story } from './story.ts';
import { accountOf, general, peopleOf } from './workspace-file.ts';

/** As many as the floor, so that a lost answer would take all words with it. */
export const askedPeople = 5;
/** The words that each of them writes, on the day of names and on the day without. */
export const wordsOn = (date: string, id: string) => `words of ${id} on ${date}`;

const program = general.replaceAll('/', '_');
export const namedDay = '2026-12-01';
export const unnamedDay = '2026-12-02';

const admits = (at: string, line: string, leaves: string): Act => ({
  at: instant(at),
  leaves,
  play: async ({ types }) => void (await types(line, admin, `${line} --yes`)),
});

/** Everybody answers at their own minute, once each: what is refused as final was kept before. */
const answersOn = (date: string, verb: string, leaves: (words: string) => string): readonly Act[] =>
  peopleOf(askedPeople).map((id, index) => ({
    at: instant(`${date}T09:4${index}:00Z`),
    leaves: leaves(wordsOn(date, id)),
    play: async ({ submits }: Stage) => {
      const args = { v: 1, program, date };
      await submits(`${verb} ${date} ${id}`, accountOf(id), verb, args, { 'own-1': wordsOn(date, id) });
    },
  }));

/** A day of questions answered by name and one of questions answered without, each with its digest. */
export const checkInStory: Story = {
  eve: instant('2026-12-01T09:29:00Z'),
  acts: [
    admits(
      '2026-11-30T12:00:00Z',
      'checkin every weekday at 09:30',
      'Check-in in #general: every weekday at 09:30, UTC',
    ),
    admits('2026-11-30T12:01:00Z', 'checkin ask "What would help?"', 'Check-in in #general: "What would help?"'),
    ...answersOn(namedDay, 'checkin.answer', (words) => `answer: ${words}`),
    admits(
      `${namedDay}T14:00:00Z`,
      'checkin anonymous on',
      'Check-in in #general: answers without names, from the next question on',
    ),
    // Nothing that stays says who has answered: how many have is looked at while the question is open.
    ...answersOn(unnamedDay, 'checkin.unnamed.answer', () => ''),
    { at: instant(`${unnamedDay}T12:00:00Z`), leaves: '', play: async () => undefined },
  ],
};
