import { expect, it } from 'vitest';
import { nativeId } from '../../../src/core/ids.ts';
import type { Coworker } from '../../support/platform.ts';
import { buttonsOf } from '../../support/reading.ts';
import { isFullSize, size } from '../../support/size.ts';
import { testedStore } from '../../support/store.ts';
import { Dice } from '../support/dice.ts';
import { DAY, datesFrom, dayAfter, instantOfWall, wallAt } from '../support/wall-clock.ts';
import { keepsItsManners, leavesThoseAloneWhoMet, type Sent, type Talk } from './support/manners.ts';
import { namesOn, openHouse, told } from './support/one-on-ones.ts';
import { type ExpectedCard, Oracle, type Rhythm, type Two, type Worker } from './support/oracle.ts';

const isSmall = !isFullSize;
/** Alone it takes four minutes on PostgreSQL, on a machine that does other things three times that. */
const minutesLimit = 25;
const supervisors = size(`supervisors of one-on-ones (${testedStore})`, {
  small: testedStore === 'lowdb' ? 9 : 3,
  full: 40,
});
const days = size(`days of one-on-ones (${testedStore})`, { small: testedStore === 'lowdb' ? 63 : 21, full: 365 });
const moves = isSmall ? 8 : 60;
const leavers = isSmall ? 1 : 5;
/** A Monday; Sydney's clocks change on 4 October, Europe's on the 25th, New York's on 1 November. */
const start = '2026-09-28';
const startMs = Date.parse(`${start}T05:00:00Z`);
const organisation = 'Europe/London';
const zones = [
  organisation,
  'America/New_York',
  'America/Sao_Paulo',
  'Asia/Kolkata',
  'Australia/Sydney',
  'Europe/Athens',
];
const weeks: readonly (readonly [string, readonly number[]])[] = [
  ['mon-fri', [1, 2, 3, 4, 5]],
  ['mon-fri', [1, 2, 3, 4, 5]],
  ['mon-thu', [1, 2, 3, 4]],
  ['sun-thu', [1, 2, 3, 4, 7]],
  ['tue-sat', [2, 3, 4, 5, 6]],
];
const hours = ['09:00', '09:00', '08:00', '10:30', '15:30'] as const;
const closedDays = ['2026-10-05', '2026-12-25', '2027-01-01', '2027-05-03'];

const dice = new Dice(9);
const workers = new Map<string, Worker>();
const managers = new Map<string, string>();
const worker = (id: string, like: Partial<Worker> = {}): Worker => {
  const [, workDays] = dice.pick(weeks);
  const made = {
    id,
    name: `Person ${id}`,
    zone: dice.pick(zones),
    days: workDays,
    from: dice.pick(hours),
    leave: [],
    ...like,
  };
  workers.set(id, made);
  return made;
};
const coworker = (id: string): Coworker => {
  const { name, zone } = workers.get(id) as Worker;
  const manager = managers.get(id);
  return { id, name, zone, ...(manager === undefined ? {} : { manager }) };
};
const endOf = (from: string) => `${String((Number(from.slice(0, 2)) + 8) % 24).padStart(2, '0')}:${from.slice(3)}`;
const at = (date: string, time = '12:00') => Date.parse(`${date}T${time}:00Z`);
const mention = (id: string) => `<@test:T1/${id}>`;

function people(): readonly Coworker[] {
  const boss: Coworker = { id: 'boss', name: 'Boss', isAdmin: true };
  for (let n = 0; n < supervisors; n += 1) {
    const supervisor = worker(`s${n}`, { zone: zones[n % zones.length] ?? organisation });
    for (let report = 0; report < 1 + ((n * 5) % 14); report += 1) {
      // They share most of their week, as people who work together do.
      const { id } = worker(`r${n}x${report}`, { days: supervisor.days });
      managers.set(id, supervisor.id);
    }
  }
  return [boss, ...[...workers.keys()].map(coworker)];
}

it('sends every card on the right local morning, for exactly whom an oracle names, through a year', {
  timeout: minutesLimit * 60_000,
}, async () => {
  const house = await openHouse(people(), { now: new Date(startMs).toISOString(), zone: organisation });
  const oracle = new Oracle({ weeks: 2 });
  const { platform } = house;
  const expected: ExpectedCard[] = [];
  const seen: Sent[] = [];
  const done = new Set<string>();
  const talks: Talk[] = [];
  let met = 0;
  // As they were sent: a line that is answered, or a pair that ends, is drawn anew on the card.
  const post = platform.post.bind(platform);
  platform.post = async (workspace, place, message, key) => {
    const names = namesOn(message);
    const all = /Show all (\d+)/.exec(
      buttonsOf(message)
        .map(({ label }) => label)
        .join('\n'),
    )?.[1];
    const supervisor = place.kind === 'personal' ? nativeId(place.account) : '?';
    seen.push({ key, supervisor, at: house.now, names: [...names].sort(), all: Number(all ?? names.length) });
    return post(workspace, place, message, key);
  };

  /** The directory's word, as it is followed once a day. */
  const look = (now: number) => {
    for (const [key, two] of [...oracle.pairs])
      if (!platform.coworkers.has(two.supervisor.id) || !platform.coworkers.has(two.report.id)) oracle.end(key);
    for (const { id } of platform.coworkers.values()) {
      const report = workers.get(id);
      const named = managers.get(id);
      const supervisor = named !== undefined && platform.coworkers.has(named) ? workers.get(named) : undefined;
      const before = [...oracle.pairs].find(([, two]) => two.report.id === id);
      if (!report || before?.[1].supervisor === supervisor) continue;
      if (before) oracle.end(before[0]);
      if (supervisor) oracle.join(supervisor, report, now);
    }
  };
  /** Everything that happens by itself up to an instant, in its order. */
  const pass = async (to: number) => {
    const from = house.now as number;
    const dates = datesFrom(
      dayAfter(new Date(from).toISOString().slice(0, 10), -1),
      dayAfter(new Date(to).toISOString().slice(0, 10)),
    );
    const events: { readonly at: number; readonly rank: number; readonly run: () => void }[] = [];
    for (const date of dates) {
      const looks = instantOfWall(organisation, date, '09:00');
      events.push({ at: looks, rank: 0, run: () => look(looks) });
      for (const one of workers.values()) {
        if (!one.id.startsWith('s')) continue;
        const morning = oracle.morning(one, date);
        if (morning === undefined) continue;
        const run = () => {
          if (!platform.coworkers.has(one.id) || done.has(`${one.id} ${date}`)) return;
          done.add(`${one.id} ${date}`);
          const card = oracle.card(one, date);
          if (card) expected.push(card);
        };
        events.push({ at: morning, rank: 1, run });
      }
    }
    for (const { run } of events
      .filter((one) => one.at > from && one.at <= to)
      .sort((a, b) => a.at - b.at || a.rank - b.rank))
      run();
    await house.until(new Date(to).toISOString());
  };

  // Before anybody is nudged: everybody's hours, the closed days, and the rhythms.
  for (const { id, days: own, from } of workers.values()) {
    const words = weeks.find(([, list]) => list === own)?.[0] ?? 'mon-fri';
    await house.hand(id, { kind: 'command', text: `days ${words}` });
    await house.hand(id, { kind: 'command', text: `hours ${from}-${endOf(from)}` });
  }
  for (const date of closedDays) {
    await told(house, 'boss', `settings closed ${date} --yes`);
    oracle.closed.add(date);
  }
  for (let n = 0; n < supervisors; n += 4) {
    const [words, rhythm] = dice.pick<readonly [string, Rhythm]>([
      ['every week', { weeks: 1 }],
      ['monthly', { months: 1 }],
      ['every 3 weeks', { weeks: 3 }],
      ['quarterly', { months: 3 }],
    ]);
    await told(house, `s${n}`, `oneonone ${words} for me`);
    oracle.rhythms.set(`s${n}`, rhythm);
  }
  expect(await told(house, 'boss', 'oneonone every 2 weeks --yes')).toContain(`for ${supervisors} supervisors`);
  look(house.now);
  for (const two of [...oracle.pairs.values()].filter((_, index) => index % 9 === 4)) {
    await told(house, two.supervisor.id, `oneonone every week for ${mention(two.report.id)}`);
    oracle.rhythms.set(`${two.supervisor.id}/${two.report.id}`, { weeks: 1 });
  }

  const moveDays = new Map(Array.from({ length: moves }, (_, n) => [n, dice.int(5, days - 5)]));
  const leaveDays = Array.from({ length: leavers }, () => dice.int(10, days - 5));
  for (let day = 0; day < days; day += 1) {
    const date = dayAfter(start, day);
    await pass(at(date));
    for (const two of meetingsOf(oracle, date)) {
      const bySupervisor = dice.chance(0.6);
      const [who, whom] = bySupervisor ? [two.supervisor, two.report] : [two.report, two.supervisor];
      const today = wallAt(who.zone, at(date)).date;
      const isYesterday = dice.chance(0.2);
      await told(house, who.id, `oneonone met ${mention(whom.id)}${isYesterday ? ' yesterday' : ''}`);
      oracle.met(two, isYesterday ? dayAfter(today, -1) : today, at(date));
      met += 1;
      talks.push({ supervisor: two.supervisor.id, report: two.report.name, at: at(date) });
    }
    await leaveAndHolidays(date);
    await changesOf(day);
    if (day % 28 === 20) await compareDueDates();
  }
  await pass(startMs + days * DAY);

  const order = (cards: readonly { at: number; supervisor: string }[]) =>
    cards.map((card) => ({ ...card })).sort((a, b) => a.at - b.at || (a.supervisor < b.supervisor ? -1 : 1));
  const got = seen.filter(({ key }) => key.startsWith('oneonone/nudge/'));
  expect(order(got).map(({ at: when, supervisor }) => `${new Date(when).toISOString()} ${supervisor}`)).toEqual(
    order(expected).map(({ at: when, supervisor }) => `${new Date(when).toISOString()} ${supervisor}`),
  );
  const wanted = new Map(expected.map((card) => [`${card.at} ${card.supervisor}`, card.names]));
  for (const { supervisor, at: when, names, all } of got) {
    const all6 = wanted.get(`${when} ${supervisor}`) ?? [];
    expect(all, `${supervisor} ${new Date(when).toISOString()}`).toBe(all6.length);
    if (all6.length <= 6) expect(names).toEqual(all6);
    else for (const name of names) expect(all6).toContain(name);
  }
  keepsItsManners(got, workers);
  leavesThoseAloneWhoMet(got, talks);
  expect(seen).toHaveLength(got.length);
  expect(house.failures.seen).toEqual([]);
  console.log(
    `${testedStore}: ${supervisors} supervisors, ${oracle.pairs.size} pairs, ${days} days, ${met} meetings, ${got.length} cards`,
  );

  /** Somebody goes on leave: told ahead, or on the day. */
  async function leaveAndHolidays(date: string): Promise<void> {
    for (const one of workers.values()) {
      if (!platform.coworkers.has(one.id) || !dice.chance(1 / 80)) continue;
      const from = dayAfter(wallAt(one.zone, at(date)).date, dice.int(0, 20));
      const to = dayAfter(from, dice.int(0, 12));
      await told(house, one.id, `away ${from} to ${to}`);
      one.leave.push({ from, to });
    }
  }

  async function changesOf(day: number): Promise<void> {
    let isChanged = false;
    for (const [move, on] of moveDays) {
      const report = `r${(move * 7) % supervisors}x0`;
      const target = `s${(move * 11 + 3) % supervisors}`;
      if (on !== day || !platform.coworkers.has(target)) continue;
      managers.set(report, target);
      platform.coworkers.set(report, coworker(report));
      isChanged = true;
    }
    for (const [index, on] of leaveDays.entries()) {
      if (on !== day) continue;
      platform.coworkers.delete(`s${index * 3 + 1}`);
      isChanged = true;
    }
    if (isChanged) await house.app.sync(platform.workspace);
  }

  /** The next date of every pair, as its supervisor is shown it. */
  async function compareDueDates(): Promise<void> {
    for (const [, group] of Map.groupBy(oracle.pairs.values(), ({ supervisor }) => supervisor.id)) {
      const [{ supervisor }] = group as [Two];
      if (!platform.coworkers.has(supervisor.id)) continue;
      const page = await told(house, supervisor.id, 'oneonone');
      const today = wallAt(supervisor.zone, house.now).date;
      for (const two of group) {
        const due = oracle.due(two);
        const words = due <= today ? 'worth one these days' : `next around ${spoken(due)}`;
        expect(
          page.split('\n').find((line) => line.includes(`${two.report.name}:`)),
          `${supervisor.id} ${today}`,
        ).toContain(words);
      }
    }
  }
});

/** Pairs that talk that day: mostly when it has come round. */
function meetingsOf(oracle: Oracle, date: string): readonly Two[] {
  return [...oracle.pairs.values()].filter((two) => {
    const isDue = oracle.due(two) <= date;
    const areHere = oracle.works(two.supervisor, date) && oracle.works(two.report, date);
    return areHere && dice.chance(isDue ? 0.18 : 0.01);
  });
}

const spoken = (date: string) =>
  new Date(date)
    .toLocaleDateString('en-GB', { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' })
    .replace(',', '');
