import { expect, it } from 'vitest';
import { House } from '../support/house.ts';
import { read } from '../support/reading.ts';
import { size } from '../support/size.ts';
import { testedStore } from '../support/store.ts';
import { Dice } from './support/dice.ts';
import { adminCommand } from './support/monkey/admin-commands.ts';
import { avoidedBy, channelsFor, coworker, firstPrograms } from './support/monkey/colleagues.ts';
import { Monkey } from './support/monkey/monkey.ts';
import { ownCommand } from './support/monkey/own-commands.ts';
import { Shadow } from './support/monkey/shadow.ts';
import { DAY } from './support/wall-clock.ts';

const START = '2026-06-01T05:00:00Z';
const people = 50;
const isEmbedded = testedStore === 'lowdb';
const days = size(`monkey days on ${testedStore}`, isEmbedded ? { small: 40, full: 365 } : { small: 3, full: 60 });
const seed = Number(process.env.HALLWAY_MONKEY_SEED ?? 2026);
const minutesLimit = 15;

/** A house with several programs of every kind, as two admins set it up. */
async function fullHouse(): Promise<House> {
  const all = Array.from({ length: people }, (_, n) => coworker(n));
  const house = await House.open({ now: START, people: all, channels: channelsFor(all), zone: 'Europe/Lisbon' });
  for (const [channel, words] of firstPrograms) {
    const answer = read((await house.says('p0', `coffee ${words} --yes`, channel)).message);
    if (!/^(Done|Started)/.test(answer)) throw new Error(`${words}: ${answer}`);
  }
  return house;
}

/** Everybody says whom they would rather not meet, so that every round has to heed it. */
async function writeAvoidLists(house: House, shadow: Shadow): Promise<void> {
  for (let n = 0; n < people; n += 1)
    for (const other of avoidedBy(n, people)) {
      await house.says(`p${n}`, `avoid ${other}@example.org`);
      shadow.of(`p${n}`).avoids.add(other);
    }
}

/** Every first word of the help, as an admin sees it. */
async function wordsOfHelp(house: House): Promise<ReadonlySet<string>> {
  const { message } = await house.says('p0', 'help');
  const shelves = (message?.blocks ?? []).flatMap((block) => (block.kind === 'list' ? block.items : []));
  const words = shelves.flatMap((shelf) =>
    shelf.slice(1).flatMap((span) => ('text' in span ? span.text.trim().split(', ') : [])),
  );
  return new Set(['help', 'home', ...words.filter((word) => word !== '')]);
}

/** Every first word that the monkey may type. */
function wordsSpoken(shadow: Shadow, now: number): ReadonlySet<string> {
  const dice = new Dice(1);
  const own = { dice, shadow, person: shadow.of('p2'), now };
  const lines = Array.from({ length: 1_000 }, () => [
    ownCommand(own).line,
    adminCommand({ dice, shadow, today: '2026-06-01' }).line,
  ]);
  return new Set(lines.flat().map((line) => line.split(' ')[0] ?? ''));
}

it(`keeps every promise while a monkey uses it (seed ${seed}; HALLWAY_MONKEY_SEED sets another)`, {
  timeout: minutesLimit * 60_000,
}, async () => {
  const house = await fullHouse();
  const dice = new Dice(seed);
  const shadow = new Shadow();
  for (const one of house.platform.coworkers.values()) shadow.enter(one, house.now);
  await writeAvoidLists(house, shadow);
  shadow.readFile(await house.app.exportSettings(house.org));
  const words = await wordsOfHelp(house);
  const monkey = new Monkey(house, shadow, dice, words);
  const spoken = wordsSpoken(shadow, house.now);
  expect([...words].filter((word) => !spoken.has(word))).toEqual([]);

  const start = house.now;
  for (let day = 0; day < days && monkey.inspector.violations.length === 0; day += 1) {
    const moments = Array.from({ length: dice.int(6, 16) }, () => start + day * DAY + dice.int(0, DAY - 60_000));
    for (const at of moments.sort((a, b) => a - b)) await monkey.act(at);
  }
  await monkey.pass(start + days * DAY);

  const told = monkey.inspector.violations.length > 0 ? ['last deeds:', ...monkey.trace.slice(-25)] : [];
  expect([...monkey.inspector.violations, ...told]).toEqual([]);
  console.log(`monkey seed ${seed}, ${people} people, ${days} days`);
  for (const line of monkey.inspector.figures.lines(shadow.people.size, days)) console.log(line);
  await house.close();
});
