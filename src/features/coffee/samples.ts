import { personId } from '../../core/ids.ts';
import type { Sample } from '../../ports/feature.ts';
import type { Person } from '../../ports/people.ts';
import { instant, localDate, wallTime, zone } from '../../time/zoned.ts';
import { groupList, summary } from './admin-messages.ts';
import type { IntroFacts } from './intro-facts.ts';
import { waitCard } from './meet.ts';
import { intro, question, stayOrRest, stopChoices, timePicked, welcome } from './messages.ts';
import { gladYouMet, introAfterwards, thanksFrom } from './met-messages.ts';
import { introForEach, mayNotKnow } from './refused-messages.ts';
import { notThisTime, skipped } from './skip-messages.ts';

const person = (id: string, name: string, team: string, where: string): Person => ({
  id: personId(id),
  name,
  team,
  email: `${id}@example.org`,
  standing: 'member',
  isAdmin: false,
  accounts: [],
  choices: {},
  calendar: { zone: zone(where), days: [1, 2, 3, 4, 5], from: wallTime('09:00'), to: wallTime('17:00'), closed: [] },
});

const ana = person('ana', 'Ana Duarte', 'Brand', 'Europe/Lisbon');
const tomasz = person('tomasz', 'Tomasz Wójcik', 'Payments', 'Europe/Warsaw');
const mei = person('mei', 'Mei <script>Lin*', 'Support & Care', 'Asia/Kathmandu');
const at = instant('2026-12-01T10:00:00Z');
const program = 'sandbox:demo#design';
const group = `${program}/2026-12-01/0000`;
const facts: IntroFacts = {
  group,
  program,
  people: [ana, tomasz],
  because: "you're in coffee in #design",
  isFirstTime: true,
  starter: 'what did you want to be at ten?',
  talk: [],
  at,
  slots: [instant('2026-12-02T14:00:00Z'), instant('2026-12-03T10:30:00Z')],
  zones: [ana.calendar.zone, tomasz.calendar.zone],
};
const round = {
  number: 3,
  at,
  groups: 20,
  people: 41,
  left: [
    { person: ana.id, why: 'paused' as const },
    { person: mei.id, why: 'away' as const },
  ],
};
const welcomeFacts = {
  program,
  channel: 'design',
  rhythm: 'every 2 weeks on Tuesday',
  groupSize: 2,
  first: at,
  zone: ana.calendar.zone,
};

/** Every message coffee can send, for the golden files. */
export const samples: readonly Sample[] = [
  { name: 'welcome', draw: () => welcome({ ...welcomeFacts, isOptOut: true }) },
  { name: 'invitation', draw: () => welcome({ ...welcomeFacts, groupSize: 4, isOptOut: false }) },
  { name: 'intro-pair', draw: () => intro(facts) },
  {
    name: 'intro-apart',
    draw: () =>
      intro({
        ...facts,
        apart: {
          addresses: ['ana@example.org', 'tomasz@example.org'],
          links: [
            { label: 'Google', url: 'https://calendar.google.com/calendar/render?action=TEMPLATE&text=Coffee' },
            { label: 'Outlook', url: 'https://outlook.live.com/calendar/0/deeplink/compose?subject=Coffee' },
          ],
        },
      }),
  },
  {
    name: 'intro-trio-no-overlap',
    draw: () =>
      intro({
        ...facts,
        isFirstTime: false,
        people: [ana, tomasz, mei],
        slots: [],
        zones: [ana.calendar.zone, tomasz.calendar.zone, mei.calendar.zone],
      }),
  },
  {
    name: 'intro-topics',
    draw: () =>
      intro({
        ...facts,
        talk: [
          { person: ana, topics: ['sailing', 'old <b>maps</b> & *towns*'] },
          { person: tomasz, topics: ['bread'] },
        ],
      }),
  },
  { name: 'intro-for-each', draw: () => introForEach(facts) },
  { name: 'may-not-know', draw: () => mayNotKnow(tomasz) },
  { name: 'midway', draw: () => question('midway', { group, others: [tomasz], channel: 'design' }) },
  { name: 'closing', draw: () => question('closing', { group, others: [tomasz, mei], channel: 'design' }) },
  { name: 'stay-or-rest', draw: () => stayOrRest({ program, channel: 'design' }) },
  {
    name: 'time-picked',
    draw: () =>
      timePicked({
        by: ana,
        at: instant('2026-12-02T14:00:00Z'),
        zones: facts.zones,
        links: [
          { label: 'Google', url: 'https://calendar.google.com/calendar/render?action=TEMPLATE' },
          { label: 'other (.ics)', url: 'https://hallway.example/calendar/x.ics' },
        ],
      }),
  },
  { name: 'meet-waiting', draw: () => waitCard(instant('2026-12-03T17:00:00Z')) },
  { name: 'glad-you-met', draw: () => gladYouMet({ group, others: [tomasz] }) },
  { name: 'intro-afterwards', draw: () => introAfterwards(facts) },
  { name: 'thanks', draw: () => thanksFrom(ana, 'the notes, and <b>the patience</b> & the time') },
  { name: 'skipped', draw: () => skipped(group) },
  { name: 'not-this-time', draw: () => notThisTime([ana, tomasz], group) },
  {
    name: 'summary',
    draw: (reader) => summary({ program, date: localDate('2026-12-01'), channel: 'design', round }, reader),
  },
  {
    name: 'groups',
    draw: () =>
      groupList({
        title: 'Groups of Tue 1 Dec',
        groups: [{ names: [ana.name, tomasz.name], reason: 'first time; different teams' }],
        left: [{ name: mei.name, why: 'no partner possible' }],
      }),
  },
  { name: 'stop-choices', draw: () => stopChoices(program, 'design') },
];
