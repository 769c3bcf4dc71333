import { expect, it } from 'vitest';
import { read } from '../../support/reading.ts';
import { crew, introOf, isoOf, mail, openCoffee, presses, told } from './support/coffee.ts';

const reminder = /find a moment/;

it('reminds once, in the own hours of each, of what nobody has answered', async () => {
  const house = await openCoffee([
    { id: 'ana', name: 'Ana', zone: 'Europe/Lisbon' },
    { id: 'mei', name: 'Mei', zone: 'Asia/Tokyo' },
  ]);

  await house.until('2026-12-07T09:00:00Z');

  expect(mail(house, 'ana', reminder).map(({ at }) => isoOf(at))).toEqual(['2026-12-04T10:00:00Z']);
  expect(mail(house, 'mei', reminder).map(({ at }) => isoOf(at))).toEqual(['2026-12-07T00:00:00Z']);
});

it('says why it asks, and that no answer is needed', async () => {
  const house = await openCoffee(crew(2));

  await house.until('2026-12-04T12:00:00Z');

  expect(read(mail(house, 'ana', reminder)[0]?.message)).toContain(
    'I ask because I introduced you in #coffee. No need to answer.',
  );
});

it('is not sent to who picked a time, nor to their partner', async () => {
  const house = await openCoffee(crew(2));
  await house.until('2026-12-01T12:00:00Z');
  const card = introOf(house, 'ana');
  if (!card) throw new Error('no introduction');
  const { form } = await house.presses('ana', card.message, 'Pick a time', card.place);
  const [field] = form?.fields ?? [];
  const at = field?.kind === 'select' ? field.options[0]?.value : undefined;

  await house.submits('ana', form?.verb ?? '', form?.args ?? {}, { at });
  await house.until('2026-12-04T12:00:00Z');

  expect([...mail(house, 'ana', reminder), ...mail(house, 'bo', reminder)]).toEqual([]);
});

it('stops at a press, and the bot says that it cannot read along', async () => {
  const house = await openCoffee(crew(2));
  await house.until('2026-12-04T12:00:00Z');

  await presses(house, 'ana', mail(house, 'ana', reminder)[0], 'We did');
  await house.until('2026-12-07T12:00:00Z');

  expect(mail(house, 'bo', /One last question/)).toEqual([]);
  expect(await told(house, 'ana', 'privacy')).toContain('I cannot read your conversations.');
});
