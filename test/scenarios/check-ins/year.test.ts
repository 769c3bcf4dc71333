import { expect, test } from 'vitest';
import { toIso } from '../../../src/time/zoned.ts';
import type { House } from '../../support/house.ts';
import { isFullSize } from '../../support/size.ts';
import { testedStore } from '../../support/store.ts';
import { openTeam, prompts } from './support/check-ins.ts';
import { countryOf, expectedPrompts, holidaysOf, hoursInto, type Life, nineZones } from './support/year.ts';

/** The whole year; in the small form with fewer people who are asked less often, on PostgreSQL the months of autumn. */
const isWhole = isFullSize || testedStore === 'lowdb';
const START = isWhole ? '2026-06-01T00:00:00Z' : '2026-09-21T00:00:00Z';
const END = isWhole ? '2027-05-30T00:00:00Z' : '2026-11-09T00:00:00Z';
const count = isFullSize ? 60 : 12;
const rhythm = isFullSize ? 'every weekday' : 'every week on friday';
const weekdays = isFullSize ? [1, 2, 3, 4, 5] : [5];
const closed = ['2026-10-02', '2026-12-24', '2027-02-05'];
const minutesLimit = 15;

/** Somebody who lives in another zone from an instant on. */
const moves: readonly (readonly [id: string, at: string, zone: string])[] = [
  ['p01', '2026-10-06T12:00:00Z', 'America/New_York'],
  ['p07', '2026-10-13T03:00:00Z', 'America/Sao_Paulo'],
  ['p07', '2026-10-27T18:00:00Z', 'Pacific/Auckland'],
  ['p05', '2026-09-29T20:30:00Z', 'Asia/Tokyo'],
];
const leave: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  p02: [['2026-10-12', '2026-10-23']],
  p03: [
    ['2026-09-28', '2026-09-29'],
    ['2027-01-04', '2027-01-15'],
  ],
  p09: [['2026-12-21', '2027-01-08']],
};
/** The first day back is not one of them. */
const pauses: Readonly<Record<string, readonly [string, string]>> = { p04: ['2026-09-22', '2026-10-15'] };
const ownDays: Readonly<Record<string, readonly [string, readonly number[]]>> = {
  p06: ['mon-thu', [1, 2, 3, 4]],
  p08: ['tue-sat', [2, 3, 4, 5, 6]],
};
const restarts = ['2026-10-03T15:30:00Z', '2026-10-25T00:30:00Z', '2027-03-14T07:00:00Z', '2027-03-28T01:15:00Z'];

const idOf = (index: number) => `p${String(index + 1).padStart(2, '0')}`;

function lifeOf(index: number): Life {
  const id = idOf(index);
  const home = nineZones[index % nineZones.length] ?? 'UTC';
  const moved = moves.filter(([who]) => who === id).map(([, at, zone]) => ({ from: Date.parse(at), zone }));
  const paused = pauses[id];
  return {
    id,
    zones: [{ from: 0, zone: home }, ...moved],
    holidays: holidaysOf(countryOf[home]),
    days: ownDays[id]?.[1] ?? [1, 2, 3, 4, 5],
    off: [...(leave[id] ?? []), ...(paused ? [paused] : [])],
  };
}

/** On Sundays at a wall time that some zones skip and some have twice; people who work at any hour. */
const night = { weekdays: [7], time: '02:15', closed } as const;
const owls: readonly Life[] = nineZones.map((zone, index) => ({
  id: `owl${index}`,
  zones: [{ from: 0, zone }],
  holidays: [],
  days: [1, 2, 3, 4, 5, 6, 7],
  off: [],
}));
const lives = Array.from({ length: count }, (_, index) => lifeOf(index));

const coworkerOf = ({ id, zones }: Life) => {
  const zone = zones[0]?.zone ?? 'UTC';
  const country = id.startsWith('owl') ? undefined : countryOf[zone];
  return { id, name: id, zone, ...(country === undefined ? {} : { country }) };
};

async function open(): Promise<House> {
  const people = lives.map(coworkerOf);
  const channels = { night: owls.map(({ id }) => id), team: lives.map(({ id }) => id) };
  const rules = [`${rhythm} at 09:30 local`, 'pack small-talk'];
  const house = await openTeam([...people, ...owls.map(coworkerOf)], rules, {
    now: START,
    zone: 'Europe/Lisbon',
    channels,
  });
  const typed: (readonly [string, string])[] = [
    ...owls.flatMap(({ id }) => [[id, 'hours 00:00-12:00'] as const, [id, 'days mon-sun'] as const]),
    ...Object.entries(ownDays).map(([id, [days]]) => [id, `days ${days}`] as const),
    ...Object.entries(leave).flatMap(([id, spans]) =>
      spans.map(([from, to]) => [id, `away ${from} to ${to}`] as const),
    ),
    ...closed.map((date) => ['boss', `settings closed ${date} --yes`] as const),
  ];
  for (const [id, line] of typed) await house.says(id, line);
  await house.says('boss', 'checkin every week on sunday at 02:15 local --yes', 'night');
  return house;
}

/** Everything that happens in the year, each at its instant. */
function happenings(house: House): readonly (readonly [at: string, () => Promise<unknown>])[] {
  const pausing = Object.entries(pauses).map(([id, [from, last]]) => {
    const back = hoursInto(`${last}T00:00:00Z`, 1, 0).slice(0, 10);
    return [hoursInto(`${from}T00:00:00Z`, 0, -12), () => house.says(id, `pause until ${back}`)] as const;
  });
  return [
    ...moves.map(([id, at, zone]) => [at, () => house.says(id, `timezone ${zone}`)] as const),
    ...pausing,
    ...restarts.map((at) => [at, () => house.restart()] as const),
  ]
    .filter(([at]) => at > START && at < END)
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

test('asks everybody on the dates they should be asked, at the right minute where they are', {
  timeout: minutesLimit * 60_000,
}, async () => {
  const house = await open();
  for (const [at, happen] of happenings(house)) {
    await house.until(at);
    await happen();
  }
  await house.until(END);

  const span = [Date.parse(START), Date.parse(END)] as const;
  const when = { weekdays, time: '09:30', closed };
  const wanted = [
    ...lives.map((life) => [life.id, expectedPrompts(life, when, ...span)] as const),
    ...owls.map((life) => [life.id, expectedPrompts(life, night, ...span)] as const),
  ];
  const iso = (all: readonly number[]) => all.map((at) => new Date(at).toISOString());
  const lived = wanted.map(([id]) => [id, prompts(house, id).map(({ at }) => toIso(at))]);
  console.log(
    `year of check-ins: ${count} people and ${owls.length} owls, ${wanted.flatMap(([, all]) => all).length} prompts`,
  );

  expect(lived).toEqual(wanted.map(([id, all]) => [id, iso(all)]));
  expect(house.failures.seen).toEqual([]);
});
