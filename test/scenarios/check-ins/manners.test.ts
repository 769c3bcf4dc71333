import { expect, test } from 'vitest';
import { read } from '../../support/reading.ts';
import { crew, digests, openTeam, orders, promptOf, prompts } from './support/check-ins.ts';

const ask = 'ask "What would make today a good day?"';

test.each([
  ['pulse results', 'no pulse result'],
  ['pulse now', `I don't know "checkin pulse now"`],
])('"checkin %s" puts no pulse in place of what is there', async (line, answer) => {
  const house = await openTeam(crew(2), ['every weekday at 09:30', ask]);
  const before = await house.app.exportSettings(house.org);

  expect(read((await house.says('boss', `checkin ${line} --yes`, 'team')).message)).toContain(answer);
  expect(await house.app.exportSettings(house.org)).toEqual(before);
});

test('out of a check-in in two presses, nothing more of it comes, and back by answer, home or the card', async () => {
  const house = await openTeam(crew(3), ['every weekday at 09:30', ask, 'remind at 10:30']);
  await house.until('2026-11-30T10:00:00Z');
  const { message: choices } = await house.presses('p01', promptOf(house, 'p01'), 'Ask me less');
  if (!choices) throw new Error('no choices');
  const out = await house.presses('p01', choices, 'Not this one any more');
  expect(read(out.replace)).toContain("You're not asked in #team any more. Nobody is told.");

  await house.until('2026-12-02T12:00:00Z');

  expect(house.platform.seenBy('p01').filter(({ key }) => /\/(ask|remind)\//.test(key))).toHaveLength(1);
  expect(prompts(house, 'p02')).toHaveLength(3);
  expect(read((await house.says('p02', 'home')).message)).not.toContain('not asked');
  expect(read((await house.says('p01', 'home')).message)).toContain("You're not asked in #team any more.");
  const { message: card } = await house.says('p01', 'answer');
  if (!card) throw new Error('no way back');
  await house.presses('p01', card, 'Ask me again');
  await house.until('2026-12-03T12:00:00Z');
  expect(prompts(house, 'p01')).toHaveLength(2);
});

test('words after "answer" are taken once confirmed, and not where nobody is named or there is nothing to write', async () => {
  const house = await openTeam(crew(3), ['every weekday at 09:30', ask]);
  await house.until('2026-11-30T10:00:00Z');
  const { message } = await house.says('p01', 'answer Fewer meetings on Fridays');
  expect(read(message)).toMatch(/^Is this your answer to What would.*\nFewer meetings on Fridays\n/);
  if (!message) throw new Error('no card');
  await house.presses('p01', message, 'Yes, share it');
  expect(read((await house.says('p02', `answer ${'long '.repeat(101)}`)).message)).toContain('under 500 characters');
  await house.until('2026-11-30T12:00:00Z');
  expect(read(digests(house)[0]?.message)).toMatch(/- P01: Fewer meetings on Fridays$/);

  await house.says('boss', 'checkin anonymous on --yes', 'team');
  await house.until('2026-12-01T10:00:00Z');
  const unnamed = read((await house.says('p01', 'answer Fewer meetings')).message);
  expect(unnamed).toMatch(/^The buttons here keep your name off it\. Nothing was kept of your words\.\nWhat would/);
});

test('a proposal left out is said so, above the next one', async () => {
  const house = await openTeam(crew(2), ['every weekday at 09:30']);
  for (const words of ['What did you fix?', 'What made you laugh?']) await house.says('p01', `suggest "${words}"`);
  const { message } = await house.says('boss', 'checkin suggestions', 'team');
  if (!message) throw new Error('no proposal');
  const first = /Proposed for #team: (.*)/.exec(read(message))?.[1];
  const { replace } = await house.presses('boss', message, 'Leave it out');
  expect(read(replace)).toMatch(/^Left out: (.*)\nProposed for #team: (?!\1)/);
  expect(read(replace)).toContain(`Left out: ${first}`);
  if (!replace) throw new Error('no next');
  expect(read((await house.presses('boss', replace, 'Take it in')).replace)).toMatch(/^Taken in: [^\n]*$/);
});

test('home during a pause shows no question', async () => {
  const house = await openTeam(crew(2), ['every weekday at 09:30', ask]);
  await house.until('2026-11-30T10:00:00Z');
  expect(read((await house.says('p01', 'home')).message)).toContain("Today's question");
  await house.says('p01', 'pause 3 days');
  expect(read((await house.says('p01', 'home')).message)).not.toContain("Today's question");
});

test('next is the one still to come, wherever people are', async () => {
  const zones = ['Europe/London', 'America/Los_Angeles'];
  const people = crew(2).map((one, index) => ({ ...one, zone: zones[index] ?? 'UTC' }));
  const house = await openTeam(people, ['every weekday at 09:30']);
  const next = async () =>
    /Next: ([^.]*)\./.exec(read((await house.says('boss', 'checkin status', 'team')).message))?.[1];
  expect(await next()).toBe('Mon 30 Nov');
  await house.until('2026-11-30T09:30:00Z');
  expect(await next()).toBe('Tue 1 Dec');
  await orders(house, 'checkin every weekday at 09:30 local');
  expect(await next()).toBe('Mon 30 Nov');
  await house.until('2026-11-30T17:31:00Z');
  expect(await next()).toBe('Tue 1 Dec');
});

test.each(['shape private', 'anonymous off', 'remind off', 'digest at 11:00'])(
  '"checkin %s" where it is so already says that and asks for no press',
  async (line) => {
    const house = await openTeam(crew(2), ['every weekday at 09:30']);
    expect(read((await house.says('boss', `checkin ${line}`, 'team')).message)).toBe('It is so already.');
  },
);

test('"checkin pack" alone lists the packs', async () => {
  const house = await openTeam(crew(2), ['every weekday at 09:30']);
  const said = read((await house.says('boss', 'checkin pack', 'team')).message);
  for (const name of ['small-talk', 'day-plan', 'mission', 'pulse']) expect(said).toContain(`- ${name}: `);
});
