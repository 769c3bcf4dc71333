import { expect, it } from 'vitest';
import type { Message } from '../../../src/core/message.ts';
import type { House } from '../../support/house.ts';
import { buttonsOf, read } from '../../support/reading.ts';
import { crew, groups, groupsAt, openCoffee, openHouse, orders, told } from './support/coffee.ts';

const wednesday = '2026-12-02T12:00:00Z';
const send = 'Send exactly this now';

async function preview(house: House): Promise<Message> {
  await house.until(wednesday);
  const { message } = await house.says('boss', 'coffee preview', 'coffee');
  if (!message) throw new Error('no preview');
  return message;
}

/** The groups on a card, as `ana+bo`. */
const groupsOn = (card: Message | undefined) =>
  [...read(card).matchAll(/^- (\w+(?:, \w+)+): /gm)].map(([, people = '']) =>
    people.toLowerCase().split(', ').sort().join('+'),
  );

const sent = async (house: House, card: Message) => (await house.presses('boss', card, send)).replace;

it('shows the next groups and who is left out with the reason, and sends nothing', async () => {
  const house = await openCoffee(crew(6));
  await told(house, 'fay', 'pause 4 weeks');
  await told(house, 'eli', 'away 7 dec to 11 dec');
  await house.until(wednesday);
  const before = house.platform.posts.length;

  const card = await preview(house);
  await house.until('2026-12-02T16:00:00Z');

  expect(read(card)).toContain('Preview for Tue 8 Dec. Nothing is sent.');
  expect(groupsOn(card).join('+').split('+').sort()).toEqual(['ana', 'bo', 'cleo', 'dev']);
  expect(read(card)).toContain('- Fay: paused');
  expect(read(card)).toContain('- Eli: away');
  expect(house.platform.posts).toHaveLength(before);
});

it('previews before the start as well', async () => {
  const house = await openHouse(crew(4));
  const { message } = await house.says('boss', 'coffee every week on tuesday at 10:00', 'coffee');
  if (!message) throw new Error('no card');

  const card = (await house.presses('boss', message, 'Preview first pairs')).message;
  await house.until(wednesday);

  expect(groupsOn(card)).toHaveLength(2);
  expect(read(card)).not.toContain(send);
  expect(house.platform.posts).toEqual([]);
});

it('sends exactly the list that was shown', async () => {
  const house = await openCoffee(crew(8));
  const card = await preview(house);

  const answer = await sent(house, card);

  expect(read(answer)).toBe('Done. 8 people in 4 groups have their introductions on the way.');
  expect(groupsAt(house, wednesday)).toEqual(groupsOn(card).sort());
});

it.each([
  { what: 'pauses', act: (house: House) => told(house, 'ana', 'pause 2 weeks'), reads: '- Ana: paused' },
  { what: 'goes away', act: (house: House) => told(house, 'ana', 'away today'), reads: '- Ana: away' },
  { what: 'leaves', act: (house: House) => told(house, 'ana', 'leave'), reads: undefined },
])('shows the list anew where somebody $what, sends nothing, and then sends that', async ({ act, reads }) => {
  const house = await openCoffee(crew(6));
  const card = await preview(house);
  const before = groups(house).length;
  await act(house);

  const anew = await sent(house, card);
  expect(groups(house)).toHaveLength(before);
  if (!anew) throw new Error('no list');
  await sent(house, anew);

  expect(read(anew)).toContain('Something has changed since you looked. Nothing was sent; this is the list now.');
  expect(groupsOn(anew).join('+').split('+').sort()).toEqual(['bo', 'cleo', 'dev', 'eli', 'fay']);
  if (reads) expect(read(anew)).toContain(reads);
  expect(groupsAt(house, wednesday)).toEqual(groupsOn(anew).sort());
});

it('says the same where two may no longer meet, and sends no list that puts them together', async () => {
  const house = await openCoffee(crew(4));
  const card = await preview(house);
  const [one = '', other = ''] = (groupsOn(card)[0] ?? '').split('+');
  await orders(house, `coffee never @${one} @${other}`);

  const anew = await sent(house, card);

  expect(read(anew)).toContain('Something has changed since you looked.');
  expect(groupsOn(anew)).toHaveLength(2);
  expect(groupsOn(anew)).not.toContain(`${one}+${other}`);
});

it('keeps a list for a day and for admins', async () => {
  const house = await openCoffee(crew(4));
  const card = await preview(house);
  const before = groups(house).length;

  const other = await house.presses('ana', card, send);
  await house.until('2026-12-03T12:01:00Z');
  const late = await sent(house, card);

  expect(read(other.message)).toContain('Only admins can do this.');
  expect(read(late)).toContain('That list was more than a day old.');
  expect(groups(house)).toHaveLength(before);
});

it('sends nothing from a card whose list a later look has replaced', async () => {
  const house = await openCoffee(crew(8));
  const first = await preview(house);
  await told(house, 'hana', 'pause 4 weeks');
  const second = (await house.says('boss', 'coffee preview', 'coffee')).message;

  const stale = await sent(house, first);

  expect(read(stale)).toContain('You have looked again since, at another list. Nothing was sent');
  expect([...groups(house)].sort()).toEqual(groupsAt(house, '2026-12-01T10:00:00Z'));
  expect(read(second && (await sent(house, second)))).toContain('Done.');
});

it('can be sent early only once everybody in it has been welcomed', async () => {
  const house = await openHouse(crew(4));
  await orders(house, 'coffee every week on tuesday at 10:00 from 8 dec');

  const early = (await house.says('boss', 'coffee preview', 'coffee')).message;
  const later = await preview(house);

  expect(groupsOn(early)).toHaveLength(2);
  expect(read(early)).toContain('once everybody in it is here and has had their welcome for a working day');
  expect(read(early)).not.toContain(send);
  expect(read(later)).toContain(send);
});

it.each([
  ['coffee now', /4 people are still to be welcomed, each in their own working hours/],
  ['coffee now --yes', /The next round by the rhythm: Tue 1 Dec, 10:00\./],
])('%s before the welcomes says why nobody is introduced, and holds nothing', async (line, words) => {
  const house = await openHouse(crew(4));
  await orders(house, 'coffee every week on tuesday at 10:00');

  const answer = await house.says('boss', line, 'coffee');

  expect(read(answer.message)).toContain('There is nobody to introduce right now.');
  expect(read(answer.message)).toMatch(words);
  expect(buttonsOf(answer.message ?? { fallback: '', blocks: [] })).toEqual([]);
  await house.until('2026-12-01T10:00:00Z');
  expect(groups(house)).toHaveLength(2);
});

it('says for how many a round now is, and who is not in it and why', async () => {
  const house = await openCoffee(crew(6));
  await told(house, 'fay', 'pause 4 weeks');
  await house.until(wednesday);

  const { message } = await house.says('boss', 'coffee now', 'coffee');

  expect(read(message)).toMatch(/^Hold a round now for 5 people in 2 groups\. Not in it: 1 paused\.\n\[Hold it now\]/);
});

it('says that nobody has said yes yet, where only those who do take part', async () => {
  const house = await openHouse(crew(4));
  await orders(house, 'coffee every week on tuesday at 10:00 default out');

  expect(await told(house, 'boss', 'coffee now', 'coffee')).toContain(
    'Only those who say yes take part, and nobody has yet.',
  );
});
