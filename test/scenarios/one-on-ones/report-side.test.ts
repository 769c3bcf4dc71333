import { expect, it } from 'vitest';
import { read } from '../../support/reading.ts';
import { isoOf, mail, nudges, openOneOnOnes, pressFor, team, told } from './support/one-on-ones.ts';

it('shows the report when the last talk was and when the next is', async () => {
  const house = await openOneOnOnes();
  await told(house, 'jo', 'oneonone met @Ana yesterday');

  const home = read((await house.says('jo', 'home')).message);

  expect(home).toContain('One-on-one with Ana');
  expect(home).toContain('Ana Duarte: last Sun 29 Nov (yesterday), next around Mon 14 Dec, every 2 weeks.');
  expect(home).toContain('[We met] [Please meet me] [Topics and more]');
});

it('passes on "please meet me" to the supervisor alone, once a week', async () => {
  const house = await openOneOnOnes();
  await house.until('2026-11-30T21:00:00Z');
  const first = await told(house, 'jo', 'ask');
  const second = await told(house, 'jo', 'ask');
  await house.until('2026-12-03T12:00:00Z');

  const asked = mail(house, 'ana').filter(({ key }) => key.includes('/ask/'));
  expect(first).toBe("I'll tell Ana, and only Ana, in their working hours; it may be the next morning.");
  expect(second).toContain('Your wish is on its way: Ana hears it tomorrow. I can pass on another from Mon 7 Dec.');
  expect(asked.map(({ at }) => isoOf(at))).toEqual(['2026-12-01T09:00']);
  expect(read(asked[0]?.message)).toContain('Jo Silva would like to talk with you when you have a moment.');
  expect(house.platform.posts.filter(({ message }) => read(message).includes('would like to talk'))).toHaveLength(1);
});

it('says of a wish that waits for the next morning that it waits, and that it is there once it is', async () => {
  const house = await openOneOnOnes();
  await house.until('2026-12-01T12:30:00Z');
  await told(house, 'jo', 'ask');
  await house.until('2026-12-01T12:40:00Z');
  const waiting = await told(house, 'jo', 'ask');
  await house.until('2026-12-02T12:00:00Z');

  expect(waiting).toContain('Ana hears it tomorrow.');
  expect(await told(house, 'jo', 'ask')).toContain('Ana has your wish from this week.');
});

it('takes the wish back once they have met', async () => {
  const house = await openOneOnOnes();
  await house.until('2026-11-30T21:00:00Z');
  await told(house, 'jo', 'ask');
  await told(house, 'ana', 'oneonone met @Jo');

  await house.until('2026-12-05T12:00:00Z');

  expect(mail(house, 'ana').filter(({ key }) => key.includes('/ask/'))).toEqual([]);
});

it('keeps the later of two dates and shows both sides both', async () => {
  const house = await openOneOnOnes();
  await house.until('2026-12-02T12:00:00Z');
  await told(house, 'jo', 'oneonone met @Ana 1 dec 2026');
  await told(house, 'ana', 'oneonone met @Jo');

  for (const [id, other] of [
    ['ana', 'Jo'],
    ['jo', 'Ana'],
  ] as const) {
    const page = await told(house, id, `oneonone @${other}`);
    expect(page).toContain('last Wed 2 Dec (today)');
    expect(page).toContain(`You and ${other} named Wed 2 Dec and Tue 1 Dec; the later day counts.`);
  }
});

it('refuses a day to come in words that fit', async () => {
  const house = await openOneOnOnes();
  await house.until('2026-12-01T10:00:00Z');

  expect(await told(house, 'ana', 'oneonone met @Jo tomorrow')).toContain('That day is still to come.');
  expect(await told(house, 'ana', 'oneonone met @Jo 25 nov')).toContain('met Wed 25 Nov.');
});

it('refuses a day to come, with the form still open', async () => {
  const house = await openOneOnOnes();
  await house.until('2026-12-01T12:00:00Z');
  const pair = `${await house.person('ana')}/${await house.person('jo')}`;

  const reply = await house.submits('jo', 'oneonone.day', { v: 1, pair }, { day: '2026-12-24' });

  expect(reply.errors?.day).toContain('That day is still to come.');
});

it.each([
  ['In 3 days', '2026-12-04T09:00'],
  ['In a week', '2026-12-08T09:00'],
])('comes back after "%s"', async (label, at) => {
  const house = await openOneOnOnes();
  await house.until('2026-12-01T10:00:00Z');
  const [card] = nudges(house, 'ana');
  const later = card && (await pressFor(house, 'ana', card.message, 'Later', 'jo'));
  const reply = later?.message && (await house.presses('ana', later.message, label));
  expect(read(reply?.replace)).toContain("I'll come back to Jo on");

  await house.until('2026-12-11T00:00:00Z');

  const withJo = nudges(house, 'ana').filter(({ message }) => read(message).includes('Jo Silva'));
  expect(withJo.map((post) => isoOf(post.at))).toContain(at);
  expect(withJo.filter((post) => isoOf(post.at) < at)).toEqual([]);
});

it('says nothing of somebody on leave before they are back', async () => {
  const house = await openOneOnOnes();
  await house.until('2026-12-01T10:00:00Z');
  const [card] = nudges(house, 'ana');
  const later = card && (await pressFor(house, 'ana', card.message, 'Later', 'jo'));
  const form = later?.message && (await house.presses('ana', later.message, 'On leave until'));
  const saved = form?.form && (await house.submits('ana', form.form.verb, form.form.args, { day: '2027-01-11' }));
  expect(read(saved?.message)).toBe('All right, nothing about Jo before Mon 11 Jan.');

  await house.until('2027-01-12T00:00:00Z');

  const withJo = nudges(house, 'ana').filter(({ message }) => read(message).includes('Jo Silva'));
  expect(withJo.map((post) => isoOf(post.at))).toEqual(['2027-01-11T10:00']);
});

it.each([
  [undefined, "Outlook's link holds the first one only; set the rhythm there yourself.", 1],
  [
    'https://hallway.example',
    "Outlook's link holds the first one only; the .ics file brings the rhythm to Outlook too.",
    2,
  ],
])(
  'finds times that suit both, and says which calendar link does not repeat (%s)',
  async (baseUrl, words, repeating) => {
    const house = await openOneOnOnes(team, 'every 2 weeks', baseUrl === undefined ? {} : { baseUrl });
    await house.until('2026-12-01T10:00:00Z');
    const [card] = nudges(house, 'ana');

    const reply = card && (await pressFor(house, 'ana', card.message, 'Find a time', 'jo'));

    expect(read(reply?.message)).toContain('both at work then. Put one in your calendar, every 2 weeks:');
    expect(read(reply?.message)).toContain(baseUrl ? 'Google, Outlook or other (.ics)' : 'Google or Outlook');
    expect(read(reply?.message)).toContain(words);
    const urls = [...JSON.stringify(reply?.message).matchAll(/"url":"([^"]+)"/g)].map(([, url = '']) => url);
    const [first] = Map.groupBy(urls, (url) => new URL(url).hostname).values();
    expect(first?.[0]).toContain('FREQ%3DWEEKLY');
    expect(urls.filter((url) => /FREQ/.test(decodeURIComponent(filed(url)))).length).toBe(3 * repeating);
  },
);

/** What a link says; a file's link carries the event itself. */
const filed = (url: string): string =>
  url.endsWith('.ics') ? Buffer.from(new URL(url).pathname.split('/').at(-1) ?? '', 'base64url').toString() : url;
