import { expect, it } from 'vitest';
import { calendarRoutes } from '../../../src/drivers/calendar-links.ts';
import type { House } from '../../support/house.ts';
import type { Coworker } from '../../support/platform.ts';
import { read } from '../../support/reading.ts';
import { introOf, openCoffee } from './support/coffee.ts';

const ana: Coworker = { id: 'ana', name: 'Ana Duarte', zone: 'Europe/Lisbon', team: 'Brand' };
const tomasz: Coworker = { id: 'tomasz', name: 'Tomasz Wójcik', zone: 'Europe/Warsaw', team: 'Payments' };
const baseUrl = 'https://hallway.example';

async function introduced(people: readonly Coworker[]): Promise<House> {
  const house = await openCoffee(people, [], { baseUrl });
  await house.until('2026-12-01T10:00:00Z');
  return house;
}

async function formOf(house: House, id: string) {
  const card = introOf(house, id);
  const reply = card && (await house.presses(id, card.message, 'Pick a time', card.place));
  const [field] = reply?.form?.fields ?? [];
  return { form: reply?.form, options: field?.kind === 'select' ? field.options : [] };
}

const hourIn = (zone: string, ms: number) =>
  Number(new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: 'numeric', hourCycle: 'h23' }).format(ms));

it('proposes half hours on everybody’s clock', async () => {
  const house = await introduced([ana, tomasz]);

  const card = read(introOf(house, 'ana')?.message);

  expect(card).toContain(
    "Ana Duarte is on Brand in Lisbon (it's 10:00 there), Tomasz Wójcik on Payments in Warsaw (11:00)",
  );
  expect(card).toMatch(
    /- Wed 2 Dec,? \d\d:\d0 in Lisbon, \d\d:\d0 in Warsaw|- Wed,? \d\d:\d0 in Lisbon, \d\d:\d0 in Warsaw/,
  );
});

it('offers only times inside the working hours of both, in the own time of who picks', async () => {
  const house = await introduced([ana, tomasz]);

  const { form, options } = await formOf(house, 'tomasz');

  expect(form?.intro).toContain('in your time (Warsaw)');
  expect(options).toHaveLength(8);
  for (const { value, label } of options) {
    const at = Number(value);
    expect(hourIn('Europe/Lisbon', at)).toBeGreaterThanOrEqual(9);
    expect(hourIn('Europe/Warsaw', at + 29 * 60_000)).toBeLessThan(17);
    expect(label).toContain(`${String(hourIn('Europe/Warsaw', at)).padStart(2, '0')}:`);
  }
});

it('follows own hours, own days and leave', async () => {
  const house = await openCoffee([ana, tomasz]);
  await house.says('tomasz', 'hours 14:00-22:00');
  await house.says('tomasz', 'days mon and thu');
  await house.says('ana', 'away 3 dec to 4 dec');
  await house.until('2026-12-01T10:00:00Z');

  const { options } = await formOf(house, 'ana');

  const days = new Set(options.map(({ value }) => new Date(Number(value)).toISOString().slice(0, 10)));
  expect([...days].sort()).toEqual(['2026-12-07', '2026-12-10', '2026-12-14']);
  expect(options.every(({ value }) => hourIn('Europe/Warsaw', Number(value)) >= 14)).toBe(true);
});

it('tells both the picked time with a file and links to Google and Outlook, for one meeting', async () => {
  const house = await introduced([ana, tomasz]);
  const { form, options } = await formOf(house, 'ana');
  const picked = options[1]?.value;

  const reply = await house.submits('ana', form?.verb ?? '', form?.args ?? {}, { at: picked });

  const post = house.platform.seenBy('tomasz').at(-1);
  const links = post?.message.blocks.flatMap((block) =>
    block.kind === 'text' ? block.text.flatMap((span) => (span.kind === 'link' ? [span] : [])) : [],
  );
  expect(read(reply.message)).toBe('Suggested. I have told the others.');
  expect(read(post?.message)).toMatch(/^Ana Duarte suggests .+ in Lisbon, .+ in Warsaw\./);
  expect(links?.map(({ text }) => text)).toEqual(['Google', 'Outlook', 'other (.ics)']);
  const file = await fileBehind(links?.at(-1)?.url ?? '');
  const stamp = new Date(Number(picked)).toISOString().replace(/[-:]/g, '').replace('.000', '');
  expect(file).toContain(`DTSTART:${stamp}`);
  expect(links?.[0]?.url).toContain(stamp);
  expect(`${file} ${links?.map(({ url }) => url).join(' ')}`).not.toMatch(/rrule|recur/i);
});

async function fileBehind(url: string): Promise<string> {
  const response = await calendarRoutes(Buffer.alloc(32, 7)).request(url.slice(baseUrl.length));
  return response.text();
}

it('says so where hours hardly meet, and proposes nothing', async () => {
  const house = await introduced([ana, { id: 'mei', name: 'Mei Lin', zone: 'Asia/Tokyo' }]);

  expect(read(introOf(house, 'ana')?.message)).toContain('Your working hours hardly overlap');
  expect(read(introOf(house, 'ana')?.message)).not.toContain('Pick a time');
});
