import { expect, it } from 'vitest';
import type { Message } from '../../../src/core/message.ts';
import type { Reply } from '../../../src/core/reply.ts';
import type { House } from '../../support/house.ts';
import { buttonsOf, read } from '../../support/reading.ts';
import { mail, nudges, openHouse, openOneOnOnes, pressFor, told } from './support/one-on-ones.ts';

const none = { fallback: '', blocks: [] };
const labels = (message: Message | undefined) => buttonsOf(message ?? none).map(({ label }) => label);
const fill = (house: House, id: string, { form }: Reply, values: Record<string, string>) =>
  house.submits(id, form?.verb ?? '', form?.args ?? {}, values);

it('leaves no button of an import on its card once it was applied, dropped or is too old', async () => {
  const house = await openHouse();
  const channel = house.inChannel('general');
  const shown = async (line: string) =>
    (await house.submits('dot', 'oneonone.import', { v: 1 }, { csv: `report,supervisor\n${line}` })).message ?? none;
  const first = await shown('jo@example.org,dot@example.org');
  const second = await shown('bo@example.org,dot@example.org');

  const older = await house.presses('dot', first, 'Apply', channel);
  const done = await house.presses('dot', second, 'Apply', channel);
  const again = await house.presses('dot', second, 'Apply', channel);
  const third = await shown('ana@example.org,dot@example.org');
  const dropped = await house.presses('dot', third, 'Never mind', channel);

  for (const reply of [older, done, again, dropped]) {
    expect(reply.replace).toBeDefined();
    expect(labels(reply.replace)).toEqual([]);
  }
});

it('draws a card anew after every answer to it, forms included', async () => {
  const house = await openOneOnOnes();
  await house.until('2026-12-01T10:00:00Z');
  const [card] = nudges(house, 'ana');
  if (!card) throw new Error('no card');

  const met = await pressFor(house, 'ana', card.message, 'We met', 'jo');
  expect(labels(met.replace)).not.toContain('We met');
  const day = await fill(house, 'ana', await house.presses('ana', met.message ?? none, 'Another day'), {
    day: '2026-11-27',
  });
  expect(read(day.replace)).toContain('met Fri 27 Nov.');
  const unmet = await house.presses('ana', day.replace ?? none, 'Not at all');
  expect(labels(unmet.replace)).toEqual([]);

  const later = await pressFor(house, 'ana', card.message, 'Later', 'jo');
  const until = await fill(house, 'ana', await house.presses('ana', later.message ?? none, 'On leave until'), {
    day: '2027-01-11',
  });
  expect(labels(until.replace)).toEqual([]);
  expect(read(until.replace)).toContain('nothing about Jo before Mon 11 Jan');
});

it('draws a page anew after what was done on it: met, asked, topics, notes', async () => {
  const house = await openOneOnOnes();
  const page = async () => (await house.says('jo', 'oneonone @Ana')).message ?? none;
  const asked = await house.presses('jo', await page(), 'Please meet me');
  const all = await house.presses('jo', (await house.says('jo', 'oneonone')).message ?? none, 'We met');
  const met = await house.presses('jo', await page(), 'We met');
  const topic = await fill(house, 'jo', await house.presses('jo', await page(), 'Add a topic'), { text: 'the rota' });
  const note = await fill(house, 'jo', await house.presses('jo', await page(), 'Note for myself'), {
    text: 'be brief',
  });

  expect(read(asked.replace)).toContain('You asked for a talk on Mon 30 Nov.');
  expect(labels(asked.replace)).not.toContain('Please meet me');
  expect(read(all.replace)).toContain('last Mon 30 Nov (today)');
  expect(read(met.replace)).toContain('last Mon 30 Nov (today)');
  expect(labels(met.replace)).toContain('Please meet me');
  expect(read(topic.replace)).toContain('- the rota');
  expect(read(note.replace)).toContain('Kept, for you alone.');
  expect(read(note.replace)).toContain('Only you: be brief');
});

it('has the wish’s card say that they met, and a claim’s that it is answered', async () => {
  const house = await openOneOnOnes();
  await told(house, 'jo', 'ask');
  await told(house, 'bo', 'ask @Kim');
  await house.until('2026-12-01T12:00:00Z');
  const wish = mail(house, 'ana').find(({ key }) => key.includes('/ask/'));
  const claim = mail(house, 'kim').find(({ key }) => key.includes('/claim/'));

  const met = await house.presses('ana', wish?.message ?? none, 'We met');
  await house.presses('kim', claim?.message ?? none, 'Not my report');
  const late = await house.presses('kim', claim?.message ?? none, "Yes, that's right");

  expect(read(met.replace)).toContain('Noted: you and Jo Silva met today.');
  expect(read(late.replace)).toContain('This has been answered already.');
});
