import { personId } from '../../core/ids.ts';
import type { CalendarLink } from '../../ports/calendar-links.ts';
import type { Sample } from '../../ports/feature.ts';
import type { Person } from '../../ports/people.ts';
import { instant, localDate, plus, wallTime, zone } from '../../time/zoned.ts';
import { figuresCard } from './figures.ts';
import { previewCard } from './import-chat.ts';
import { kitCard, kitList } from './kit-cards.ts';
import { kits } from './kits.ts';
import { askedFor, laterChoices, noted, stopChoices, times } from './messages.ts';
import { type CardFacts, type CardLine, nudgeCard } from './nudge-card.ts';
import { added, claimed, moved, placed } from './relation-cards.ts';
import { drawnCard, sheetMessage } from './worksheet-view.ts';

const person = (id: string, name: string, where: string): Person => ({
  id: personId(id),
  name,
  email: `${id}@example.org`,
  standing: 'member',
  isAdmin: false,
  accounts: [],
  choices: {},
  calendar: { zone: zone(where), days: [1, 2, 3, 4, 5], from: wallTime('09:00'), to: wallTime('17:00'), closed: [] },
});

const kim = person('kim', 'Kim Berg', 'Europe/Lisbon');
const ana = person('ana', 'Ana Duarte', 'Europe/Lisbon');
const jo = person('jo', 'Jo Silva', 'Europe/Lisbon');
const lena = person('lena', 'Lena Vogt', 'Europe/Warsaw');
const names = [
  ...['Jo Silva', 'Tomasz Wójcik', 'Mei <script>Lin*', 'Aroha Te Whiu', 'Diego Álvarez', 'Fatima Al-Sayed'],
  ...['Hans Olafsson', 'Ines Rocha', 'Kofi Mensah', 'Lena Vogt', 'Musa Diallo', 'Noor van Dijk', 'Oli Price'],
];
const zones = ['Europe/Lisbon', 'Europe/Warsaw', 'Asia/Kathmandu', 'Pacific/Auckland', 'America/Sao_Paulo'];
const today = localDate('2026-12-01');
const at = instant('2026-12-01T09:00:00Z');
const slots = [instant('2026-12-02T14:00:00Z'), instant('2026-12-03T10:30:00Z')];
const links: readonly CalendarLink[] = [
  { label: 'Google', url: 'https://calendar.google.com/' },
  { label: 'Outlook', url: 'https://outlook.live.com/', isOnce: true },
  { label: 'other (.ics)', url: 'https://hallway.example/calendar/x.ics' },
];
const pair = 'kim/ana';

const line = (report: Person, index: number): CardLine => ({
  pair: `kim/${report.id}`,
  report,
  last: index === 4 ? undefined : localDate(`2026-11-${String(3 + index).padStart(2, '0')}`),
  newcomer: index === 4 ? 'new here, second week' : undefined,
  slots: /Auckland/.test(report.calendar.zone) ? [] : slots.map((at) => plus(at, { minutes: 30 * index })),
  isApart: /Auckland/.test(report.calendar.zone),
});
const lines = [ana, ...names.map((name, index) => person(`r${index}`, name, zones[index % zones.length] ?? 'UTC'))].map(
  line,
);

const card = (count: number, more: Partial<CardFacts> = {}) =>
  nudgeCard({
    ...{ supervisor: kim, card: today, today, at, lines: lines.slice(0, count), met: [], isWhole: false },
    question: { report: ana, text: 'what is taking more effort than it should?' },
    ...more,
  });

const points = [
  { what: 'Ticket comes in', pain: 'three fields nobody needs' },
  { what: 'Call with the customer' },
  { what: 'Fix & review', pain: 'waits a day for <b>one</b> person' },
  { what: 'Thank-you mail' },
];
const changed = 'Last changed by Kim on Tue 1 Dec.';
const cell = { supervisors: 6, reports: 40, gap: 15 };
const weeks = (met: readonly number[]) =>
  met.map((count, index) => ({
    from: localDate(`2026-${String(index + 1).padStart(2, '0')}-01`),
    to: localDate(`2026-${String(index + 1).padStart(2, '0')}-15`),
    cells: [{ ...cell, unit: null, met: count }],
  }));

/** Every message of one-on-ones, for the golden files. */
export const samples: readonly Sample[] = [
  { name: 'nudge-1', draw: () => card(1) },
  {
    name: 'nudge-6',
    draw: () => card(6, { tip: 'Look at their clock before yours when you choose a time.' }),
  },
  {
    name: 'nudge-14',
    draw: () => card(14, { suggestion: 'Somebody may be waiting for a thank-you. Two lines are enough.' }),
  },
  { name: 'nudge-all', draw: () => card(14, { isWhole: true }) },
  { name: 'nudge-some-met', draw: () => card(1, { met: [lines[1]?.report ?? ana] }) },
  { name: 'nudge-done', draw: () => card(0, { met: [ana] }) },
  {
    name: 'noted',
    draw: (reader) =>
      noted({ pair, other: ana, date: today, today, next: localDate('2026-12-15'), versions: undefined }, reader),
  },
  {
    name: 'noted-two-versions',
    draw: (reader) =>
      noted(
        {
          ...{ pair, other: ana, date: localDate('2026-11-30'), today, next: localDate('2026-12-15') },
          versions: { supervisor: localDate('2026-11-30'), report: localDate('2026-11-27') },
        },
        reader,
      ),
  },
  {
    name: 'times',
    draw: () =>
      times({
        other: ana,
        zones: [kim.calendar.zone, zone('Asia/Kathmandu')],
        slots: slots.map((start) => ({ at: start, links })),
        rhythm: 'every 2 weeks',
      }),
  },
  { name: 'later', draw: () => laterChoices(pair, today, ana) },
  { name: 'stop-choices', draw: () => stopChoices({ isAnyHour: false, hasTips: true, hasSuggestions: true }) },
  { name: 'asked-for', draw: () => askedFor(pair, ana, slots) },
  { name: 'claimed', draw: () => claimed(pair, ana) },
  { name: 'added', draw: () => placed(pair, kim, undefined, 'every 2 weeks') },
  { name: 'added-asked', draw: () => added(pair, kim, 'every 2 weeks') },
  { name: 'added-moved', draw: () => placed(pair, kim, lena, 'every 2 weeks') },
  { name: 'moved', draw: () => moved(ana, kim) },
  {
    name: 'import-preview',
    draw: (reader) =>
      previewCard(
        {
          steps: [
            { what: 'add', line: { line: 2, report: 'ana', supervisor: 'kim' }, report: ana, supervisor: kim },
            {
              what: 'move',
              line: { line: 4, report: 'jo', supervisor: 'kim' },
              report: jo,
              supervisor: kim,
              from: ana,
            },
            { what: 'remove', line: { line: 5, report: 'lena', supervisor: '' }, report: lena, from: ana },
          ],
          faults: [
            {
              line: 3,
              column: 'supervisor',
              error: 'I don\'t know anybody called "tomas". Write their address as your directory has it.',
            },
          ],
          same: 4,
        },
        'd1',
        reader,
      ),
  },
  { name: 'kits', draw: () => kitList(pair) },
  ...kits.map((kit) => ({ name: `kit-${kit.id}`, draw: () => kitCard(kit, pair) })),
  {
    name: 'persona',
    draw: () =>
      sheetMessage({
        ...{ pair, report: ana, changed },
        sheet: {
          kind: 'persona',
          goals: 'Ship the atlas; teach one person.',
          needs: 'Quiet mornings & early word.',
          challenges: '<i>Interruptions</i>',
        },
      }),
  },
  {
    name: 'journey',
    draw: () =>
      sheetMessage({ pair, report: ana, changed, sheet: { kind: 'journey', about: 'A support ticket', points } }),
  },
  {
    name: 'drawn',
    draw: () => drawnCard(pair, kim, { kind: 'persona', goals: 'a', needs: 'b', challenges: 'c' }, true),
  },
  {
    name: 'leaders',
    draw: (reader) =>
      figuresCard(
        { rhythm: 'every 2 weeks', figures: weeks([18, 22, 21, 25, 24, 27, 26, 29, 30, 28, 31, 33]), floor: 5 },
        reader,
      ),
  },
  {
    name: 'leaders-by-unit',
    draw: (reader) => {
      const cells = [
        { ...cell, unit: 'Brand', met: 31 },
        { ...cell, unit: 'Care', met: 'all' as const, gap: null },
        { ...cell, unit: 'Everybody else', met: 12 },
      ];
      const period = { from: localDate('2026-11-16'), to: localDate('2026-11-30') };
      return figuresCard({ rhythm: 'every 2 weeks', figures: [{ ...period, cells }], floor: 5 }, reader);
    },
  },
  { name: 'leaders-too-few', draw: (reader) => figuresCard({ rhythm: undefined, figures: [], floor: 5 }, reader) },
];
