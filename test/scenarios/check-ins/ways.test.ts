import { expect, test } from 'vitest';
import { toIso } from '../../../src/time/zoned.ts';
import { buttonsOf, read } from '../../support/reading.ts';
import { crew, digests, openTeam, orders, press, promptOf, prompts, write } from './support/check-ins.ts';

const ask = 'ask "What would make today a good day?"';
const dates = (posts: readonly { readonly at: Parameters<typeof toIso>[0] }[]) =>
  posts.map(({ at }) => toIso(at).slice(0, 10));

test('two questions due together come one after the other in the same minute', async () => {
  const people = crew(3);
  const house = await openTeam(people, ['every weekday at 09:30 local', ask], { channels: { other: ['p01'] } });
  await house.says('boss', 'checkin every weekday at 09:30 local --yes', 'other');

  await house.until('2026-11-30T09:31:00Z');

  expect(prompts(house, 'p01').map(({ at }) => toIso(at))).toEqual(Array(2).fill('2026-11-30T09:30:00.000Z'));
});

test('within quiet hours nothing arrives: who begins later is asked then, who has gone home is not', async () => {
  const house = await openTeam(crew(4), ['every weekday at 09:30 local', ask, 'digest at 16:00']);
  await house.says('p01', 'hours 11:00-19:00');
  await house.says('p02', 'hours 05:00-09:00');
  await house.says('p03', 'hours 17:00-23:00');
  await house.says('p04', 'pause 3 days');

  await house.until('2026-12-01T07:00:00Z');

  expect(prompts(house, 'p01').map(({ at }) => toIso(at))).toEqual(['2026-11-30T11:00:00.000Z']);
  expect(['p02', 'p03', 'p04'].flatMap((id) => prompts(house, id))).toEqual([]);
});

test('one reminder, to those who have said nothing, and nobody sees who they were', async () => {
  const house = await openTeam(crew(3), ['every weekday at 09:30', ask, 'remind at 10:30']);
  await house.until('2026-11-30T10:00:00Z');
  await write(house, 'p01', 'Rest');
  await press(house, 'p02', 'Skip today');
  await house.until('2026-11-30T12:00:00Z');

  const reminded = house.platform.posts.filter(({ key }) => /\/remind\//.test(key));
  expect(reminded.map(({ place }) => place)).toEqual([house.personal('p03')]);
  const seen = read((await house.says('boss', 'status')).message) + read((await house.says('boss', 'home')).message);
  expect(seen + read(digests(house)[0]?.message)).not.toMatch(/P02|P03|1 of 3|answered/);
  expect(read((await house.says('boss', 'checkin anonymous on --yes', 'team')).message)).toMatch(/^Done/);
  await house.until('2026-12-02T12:00:00Z');
  expect(house.platform.posts.filter(({ key }) => /\/remind\//.test(key))).toHaveLength(1);
});

test('ask me less: twice a week, weekly, a month of peace', async () => {
  const house = await openTeam(crew(4), ['every weekday at 09:30 local']);
  await house.until('2026-11-30T09:31:00Z');
  for (const [id, label] of [
    ['p01', 'Twice a week'],
    ['p02', 'Weekly'],
    ['p03', 'Pause for a month'],
  ] as const) {
    const { message } = await house.presses(id, promptOf(house, id), 'Ask me less');
    if (!message) throw new Error('no choices');
    await house.presses(id, message, label);
  }
  await house.until('2026-12-14T08:00:00Z');

  expect(dates(prompts(house, 'p01'))).toEqual(['2026-11-30', '2026-12-02', '2026-12-07', '2026-12-09']);
  expect(dates(prompts(house, 'p02'))).toEqual(['2026-11-30', '2026-12-07']);
  expect(dates(prompts(house, 'p03'))).toEqual(['2026-11-30']);
  expect(prompts(house, 'p04')).toHaveLength(10);
  await house.until('2027-01-05T12:00:00Z');
  expect(dates(prompts(house, 'p03')).slice(1)).toEqual([
    '2026-12-30',
    '2026-12-31',
    '2027-01-01',
    '2027-01-04',
    '2027-01-05',
  ]);
});

test('nobody sees a question twice before the pack is used up', async () => {
  const house = await openTeam(crew(1), ['every weekday at 09:30 local', 'pack mission']);

  await house.until('2027-01-20T12:00:00Z');

  const asked = prompts(house, 'p01').map(({ message }) => message.fallback);
  expect(asked.length).toBeGreaterThan(35);
  expect(new Set(asked.slice(0, 30)).size).toBe(30);
  expect(asked.slice(30, 36)).toEqual(asked.slice(0, 6));
});

test('after a low answer: what would help; the words join the summary under their own question', async () => {
  const house = await openTeam(crew(3), ['every weekday at 09:30', 'pack day-plan']);
  for (let day = 1; !/How does your day look/.test(read(prompts(house, 'p01').at(-1)?.message)); day++)
    await house.until(new Date(Date.parse('2026-11-29T10:00:00Z') + day * 86_400_000).toISOString());

  const rated = await house.presses('p01', promptOf(house, 'p01'), 'Rough');
  expect(read(rated.replace)).toContain('What would help?');
  if (!rated.replace) throw new Error('no card');
  const { form } = await house.presses('p01', rated.replace, 'Tell');
  expect(form?.fields.map(({ label }) => label)).toEqual(['What would help?']);
  await house.submits('p01', form?.verb ?? '', form?.args ?? {}, { [form?.fields[0]?.name ?? '']: 'Fewer meetings' });
  expect(read((await house.presses('p02', promptOf(house, 'p02'), 'Great')).replace)).not.toContain('What would help?');
  await house.until((house.now + 2 * 3_600_000) as never);

  expect(read(digests(house).at(-1)?.message)).toMatch(
    /- Rough: P01\n- Great: P02\nWhat would help\?\n- P01: Fewer meetings$/,
  );
});

test('water cooler: one question to the channel, nothing kept, and no date on which nobody works', async () => {
  const house = await openTeam(crew(3), ['every weekday at 10:00', 'shape water-cooler']);
  await house.says('boss', 'settings closed 2026-12-02 --yes');

  await house.until('2026-12-07T08:00:00Z');

  expect(digests(house).map(({ at }) => toIso(at))).toEqual(
    ['2026-11-30', '2026-12-01', '2026-12-03', '2026-12-04'].map((date) => `${date}T10:00:00.000Z`),
  );
  expect(read(digests(house)[0]?.message)).toContain('I keep nothing of it.');
  expect(prompts(house, 'p01')).toEqual([]);
});

test('a colleague proposes a question, an admin takes it in, and it comes round', async () => {
  const house = await openTeam(crew(2), ['every weekday at 09:30', 'pack small-talk']);
  expect(read((await house.says('p01', 'suggest "What did you fix?"')).message)).toContain(
    'Your name does not go along',
  );
  expect(read((await house.says('p01', 'suggest What')).message)).toContain('in quotes');
  expect(read((await house.says('boss', 'status')).message)).toContain('Questions proposed: 1.');

  const { message } = await house.says('boss', 'checkin suggestions', 'team');
  expect(read(message)).toContain('Proposed for #team: What did you fix?');
  expect(read(message)).not.toContain('P01');
  const card = message ?? { fallback: '', blocks: [] };
  expect(read((await house.presses('p01', card, 'Take it in')).message)).toContain('Only admins');
  expect(read((await house.presses('boss', card, 'Take it in')).replace)).toBe('Taken in: What did you fix?');
  await house.until('2027-01-20T12:00:00Z');

  expect(prompts(house, 'p01').map((post) => post.message.fallback)).toContain('What did you fix?');
});

test("a supervisor's reports are asked, and the channel reads the summary", async () => {
  const people = crew(4).map((one, index) => (index === 0 ? one : { ...one, manager: index < 3 ? 'p01' : 'p02' }));
  const house = await openTeam(people, []);
  await orders(house, 'checkin every weekday at 09:30 local for @P01');

  await house.until('2026-11-30T10:00:00Z');
  await write(house, 'p02', 'Hello');

  expect(people.filter(({ id }) => prompts(house, id).length > 0).map(({ id }) => id)).toEqual(['p02', 'p03']);
});

test('a digest for each band of time zones', async () => {
  const zones = ['Asia/Tokyo', 'Europe/Berlin', 'America/New_York'];
  const people = crew(3).map((one, index) => ({ ...one, zone: zones[index] ?? 'UTC' }));
  const house = await openTeam(people, ['every weekday at 09:30 local', ask, 'digest at 12:00 by band'], {
    now: '2026-11-29T12:00:00Z',
  });
  for (const [id, at] of [
    ['p01', '2026-11-30T01:00:00Z'],
    ['p02', '2026-11-30T09:00:00Z'],
    ['p03', '2026-11-30T15:00:00Z'],
  ] as const) {
    await house.until(at);
    await write(house, id, `from ${id}`);
  }
  await house.until('2026-11-30T20:00:00Z');

  expect(digests(house).map(({ at, message }) => [toIso(at).slice(11, 16), message.fallback])).toEqual([
    ['03:00', 'Check-in of Mon 30 Nov, Asia and Pacific'],
    ['11:00', 'Check-in of Mon 30 Nov, Europe and Africa'],
    ['17:00', 'Check-in of Mon 30 Nov, Americas'],
  ]);
  expect(digests(house).map(({ message }) => /from (p\d+)/.exec(read(message))?.[1])).toEqual(['p01', 'p02', 'p03']);
});

test('settings go out and come back; what is held on a person is shown and erased', async () => {
  const house = await openTeam(crew(3), ['every weekday at 09:30', ask]);
  await house.until('2026-11-30T10:00:00Z');
  await write(house, 'p01', 'Quiet');
  const file = JSON.parse(JSON.stringify(await house.app.exportSettings(house.org)));
  await orders(house, 'checkin off');

  expect(await house.app.importSettings(house.org, file)).toEqual(['check-in in #team']);
  expect(await house.app.exportSettings(house.org)).toEqual(file);
  const wrong = { ...file, checkins: [{ ...file.checkins[0], pack: 'gossip' }] };
  await expect(house.app.importSettings(house.org, wrong)).rejects.toThrow(
    'checkins, program 1: there is no pack "gossip"',
  );

  const person = await house.person('p01');
  expect(JSON.stringify((await house.app.exportPerson(house.org, person)).checkins)).toContain('Quiet');
  await house.app.forgetPerson(house.org, person);
  expect(JSON.stringify((await house.app.exportPerson(house.org, person)).checkins)).not.toContain('Quiet');
});

test('answer on demand, from home, and only where there is a question', async () => {
  const house = await openTeam(crew(2), ['every weekday at 09:30', ask]);
  expect(read((await house.says('p01', 'answer')).message)).toContain('no open question');
  await house.until('2026-11-30T10:00:00Z');

  expect(read((await house.says('p01', 'answer')).message)).toContain('What would make today a good day?');
  const home = (await house.says('p01', 'home')).message;
  expect(read(home)).toContain("Today's question: What would make today a good day?");
  expect(buttonsOf(home ?? { fallback: '', blocks: [] }).map(({ label }) => label)).toContain('Show it');
  await write(house, 'p01', 'Sun');
  expect(read((await house.says('p01', 'home')).message)).not.toContain("Today's question");
});

test.each([
  ['every tusday at 09:30', /tusday.*Did you mean tuesday/s],
  ['shape round', /two shapes/],
  ['pack smalltalk', /Did you mean small-talk\?/],
  ['pack gossip', /There are small-talk, day-plan, mission and pulse/],
  ['ask nothing', /in quotes/],
  ['anonymous maybe', /Say on or off/],
  ['digest at 09:00', /needs a later time/],
  ['remind at 12:00', /between 09:30 and 11:00/],
  ['every weekday at 09:30 local in tokyo', /without a zone/],
  ['every weekday at 09:30 for tomorrow', /whose reports/],
  ['digset at 11:00', /Did you mean digest\?/],
  ['results', /no pulse result/],
])('"checkin %s" changes nothing and says what would do', async (line, answer) => {
  const house = await openTeam(crew(2), ['every weekday at 09:30']);
  const before = await house.app.exportSettings(house.org);

  const said = read((await house.says('boss', `checkin ${line} --yes`, 'team')).message);

  expect(said).toMatch(answer);
  expect(await house.app.exportSettings(house.org)).toEqual(before);
});

test('a digest in a thread: its title in the channel, the answers and what comes later under it', async () => {
  const house = await openTeam(crew(2), ['every weekday at 09:30', ask, 'digest at 11:00 in thread']);
  await house.until('2026-11-30T10:00:00Z');
  await write(house, 'p01', 'Sun');
  let isRefused = false;
  house.platform.fault = (_, key) => {
    if (!/\/title\//.test(key) || isRefused) return undefined;
    isRefused = true;
    return { outcome: { kind: 'later', at: (house.now + 60_000) as never } };
  };
  await house.until('2026-11-30T12:00:00Z');
  await write(house, 'p02', 'Rain');

  const [title, digest] = digests(house);
  expect(read(title?.message)).toBe('Check-in of Mon 30 Nov: the answers are in the thread.');
  expect(title?.place).not.toHaveProperty('under');
  expect(digest?.place).toMatchObject({ kind: 'channel', under: { ref: title?.ref } });
  expect(read(digest?.message)).toMatch(/P01: Sun\n- P02 \(later\): Rain$/);
  expect(digests(house)).toHaveLength(2);
});

test.each([
  ['by name', [], 'Shared in #team'],
  ['without names', ['anonymous on'], 'without your name'],
] as const)(
  'words written back count once they are confirmed, %s; a slash command never does',
  async (_, rules, thanks) => {
    const house = await openTeam(crew(6), ['every weekday at 09:30', ask, ...rules]);
    await house.until('2026-11-30T10:00:00Z');
    const writes = (id: string, text: string) => house.hand(id, { kind: 'command', text, isSpoken: true });

    expect(read((await house.says('p01', 'a long walk')).message)).toContain(`I don't know "a"`);
    expect(read((await writes('boss', 'a long walk')).message)).toContain(`I don't know "a"`);
    const { message } = await writes('p01', 'A long *walk*');
    expect(read(message)).toMatch(/^Is this your answer to What would make today a good day\?\nA long \*walk\*\n/);
    const card = message ?? { fallback: '', blocks: [] };
    expect(read((await house.presses('p01', card, 'No')).replace)).toBe('All right. Nothing was kept.');
    for (const id of crew(6).map((one) => one.id))
      expect(read((await house.presses(id, card, 'Yes, share it')).message)).toContain(thanks);
    await house.until('2026-11-30T12:00:00Z');

    expect(read(digests(house)[0]?.message).match(/A long \*walk\*/g)).toHaveLength(6);
    expect(read((await writes('p01', 'help')).message)).toContain('help');
  },
);
