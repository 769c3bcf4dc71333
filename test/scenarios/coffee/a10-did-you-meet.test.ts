import { expect, it } from 'vitest';
import type { House } from '../../support/house.ts';
import type { Posted } from '../../support/platform.ts';
import { buttonsOf, read } from '../../support/reading.ts';
import { crew, introOf, isoOf, mail, openCoffee, peopleAt, presses, told } from './support/coffee.ts';

const midway = /Did you and \w+ find a moment/;
const closing = /One last question: did you and \w+ get to meet/;
/** Rounds are weekly on Tuesdays: half way is Friday, and Monday is the last working day before the next. */
const friday = '2026-12-04T10:00:00Z';
const nextMonday = '2026-12-07T10:00:00Z';

async function atMidway(): Promise<House> {
  const house = await openCoffee(crew(2));
  await house.until(friday);
  return house;
}

/** The group a posted introduction is about. */
const keyOf = (post: Posted | undefined) => /^coffee\/(.+\/\d{4})\/intro/.exec(post?.key ?? '')?.[1] ?? '';

const asked = (house: House, id: string) => mail(house, id, midway)[0];

it('asks half way and again at the end, each of the two alone', async () => {
  const house = await atMidway();

  await house.until(nextMonday);

  for (const id of ['ana', 'bo']) {
    expect(mail(house, id, midway).map(({ at }) => isoOf(at))).toEqual([friday]);
    expect(mail(house, id, closing).map(({ at }) => isoOf(at))).toEqual([nextMonday]);
  }
  expect(buttonsOf(asked(house, 'ana')?.message ?? { fallback: '', blocks: [] }).map(({ label }) => label)).toEqual([
    ...['We did', "It's in the diary", 'Not yet', 'Not this time', 'Stop or pause'],
  ]);
});

it('takes a yes of one for both and asks nobody again', async () => {
  const house = await atMidway();

  const answer = await presses(house, 'ana', asked(house, 'ana'), 'We did');
  await house.until('2026-12-08T09:59:00Z');

  expect(answer).toContain("Glad you met. Anything you'd like to thank Bo for?");
  expect([...mail(house, 'ana', closing), ...mail(house, 'bo', closing)]).toEqual([]);
});

it('takes back the question that still waits for the other’s morning', async () => {
  const house = await openCoffee([
    { id: 'ana', name: 'Ana', zone: 'Europe/Lisbon' },
    { id: 'mei', name: 'Mei', zone: 'Asia/Tokyo' },
  ]);
  await house.until(friday);

  await presses(house, 'ana', asked(house, 'ana'), 'We did');
  await house.until('2026-12-08T09:59:00Z');

  expect(mail(house, 'mei', /find a moment|get to meet/)).toEqual([]);
});

it('asks nobody half way who said yes before', async () => {
  const house = await openCoffee(crew(2));
  await house.until('2026-12-02T12:00:00Z');

  expect(await house.says('bo', 'met')).toBeDefined();
  await house.until(nextMonday);

  expect([...mail(house, 'ana', midway), ...mail(house, 'bo', midway), ...mail(house, 'ana', closing)]).toEqual([]);
});

it.each([
  { label: 'Not yet', answer: 'No hurry. It only takes one of you to suggest a time.' },
  { label: "It's in the diary", answer: "Good. I'll leave you to it." },
])('takes $label kindly and asks once more at the end', async ({ label, answer }) => {
  const house = await atMidway();

  const said = await presses(house, 'ana', asked(house, 'ana'), label);
  await house.until('2026-12-08T09:59:00Z');

  expect(said).toBe(answer);
  expect(mail(house, 'ana', closing)).toHaveLength(1);
});

it('takes Not this time for both, tells both the same and asks nothing more', async () => {
  const house = await atMidway();

  await presses(house, 'ana', asked(house, 'ana'), 'Not this time');
  await house.until('2026-12-08T09:59:00Z');

  expect([...mail(house, 'ana', closing), ...mail(house, 'bo', closing)]).toEqual([]);
  const shared = house.platform.seenBy('bo').findLast(({ place }) => place.kind === 'group');
  expect(read(shared?.message)).toBe(
    "Ana and Bo: not this time. That's fine, there will be another round.\n[We'll meet after all]",
  );
});

it('takes Not this time back at a press of either within the round, and asks at the end as before', async () => {
  const house = await atMidway();
  await presses(house, 'ana', asked(house, 'ana'), 'Not this time');
  const shared = house.platform.seenBy('bo').findLast(({ place }) => place.kind === 'group');

  const answer = await presses(house, 'bo', shared, "We'll meet after all");
  const again = await presses(house, 'ana', asked(house, 'ana'), 'Not this time');
  const back = await told(house, 'ana', 'home');
  await house.press('ana', { verb: 'coffee.again', args: { v: 1, group: keyOf(shared) } });
  await house.until(nextMonday);

  expect(answer).toBe('Good. Your introduction stands again.');
  expect(again).toContain('All right, not this time.');
  expect(back).not.toContain('have a coffee to find a moment for');
  expect(read(introOf(house, 'bo')?.message)).toMatch(/^Ana, meet Bo\./);
  expect(mail(house, 'ana', closing)).toHaveLength(1);
  expect(await told(house, 'ana', 'home')).toContain('You and Bo have a coffee to find a moment for.');
});

it('leaves Not this time as it is once the next introduction has come', async () => {
  const house = await atMidway();
  const first = introOf(house, 'ana');
  await presses(house, 'ana', first, 'Not this time');
  const button = { verb: 'coffee.again', args: { v: 1, group: keyOf(first) } };
  await house.until('2026-12-08T10:00:00Z');

  const { message, replace } = await house.press('ana', button);

  expect(read(replace ?? message)).toContain('The next introduction has come since');
  const card = house.platform.posts.find(({ key }) => key === first?.key);
  expect(read(card?.message)).toContain('not this time');
});

it('leaves nothing to press on the introduction but thanks, once one of them said that they met', async () => {
  const house = await openCoffee(crew(2));
  await house.until('2026-12-01T10:00:00Z');
  const shared = introOf(house, 'bo');
  if (!shared) throw new Error('nobody was introduced');

  const reply = await house.presses('ana', shared.message, 'We met', shared.place);

  expect(read(reply.replace)).toMatch(
    /^Ana, meet Bo\.\n.*\nGlad you met\. Anything you'd like to thank each other for\?\n\[Say thanks\]$/,
  );
  expect(house.platform.posts.find(({ key }) => key === shared.key)?.message).toEqual(reply.replace);
});

it.each(['Skip the next coffee', 'Leave coffee in #coffee'])(
  'puts what came of %s in the place of the choices',
  async (label) => {
    const house = await openCoffee(crew(2));
    await house.until('2026-12-01T10:00:00Z');
    const shared = introOf(house, 'bo');
    const choices = shared && (await house.presses('bo', shared.message, 'Stop or pause', shared.place)).message;

    const reply = choices && (await house.presses('bo', choices, label, shared.place));

    expect(reply?.replace && buttonsOf(reply.replace)).toEqual([]);
  },
);

it('lets a yes stand against a later no', async () => {
  const house = await atMidway();
  await presses(house, 'ana', asked(house, 'ana'), 'We did');

  const answer = await presses(house, 'bo', introOf(house, 'bo'), 'Not this time');

  expect(answer).toBe('One of you has said that you met, so I left it at that.');
});

it('takes met with the right name, and nobody else’s', async () => {
  const house = await openCoffee(crew(4));
  await house.until('2026-12-01T10:00:00Z');
  const card = introOf(house, 'ana');
  const [partner = ''] = card ? peopleAt(card).filter((id) => id !== 'ana') : [];
  const stranger = ['bo', 'cleo', 'dev'].find((id) => id !== partner) ?? '';

  const wrong = await told(house, 'ana', `met @${stranger}`);
  const right = await house.says('ana', `met @${partner}`);

  expect(wrong).toMatch(
    /^Your latest introduction was to \w+\. If you met, say \/hallway met\. Nothing was changed\.$/,
  );
  expect(read(right.replace)).toContain('Glad you met.');
});
