import { expect, test } from 'vitest';
import { type Cell, periodKey, periods, releases, results } from '../../../src/features/check-ins/records.ts';
import { instant, type LocalDate } from '../../../src/time/zoned.ts';
import type { House } from '../../support/house.ts';
import type { Coworker } from '../../support/platform.ts';
import { read } from '../../support/reading.ts';
import { testedStore } from '../../support/store.ts';
import { crew, openTeam, orders } from './support/check-ins.ts';

/** Ana and Kim supervise two each; only Ana is in #team. */
const people: readonly Coworker[] = [
  { id: 'ana', name: 'Ana' },
  ...crew(4).map((one, index) => ({ ...one, manager: index < 2 ? 'ana' : 'kim' })),
];
const kim = { id: 'kim', name: 'Kim' };
const day = 86_400_000;

interface Quarter {
  readonly item?: string;
  readonly name: string;
  readonly date: string;
  readonly positive: number;
  readonly of: number;
  /** How many days ago it was told; undefined where it is still to come. */
  readonly toldDaysAgo?: number;
}

const before: Quarter = { name: '2026-Q2', date: '2026-05-05', positive: 16, of: 20, toldDaysAgo: 150 };
const after = { name: '2026-Q3', date: '2026-08-04', positive: 4, of: 20, toldDaysAgo: 3 };

/** What a pulse leaves behind: the figures of its quarters, and that they were told. */
async function remember(house: House, quarters: readonly Quarter[]): Promise<void> {
  const id = 'test:T1#team';
  await house.storage.transaction(house.org, async (tx) => {
    for (const { item = 'fevs-53', name, date, positive, of, toldDaysAgo } of quarters) {
      const question = { id: item, text: 'Leaders motivate.', kind: 'scale' as const, theme: 'Leaders' };
      const cell: Cell = { question, answers: of, counts: [0, of - positive, 0, positive, 0] };
      const key = periodKey(id, date as LocalDate);
      await tx.put(periods, key, { questions: [question], isAnonymous: true, closed: ['all'], quarter: name });
      await tx.put(results, key, { cells: [cell] });
      if (toldDaysAgo !== undefined)
        await tx.put(releases, `${id}/${name}`, { at: instant(house.now - toldDaysAgo * day) });
    }
  });
}

/** A week or more of one-on-one cards; answers what each of them says of a pulse. */
async function cardsOf(
  house: House,
  quarters: readonly Quarter[],
  who: string,
  until = '2026-12-02T18:00:00Z',
): Promise<readonly string[]> {
  await remember(house, quarters);
  await house.says('boss', 'oneonone every week --yes');
  await house.until(until);
  const cards = house.platform.seenBy(who).filter(({ key }) => key.startsWith('oneonone/nudge/'));
  expect(cards.length).toBeGreaterThan(0);
  return cards.flatMap(({ message }) =>
    Array.from(read(message).matchAll(/^A thought: (.*pulse.*)$/gim), ([, thought = '']) => thought),
  );
}

const open = async (rhythm = 'pulse') => {
  const house = await openTeam([...people, kim], [], { channels: { team: people.map(({ id }) => id) } });
  await orders(house, `checkin ${rhythm}`);
  return house;
};

test("what the pulse of a supervisor's own channel has shown stands on their card, once", async () => {
  const house = await open();

  const said = await cardsOf(
    house,
    [before, after],
    'ana',
    testedStore === 'lowdb' ? '2026-12-24T18:00:00Z' : '2026-12-16T18:00:00Z',
  );

  expect(said).toEqual([
    'The pulse in #team says answers on leaders went down, from 80% to 20% positive. Worth a talk: what would help?',
  ]);
});

test('of their own reports it is their team; what went up and what is low are worth a talk too', async () => {
  const house = await open('pulse');
  await orders(house, 'checkin every week on tuesday at 10:00 local for @Ana');
  const up = [
    { ...before, positive: 4 },
    { ...after, positive: 16 },
  ];
  expect(await cardsOf(house, up, 'ana')).toEqual([
    "Your team's pulse says answers on leaders went up, from 20% to 80% positive. Worth a talk: what helped?",
  ]);

  const other = await open();
  expect(await cardsOf(other, [after], 'ana')).toEqual([
    'The pulse in #team says 20% of answers on leaders were positive. Worth a talk: what would help?',
  ]);
});

test('an item that was not asked in the first quarter has its baseline where it was first told', async () => {
  const quarters = [
    { ...before, name: '2026-Q1', date: '2026-02-03', item: 'fevs-60' },
    before,
    { ...before, item: 'fevs-60', name: '2026-Q3', date: '2026-08-04' },
    { ...after, name: '2026-Q4', date: '2026-11-03' },
  ];

  expect(await cardsOf(await open(), quarters, 'ana')).toEqual([
    'The pulse in #team says answers on leaders went down, from 80% to 20% positive. Worth a talk: what would help?',
  ]);
});

test.each([
  ['to somebody outside its audience', [before, after], 'kim'],
  ['before it is told', [before, { ...after, toldDaysAgo: undefined }], 'ana'],
  ['of fewer answers than the floor', [before, { ...after, positive: 0, of: 4 }], 'ana'],
  ['of a change within its noise', [before, { ...after, positive: 13 }], 'ana'],
  ['once it is no news', [before, { ...after, toldDaysAgo: 30 }], 'ana'],
] as const)('nothing is said %s', async (_, quarters, who) => {
  expect(await cardsOf(await open(), quarters as readonly Quarter[], who)).toEqual([]);
});
