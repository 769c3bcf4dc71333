import { expect, test } from 'vitest';
import { toIso } from '../../../src/time/zoned.ts';
import type { House } from '../../support/house.ts';
import { buttonsOf, read } from '../../support/reading.ts';
import { isFullSize } from '../../support/size.ts';
import { testedStore } from '../../support/store.ts';
import { crew, digests, openTeam, orders, promptOf, prompts } from './support/check-ins.ts';

const people = crew(8);
const WEEK = 7 * 86_400_000;
/** Three quarters in the full form; in the small one two, and on PostgreSQL one: no figure is another there. */
const quarters = isFullSize ? 3 : testedStore === 'lowdb' ? 2 : 1;

/** Tuesday after Tuesday everybody fills in the form, with the value that `value` gives for an item in that quarter. */
async function answerQuarter(house: House, from: string, weeks: number, value: (item: string, who: number) => number) {
  for (let week = 0; week < weeks; week++) {
    await house.until(new Date(Date.parse(`${from}T10:01:00Z`) + week * WEEK).toISOString());
    const card = prompts(house, 'p01').at(-1);
    if (!card || toIso(card.at).slice(0, 10) !== toIso(house.now).slice(0, 10)) continue;
    for (const [who, { id }] of people.entries()) {
      const [open] = buttonsOf(promptOf(house, id));
      const { form } = await house.hand(id, { kind: 'press', verb: open?.verb, args: open?.args });
      if (!form) throw new Error('no form');
      const values = Object.fromEntries(form.fields.map(({ name }) => [name, String(value(name, who))]));
      const reply = await house.hand(id, { kind: 'submit', verb: form.verb, args: form.args, values });
      if (reply.errors) throw new Error(JSON.stringify(reply.errors));
    }
  }
}

test('asks three items a week, tells by the quarter, and calls a change a change only beyond its noise', async () => {
  const house = await openTeam(people, [], { now: '2026-09-30T12:00:00Z', zone: 'UTC' });
  expect(await orders(house, 'checkin pulse')).toContain(
    'Open until it is 17:00 for the last who are asked, shared without names in the channel at the end of the quarter.',
  );
  expect(read((await house.says('boss', 'checkin anonymous off', 'team')).message)).toContain('without names only');

  await answerQuarter(house, '2026-10-06', 13, (_, who) => (who < 4 ? 4 : 2));
  const cards = prompts(house, 'p01');
  expect(cards).toHaveLength(10);
  expect(new Set(cards.map(({ message }) => read(message).match(/^- /gm)?.length))).toEqual(new Set([3, 2]));
  expect(digests(house)).toHaveLength(1);
  expect(read(digests(house)[0]?.message)).toMatch(
    /^Pulse of Q4 2026: where we start from\n- Leaders: 50% \(22 to 78\), 8 answers\.\n/,
  );
  if (quarters === 1) return;

  await answerQuarter(house, '2027-01-05', 13, (item, who) => (item.startsWith('pulse-own') || who < 4 ? 4 : 2));
  expect(read(digests(house)[1]?.message)).toMatch(/^Pulse of Q1 2027: work at a distance up since the first one\n/);
  expect(read(digests(house)[1]?.message)).toContain(
    '- Leaders: 50% (22 to 78), 8 answers; no change since the first.',
  );
  if (quarters === 2) return;

  await answerQuarter(house, '2027-04-06', 13, (item, who) => (item.startsWith('pulse-own') || who < 5 ? 4 : 2));
  expect(read(digests(house)[2]?.message)).toContain(
    'Work at a distance: 100% (68 to 100), 8 answers; up from 50% since the first, no change since the last.',
  );
  const items = read((await house.says('boss', 'checkin results', 'team')).message);
  expect(items).toContain('I know whom to ask, even if I have never met them. All who answered: agree');
  expect(items).toContain('My supervisor treats me with respect. 63% (31 to 86), 8 answers');
  expect(house.failures.seen).toEqual([]);
});

test('a week that too few answer is told nowhere', async () => {
  const house = await openTeam(people, [], { now: '2026-09-30T12:00:00Z', zone: 'UTC' });
  await orders(house, 'checkin pulse');
  await house.until('2026-10-06T10:01:00Z');
  const { form } = await house.presses('p01', promptOf(house, 'p01'), 'Answer');
  const values = Object.fromEntries((form?.fields ?? []).map(({ name }) => [name, '4']));
  expect(read(promptOf(house, 'p01'))).toContain(
    '#team sees the result at the end of the quarter, if at least 5 answer.',
  );
  await house.submits('p01', form?.verb ?? '', form?.args ?? {}, values);
  await house.until('2026-10-07T12:00:00Z');
  expect(read((await house.says('boss', 'checkin results', 'team')).message)).toContain('no pulse result');

  await house.until('2027-01-04T12:00:00Z');

  expect(digests(house)).toEqual([]);
  expect(read((await house.says('boss', 'checkin results', 'team')).message)).toBe(
    'Too few answered to show anything.',
  );
});

test.each([
  ['whoever asks for it', async (house: House) => house.until('2026-12-29T12:00:00Z')],
  ['although nobody works on its last day', async (house: House) => orders(house, 'settings closed 2026-12-29')],
  ['although I was away on its last day', async (house: House) => house.sleepUntil('2026-12-31T12:00:00Z')],
] as const)('a quarter is shown when it is told and not before, %s', async (_, happens) => {
  const house = await openTeam(people, [], { now: '2026-12-21T12:00:00Z', zone: 'UTC' });
  await orders(house, 'checkin pulse');
  const results = async () => read((await house.says('boss', 'checkin results', 'team')).message);
  await answerQuarter(house, '2026-12-22', 1, () => 4);
  await house.until('2026-12-22T18:00:00Z');
  expect(await results()).toContain('no pulse result in #team yet');
  await house.until('2026-12-29T09:00:00Z');
  await happens(house);

  await house.until('2026-12-31T13:00:00Z');

  expect(digests(house).map(({ message }) => read(message))).toEqual([
    expect.stringContaining('Pulse of Q4 2026: where we start from'),
  ]);
  expect(await results()).toContain('Pulse of Q4 2026, item by item');
});
