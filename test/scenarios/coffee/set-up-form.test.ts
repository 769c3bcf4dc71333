import { afterEach, beforeEach, expect, it } from 'vitest';
import { House } from '../../support/house.ts';
import { read } from '../../support/reading.ts';

let house: House;
beforeEach(async () => {
  house = await House.open({
    now: '2026-11-24T09:00:00Z',
    zone: 'Europe/Lisbon',
    people: [{ id: 'ana', isAdmin: true }, { id: 'bo' }, { id: 'cy' }, { id: 'gus', standing: 'guest' }],
  });
});
afterEach(() => house.close());

const formOf = async () => (await house.says('ana', 'setup', 'general')).form;
const args = { v: 1, channel: 'test:T1#general' };
const submits = (values: Record<string, string>) => house.submits('ana', 'coffee.setup', args, values);
const words = ({ message }: Awaited<ReturnType<typeof submits>>) => (message ? read(message) : '');

it('shows what is set and when the next three rounds will be, in words', async () => {
  await house.says('ana', 'coffee every 2 weeks on tuesday at 10:00 group 3 guests on --yes', 'general');

  const form = await formOf();

  expect(form?.intro).toBe(
    'Next: Tue 1 Dec, Tue 15 Dec, Tue 29 Dec. Nothing changes until you agree on the next card.',
  );
  expect(Object.fromEntries((form?.fields ?? []).map((field) => [field.name, field.initial]))).toEqual({
    ...{ rhythm: 'every 2 weeks on Tuesday at 10:00', group: '3', default: 'in', guests: 'on' },
  });
});

it('starts a program with all that was chosen, once it is agreed to', async () => {
  const card = await submits({ rhythm: 'every week on tuesday at 10:00', group: '3', default: 'out', guests: 'on' });

  expect(words(card)).toMatch(/for 4 people[\s\S]*Groups of 3\.[\s\S]*only those who say yes/);
  expect((await formOf())?.intro).toMatch(/^Nothing starts/);
  if (!card.message) throw new Error('no card');
  await house.presses('ana', card.message, 'Start', house.inChannel('general'));
  expect((await formOf())?.fields.map((field) => field.initial)).toEqual([
    ...['every week on Tuesday at 10:00', '3', 'out', 'on'],
  ]);
});

it('changes what differs, says both in the log, and takes it back', async () => {
  await house.says('ana', 'coffee every week on tuesday at 10:00 --yes', 'general');
  const card = await submits({ rhythm: 'every week on tuesday at 10:00', group: '4', default: 'in', guests: 'off' });
  expect(words(card)).toContain('Until now: every week on Tuesday at 10:00, Europe/Lisbon, groups of 2.');
  if (!card.message) throw new Error('no card');
  await house.presses('ana', card.message, 'Change it', house.inChannel('general'));

  const log = words(await house.says('ana', 'log'));
  await house.says('ana', 'undo 2 --yes');

  expect(log).toMatch(/Europe\/Lisbon, groups of 2.*Europe\/Lisbon, groups of 4/);
  expect((await formOf())?.fields[1]?.initial).toBe('2');
});

it('says what it did not understand, and changes nothing', async () => {
  expect(await submits({ rhythm: '' })).toMatchObject({ errors: { rhythm: expect.stringContaining('Say how often') } });
  expect(await submits({ rhythm: 'on tusday' })).toMatchObject({ errors: { rhythm: expect.any(String) } });
  expect(await submits({ rhythm: 'every week on tuesday at 10:00', group: '11' })).toMatchObject({
    errors: { rhythm: expect.stringContaining('group 3 guests on default out') },
  });
  expect((await formOf())?.intro).toMatch(/^Nothing starts/);
});

it('opens from a card with the words that were typed, and its answer takes the place of that card', async () => {
  const { message: card } = await house.says('ana', 'coffee every 3 weeks on friday at 15:00 group 3', 'general');
  if (!card) throw new Error('no card');

  const { form } = await house.presses('ana', card, 'Change', house.inChannel('general'));
  const again = await house.submits('ana', 'coffee.setup', form?.args ?? {}, {
    rhythm: 'every week on monday at 10:00',
  });

  expect(form?.fields.slice(0, 2).map((field) => field.initial)).toEqual(['every 3 weeks on friday at 15:00', '3']);
  expect(again.replace && read(again.replace)).toContain('Every week on Monday at 10:00');
  expect(again.replace).toEqual(again.message);
});

it.each([
  [
    'coffee every week on tuesday at 10:00',
    'Coffee in #general is every week on Tuesday at 10:00, Europe/Lisbon already.',
  ],
  ['coffee group 2', 'Coffee in #general is so already: groups of 2.'],
  ['coffee guests off', 'Coffee in #general is so already: guests stay out.'],
])('%s says so where it is so already', async (line, answer) => {
  await house.says('ana', 'coffee every week on tuesday at 10:00 --yes', 'general');

  expect(words(await house.says('ana', line, 'general'))).toBe(`${answer} Nothing was changed.`);
});
