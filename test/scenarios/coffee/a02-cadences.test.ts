import { expect, it } from 'vitest';
import { allMeet, crew, intros, mail, openHouse, orders, told } from './support/coffee.ts';

const thursday = '2026-10-01T08:00:00Z';

/** Both clock changes of autumn lie within: London on 25 October, New York on 1 November. */
const rhythms = [
  {
    words: 'every 2 weeks on tuesday at 10:00 from 2026-10-13',
    echo: 'Every 2 weeks on Tuesday at 10:00, Europe/London.',
    at: ['2026-10-13T09:00:00Z', '2026-10-27T10:00:00Z', '2026-11-10T10:00:00Z'],
  },
  {
    words: 'every week on monday and thursday at 08:30 in America/New_York from 2026-10-26',
    echo: 'Every week on Monday and Thursday at 08:30, America/New_York.',
    at: ['2026-10-26T12:30:00Z', '2026-10-29T12:30:00Z', '2026-11-02T13:30:00Z', '2026-11-05T13:30:00Z'],
  },
  {
    words: 'monthly on the first monday at 10:00',
    echo: 'Every month on the first Monday at 10:00, Europe/London.',
    at: ['2026-10-05T09:00:00Z', '2026-11-02T10:00:00Z', '2026-12-07T10:00:00Z'],
  },
  {
    words: 'monthly on the last friday at 16:45 in kathmandu',
    echo: 'Every month on the last Friday at 16:45, Asia/Kathmandu.',
    at: ['2026-10-30T11:00:00Z', '2026-11-27T11:00:00Z'],
  },
  {
    words: 'every 3 weeks on wednesday at 23:15 in Pacific/Auckland from 2026-10-07',
    echo: 'Every 3 weeks on Wednesday at 23:15, Pacific/Auckland.',
    at: ['2026-10-07T10:15:00Z', '2026-10-28T10:15:00Z', '2026-11-18T10:15:00Z'],
  },
] as const;

it.each(rhythms)('coffee $words is told back and held at that local hour, summer or winter', async (row) => {
  const house = await openHouse(crew(2), { now: thursday });

  const echo = await told(house, 'boss', `coffee ${row.words}`, 'coffee');
  await orders(house, `coffee ${row.words}`);
  for (const at of row.at) {
    await house.until(at);
    await allMeet(house, at);
  }

  expect(echo).toContain(row.echo);
  expect(intros(house).map(({ at }) => at)).toEqual(row.at);
});

it('starts nothing until the admin who asked presses Start', async () => {
  const house = await openHouse(crew(2), { now: thursday });
  const { message } = await house.says('boss', 'coffee every week on tuesday at 10:00', 'coffee');
  await house.until('2026-10-06T09:00:00Z');
  expect(house.platform.posts).toEqual([]);

  const { message: again } = await house.says('boss', 'coffee every week on tuesday at 10:00', 'coffee');
  if (!message || !again) throw new Error('no card');
  await house.presses('boss', again, 'Start', house.inChannel('coffee'));
  await house.until('2026-10-13T09:00:00Z');

  expect(intros(house).map(({ at }) => at)).toEqual(['2026-10-13T09:00:00Z']);
});

it('runs each program at its own rhythm', async () => {
  const house = await openHouse(crew(4), { now: thursday, channels: { design: ['ana', 'bo'], ops: ['cleo', 'dev'] } });
  await orders(house, 'coffee every week on tuesday at 10:00', 'design');
  await orders(house, 'coffee monthly on the first monday at 15:00', 'ops');

  await house.until('2026-10-13T12:00:00Z');

  expect(intros(house).map(({ at, people }) => `${at} ${people.join('+')}`)).toEqual([
    '2026-10-05T14:00:00Z cleo+dev',
    '2026-10-06T09:00:00Z ana+bo',
    '2026-10-13T09:00:00Z ana+bo',
  ]);
});

it('takes another rhythm for the same program, and greets nobody again', async () => {
  const house = await openHouse(crew(2), { now: thursday });
  await orders(house, 'coffee every week on tuesday at 10:00');
  await house.until('2026-10-06T09:00:00Z');

  const answer = await orders(house, 'coffee every 2 weeks on thursday at 11:30');
  await house.until('2026-10-23T12:00:00Z');

  expect(answer).toContain('Every 2 weeks on Thursday at 11:30');
  expect(intros(house).map(({ at }) => at)).toEqual([
    '2026-10-06T09:00:00Z',
    '2026-10-08T10:30:00Z',
    '2026-10-22T10:30:00Z',
  ]);
  expect(mail(house, 'ana', /First one on/)).toHaveLength(1);
});
