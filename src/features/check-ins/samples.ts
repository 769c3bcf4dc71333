import type { Sample } from '../../ports/feature.ts';
import { instant, localDate } from '../../time/zoned.ts';
import { digest, digestTitle } from './digest-message.ts';
import type { PromptFacts } from './facts.ts';
import {
  answered,
  firstPrompt,
  lessChoices,
  prompt,
  reminder,
  sharedAlready,
  stoppedAsking,
  unnamedThanks,
  waterCooler,
} from './messages.ts';
import { pulseItems, pulseResult } from './pulse-message.ts';
import type { Question } from './question.ts';
import { confirmCard } from './say.ts';
import { suggestionCard } from './suggest.ts';

const program = 'sandbox:demo#team-west';
const channel = 'team-west';
const date = localDate('2026-12-01');
const plan: Question = { id: 'day-plan-01', text: 'What would make today a good day?', kind: 'open' };
const mood: Question = {
  id: 'day-plan-28',
  text: 'How does your day look?',
  kind: 'mood',
  followUp: 'What would help?',
};
const agree = (id: string, text: string): Question => ({ id, text, kind: 'scale' });
const three = [
  agree('fevs-48', 'My supervisor listens to what I have to say.'),
  agree('fevs-4', 'My work gives me a feeling of personal accomplishment.'),
  agree(
    'fevs-53',
    'In my organization, senior leaders generate high levels of motivation and commitment in the workforce.',
  ),
];

const facts = (questions: readonly Question[], isAnonymous = false, quarter?: string): PromptFacts => ({
  program,
  date,
  channel,
  period: { questions: [...questions], isAnonymous, closed: [], ...(quarter === undefined ? {} : { quarter }) },
  closes: instant('2026-12-01T11:00:00Z'),
  isOtherDay: false,
  floor: 5,
  isReport: false,
});

const given = (question: Question, value: number | string, isLate = false) => ({
  values: [{ question: question.id, value }],
  isSkipped: false,
  isLate,
  band: 'all',
});

const about = (value: number, half: number) => ({ value, low: value - half, high: value + half });
const themes = [
  {
    theme: 'Leaders',
    now: about(0.61, 0.13),
    last: undefined,
    baseline: { earlier: about(0.58, 0.14), now: about(0.61, 0.13) },
  },
  {
    theme: 'Work at a distance',
    now: about(0.82, 0.1),
    baseline: { earlier: about(0.54, 0.14), now: about(0.82, 0.1) },
    last: { earlier: about(0.78, 0.12), now: about(0.82, 0.1) },
  },
].map((theme) => ({ fewest: 39, most: 41, ...theme }));
const items = [
  { cell: { question: three[0] ?? plan, answers: 41, counts: [2, 5, 8, 18, 8] }, now: about(0.63, 0.14) },
  { cell: { question: three[1] ?? plan, answers: 39, counts: [0, 0, 0, 39, 0] }, now: about(0.95, 0.05) },
];

/** Every message check-ins can send, for the golden files. */
export const samples: readonly Sample[] = [
  { name: 'prompt', draw: () => prompt(facts([plan])) },
  { name: 'welcome', draw: () => firstPrompt(facts([plan]), 'Every weekday at 09:30, your time,') },
  {
    name: 'prompt-next-day',
    draw: () => prompt({ ...facts([plan]), closes: instant('2026-12-02T04:00:00Z'), isOtherDay: true }),
  },
  { name: 'prompt-mood', draw: () => prompt(facts([mood])) },
  { name: 'prompt-unnamed', draw: () => prompt(facts([mood], true)) },
  { name: 'prompt-pulse', draw: () => prompt(facts(three, true, '2026-Q4')) },
  { name: 'reminder', draw: () => reminder(facts([plan])) },
  { name: 'answered', draw: () => answered(facts([plan]), given(plan, 'An hour <b>without</b> *meetings*')) },
  {
    name: 'answered-low',
    draw: () => answered(facts([mood]), given(mood, 1), { question: mood, words: 'What would help?' }),
  },
  { name: 'answered-late', draw: () => answered(facts([plan]), given(plan, 'Sun', true)) },
  {
    name: 'shared-already',
    draw: () => sharedAlready(facts([plan]), given(plan, 'An hour <b>without</b> *meetings*')),
  },
  { name: 'thanks-unnamed', draw: () => unnamedThanks() },
  { name: 'ask-me-less', draw: () => lessChoices(program, channel) },
  { name: 'asked-no-more', draw: () => stoppedAsking(program, channel) },
  { name: 'water-cooler', draw: () => waterCooler({ ...plan, text: 'Which dish would you make for guests?' }) },
  {
    name: 'digest-named',
    draw: (reader) => {
      const said = [
        { name: 'Ana Duarte', value: 'An hour <b>without</b> *meetings*' },
        { name: 'Tomasz Wójcik', value: 'The release, out before lunch', isLate: true },
      ];
      return digest({ date, isAnonymous: false, sections: [{ question: plan, said, means: [] }] }, reader);
    },
  },
  {
    name: 'digest-unnamed',
    draw: (reader) => {
      const cell = { question: mood, answers: 14, counts: [1, 2, 0, 8, 3] };
      const means = [3.1, 2.8, 3.2, 3.4, 3.9, 3.6, 3.5, 3.9, 4.1, 3.7, 3.6, 3.7];
      return digest({ date, isAnonymous: true, sections: [{ question: mood, said: [], cell, means }] }, reader);
    },
  },
  {
    name: 'digest-of-one-mind',
    draw: (reader) => {
      const cell = { question: mood, answers: 9, counts: [0, 0, 0, 9, 0] };
      return digest({ date, isAnonymous: true, sections: [{ question: mood, said: [], cell, means: [4] }] }, reader);
    },
  },
  { name: 'pulse-result', draw: () => pulseResult({ quarter: '2026-Q4', themes }) },
  {
    name: 'pulse-first',
    draw: () =>
      pulseResult({
        quarter: '2026-Q4',
        themes: themes.map((one) => ({ ...one, baseline: undefined, last: undefined })),
      }),
  },
  { name: 'pulse-items', draw: () => pulseItems({ quarter: '2026-Q4', items }) },
  { name: 'is-this-it', draw: () => confirmCard(facts([plan]), plan.text, 'The release, out before lunch') },
  { name: 'digest-title', draw: () => digestTitle({ fallback: 'Check-in of Tue 1 Dec', blocks: [] }) },
  {
    name: 'suggestion',
    draw: () => suggestionCard({ id: 's1', words: 'What did you learn by accident?', channel, more: 2 }),
  },
];
