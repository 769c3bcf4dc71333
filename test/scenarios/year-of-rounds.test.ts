import { describe, expect, it } from 'vitest';
import { toIso } from '../../src/time/zoned.ts';
import { House } from '../support/house.ts';
import { read } from '../support/reading.ts';
import { isFullSize } from '../support/size.ts';
import { testedStore } from '../support/store.ts';
import {
  type ClosedDays,
  type ExpectedRhythm,
  expectedRounds,
  monthly,
  nothingClosed,
  weekly,
} from './support/expected-rounds.ts';
import { DAY } from './support/wall-clock.ts';

/** A year on the embedded store; on PostgreSQL the autumn's clock changes, since no rule is another there. */
const isWhole = testedStore === 'lowdb' || isFullSize;
const START = isWhole ? '2026-06-01T08:00:00Z' : '2026-09-21T08:00:00Z';
const FROM = isWhole ? '2026-06-08' : '2026-09-28';
const END = isWhole ? '2027-06-06T23:00:00Z' : '2026-11-08T23:00:00Z';
/** Further than the end: it is still Sunday in New York when it is Monday on Lord Howe. */
const LAST = isWhole ? '2027-06-09' : '2026-11-11';

interface Row extends ExpectedRhythm {
  readonly words: string;
}

const row = (zone: string, time: string, words: string, isOn: ExpectedRhythm['isOn']): Row => ({
  zone,
  time,
  words,
  isOn,
});
const newYork = 'America/New_York';
const london = 'Europe/London';
const sydney = 'Australia/Sydney';
const lordHowe = 'Australia/Lord_Howe';
const SUNDAY = 7;
const minutesLimit = 5;

const forThisStore = (rows: readonly Row[]): readonly Row[] =>
  isWhole ? rows : rows.filter(({ words }) => words.startsWith('monthly'));

/** Clocks change on Sundays, so here people work on all seven days. */
const overClockChanges: readonly Row[] = forThisStore([
  row(newYork, '02:30', 'every week on sunday', weekly([SUNDAY])),
  row(newYork, '01:30', 'monthly on the first sunday', monthly(1, SUNDAY)),
  row(newYork, '10:00', 'every 2 weeks on sunday', weekly([SUNDAY], 2)),
  row(london, '01:30', 'every week on sunday', weekly([SUNDAY])),
  row(london, '02:30', 'every 2 weeks on sunday', weekly([SUNDAY], 2)),
  row(london, '10:00', 'monthly on the last sunday', monthly(-1, SUNDAY)),
  row(sydney, '02:30', 'every week on sunday', weekly([SUNDAY])),
  row(sydney, '01:30', 'every 2 weeks on sunday', weekly([SUNDAY], 2)),
  row(sydney, '10:00', 'monthly on the first sunday', monthly(1, SUNDAY)),
  row(lordHowe, '02:15', 'monthly on the first sunday', monthly(1, SUNDAY)),
  row(lordHowe, '01:30', 'every week on sunday', weekly([SUNDAY])),
  row(lordHowe, '02:30', 'every 2 weeks on sunday and monday', weekly([1, SUNDAY], 2)),
]);
/** Around, between and at occurrences on the days the clocks change. */
const restarts = [
  ...['2026-10-03T15:30:00Z', '2026-10-25T00:30:00Z', '2026-11-01T05:29:00Z', '2026-11-01T06:00:00Z'],
  ...['2027-03-14T07:00:00Z', '2027-03-28T01:15:00Z', '2027-04-03T15:00:00Z'],
];

/** Public holidays of Portugal on weekdays, written down from its calendar. */
const holidays = [
  ...['2026-06-10', '2026-10-05', '2026-12-01', '2026-12-08', '2026-12-25'],
  ...['2027-01-01', '2027-03-26', '2027-05-27'],
];
const ownClosedDays = [
  ...['2026-06-15', '2026-12-24', '2026-12-28', '2026-12-29', '2026-12-30', '2026-12-31', '2027-02-01'],
];
const closedInLisbon: ClosedDays = { weekdays: [6, 7], dates: [...holidays, ...ownClosedDays] };

const aroundClosedDays: readonly Row[] = forThisStore([
  row(newYork, '10:00', 'every week on friday', weekly([5])),
  row(london, '10:00', 'monthly on the first monday', monthly(1, 1)),
  row(london, '01:30', 'every 2 weeks on saturday', weekly([6], 2)),
  row(sydney, '02:30', 'every week on monday', weekly([1])),
  row(lordHowe, '10:00', 'every 2 weeks on wednesday', weekly([3], 2)),
  row(lordHowe, '02:30', 'every week on thursday and friday', weekly([4, 5])),
]);

const channelOf = (index: number) => `room${index}`;
const pairOf = (index: number) => [`ana${index}`, `bo${index}`];

/** A house with a program a row, two people in each, who are introduced to each other at every round. */
async function housePerRow(rows: readonly Row[], settings: readonly string[]): Promise<House> {
  const people = rows.flatMap(({ zone }, index) => pairOf(index).map((id) => ({ id, zone })));
  const channels = Object.fromEntries(rows.map((_, index) => [channelOf(index), pairOf(index)]));
  const boss = { id: 'boss', name: 'Boss', zone: 'Europe/Lisbon', isAdmin: true };
  const house = await House.open({ now: START, people: [boss, ...people], channels, zone: 'Europe/Lisbon' });
  for (const line of settings) await confirmed(house, line);
  for (const [index, { words, time, zone }] of rows.entries())
    await confirmed(house, `coffee ${words} at ${time} in ${zone} from ${FROM}`, channelOf(index));
  return house;
}

async function confirmed(house: House, line: string, channel?: string): Promise<void> {
  const reply = read((await house.says('boss', `${line} --yes`, channel)).message);
  if (!/^(Done|Started)/.test(reply)) throw new Error(`${line}: ${reply}`);
}

/** The whole year: now and then somebody of each pair says that they met, since who is silent for long is left out. */
async function liveThrough(house: House, rows: readonly Row[], restartsAt: readonly string[]): Promise<void> {
  const fortnights = Array.from({ length: 26 }, (_, n) =>
    new Date(Date.parse(START) + (n + 1) * 14 * DAY).toISOString(),
  );
  const stops = [...fortnights, ...restartsAt].filter((at) => at > START && at < END);
  for (const at of stops.sort()) {
    await house.until(at);
    if (restartsAt.includes(at)) await house.restart();
    const isDue = ({ words }: Row) => !words.startsWith('monthly') || fortnights.indexOf(at) % 2 === 1;
    for (const [index, one] of rows.entries())
      if (fortnights.includes(at) && isDue(one)) await house.says(`ana${index}`, 'met');
  }
  await house.until(END);
}

/** When the people of a row were introduced, as it was posted in their chat. */
const introduced = (house: House, index: number): readonly string[] =>
  house.platform
    .seenBy(`ana${index}`)
    .filter(({ place }) => place.kind === 'group')
    .map(({ at }) => toIso(at));

const expectedOf = (one: Row, closed: ClosedDays): readonly string[] =>
  expectedRounds(one, FROM, LAST, closed)
    .filter((ms) => ms <= Date.parse(END))
    .map((ms) => new Date(ms).toISOString());

/** Compares every row's year with what its rule says; answers how many rounds that were. */
function expectYear(house: House, rows: readonly Row[], closed: ClosedDays): number {
  const name = ({ words, time, zone }: Row) => `${words} at ${time} in ${zone}`;
  const lived = rows.map((one, index) => [name(one), introduced(house, index)] as const);
  const wanted = rows.map((one) => [name(one), expectedOf(one, closed)] as const);

  expect(lived).toEqual(wanted);
  expect(house.failures.seen).toEqual([]);
  return wanted.flatMap(([, instants]) => instants).length;
}

describe.concurrent('a year of rounds', { timeout: minutesLimit * 60_000 }, () => {
  it('holds every round over both clock changes at its wall time, none dropped and none twice, restarts included', async () => {
    const house = await housePerRow(overClockChanges, ['settings days mon-sun']);

    await liveThrough(house, overClockChanges, restarts);

    const rounds = expectYear(house, overClockChanges, nothingClosed);
    console.log(`year of rounds: ${rounds} rounds of ${overClockChanges.length} programs over clock changes`);
    await house.close();
  });

  it('moves rounds off weekends, public holidays and closed days to the next working day at the same wall time', async () => {
    const closing = ownClosedDays.filter((date) => date > START).map((date) => `settings closed ${date}`);
    const house = await housePerRow(aroundClosedDays, ['settings country PT', ...closing]);

    await liveThrough(house, aroundClosedDays, ['2026-12-24T23:00:00Z']);

    const rounds = expectYear(house, aroundClosedDays, closedInLisbon);
    console.log(`year of rounds: ${rounds} rounds of ${aroundClosedDays.length} programs around closed days`);
    await house.close();
  });
});

describe('the expectation itself', () => {
  const yearOf = (rhythm: ExpectedRhythm, closed: ClosedDays) =>
    expectedRounds(rhythm, '2026-06-08', '2027-06-06', closed).map((ms) => new Date(ms).toISOString());

  it('takes the later reading in a gap and the earlier in a fold', () => {
    const gaps = yearOf(row(newYork, '02:30', '', weekly([SUNDAY])), nothingClosed);
    const folds = yearOf(row(lordHowe, '01:30', '', weekly([SUNDAY])), nothingClosed);

    expect(gaps).toContain('2027-03-14T07:30:00.000Z'); // 03:30 summer time
    expect(folds).toContain('2027-04-03T14:30:00.000Z'); // the first 01:30
  });

  it('leaves no round on a closed day', () => {
    const fridays = yearOf(row(london, '10:00', '', weekly([5])), closedInLisbon);

    expect(fridays).toContain('2027-01-04T10:00:00.000Z'); // from New Year's Day, over a weekend
    expect(fridays.some((at) => at.startsWith('2026-12-25'))).toBe(false);
  });
});
