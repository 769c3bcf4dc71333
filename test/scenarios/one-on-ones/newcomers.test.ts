import { expect, it } from 'vitest';
import { read } from '../../support/reading.ts';
import { isFullSize } from '../../support/size.ts';
import { testedStore } from '../../support/store.ts';
import { isoOf, namesOn, nudges, openHouse, openOneOnOnes, team, told } from './support/one-on-ones.ts';

/** A rule is no other on PostgreSQL: there the first milestone will do. */
const isWhole = testedStore === 'lowdb' || isFullSize;

const withNew = (house: Awaited<ReturnType<typeof openHouse>>, id: string, name: string) => {
  house.platform.coworkers.set(id, { id, name, manager: 'ana' });
  return house.app.sync(house.platform.workspace);
};

it('reminds the supervisor of a welcome talk in week one and of days 30, 60 and 90', async () => {
  const house = await openOneOnOnes(
    team.filter(({ id }) => id === 'dot' || id === 'kim' || id === 'ana'),
    'quarterly',
  );
  await house.until('2026-12-07T08:00:00Z');
  await withNew(house, 'lou', 'Lou Neves');
  await house.until('2026-12-08T12:00:00Z');
  const first = nudges(house, 'ana').map(({ at, message }) => [isoOf(at), read(message).split('\n')[1]]);
  await told(house, 'ana', 'oneonone met @Lou');
  const seen = [];
  for (const [until, met] of [
    ['2027-01-06T12:00:00Z', 'oneonone met @Lou'],
    ['2027-02-08T12:00:00Z', 'oneonone met @Lou'],
    ['2027-03-09T12:00:00Z', 'oneonone met @Lou'],
  ].slice(0, isWhole ? 3 : 1)) {
    const before = nudges(house, 'ana').length;
    await house.until(until ?? '');
    const [card] = nudges(house, 'ana').slice(before);
    seen.push(card && [isoOf(card.at), read(card.message).split('\n')[1]?.slice(0, 36)]);
    await told(house, 'ana', met ?? '');
  }

  expect(first).toEqual([['2026-12-07T10:00', expect.stringMatching(/^Lou Neves · new here, first week · free/)]]);
  const days = [
    ['2027-01-06T09:00', 'Lou Neves · new here, around day 30 '],
    ['2027-02-05T09:00', 'Lou Neves · new here, around day 60 '],
    ['2027-03-08T10:00', 'Lou Neves · new here, around day 90 '],
  ];
  expect(seen).toEqual(days.slice(0, seen.length));
});

it.each([
  [
    'said in chat',
    async (house: Awaited<ReturnType<typeof openHouse>>) => house.says('ana', 'oneonone start @Jo 2026-12-07'),
  ],
  [
    'in a file',
    async (house: Awaited<ReturnType<typeof openHouse>>) => {
      const csv = 'report,supervisor,start\njo@example.org,ana@example.org,2026-12-07';
      const { message } = await house.submits('dot', 'oneonone.import', { v: 1 }, { csv });
      return message && house.presses('dot', message, 'Apply');
    },
  ],
])('says nothing of somebody before their first day, %s', async (_how, begin) => {
  const house = await openOneOnOnes();
  await begin(house);

  await house.until('2026-12-06T23:00:00Z');
  const before = nudges(house, 'ana').flatMap(({ message }) => namesOn(message));
  await house.until('2026-12-08T23:00:00Z');

  expect(before).not.toContain('Jo Silva');
  expect(nudges(house, 'ana').flatMap(({ message }) => namesOn(message))).toContain('Jo Silva');
});

it("asks coffee for a buddy who is not in the newcomer's line", async () => {
  const people = [...team, { id: 'max', name: 'Max Holm' }];
  const house = await openHouse(people, { channels: { coffee: ['jo', 'ana', 'max'] } });
  await house.says('dot', 'coffee every 4 weeks on friday at 10:00 --yes', 'coffee');
  await house.says('dot', 'oneonone every 2 weeks --yes');
  await house.until('2026-12-01T08:00:00Z');
  house.platform.rooms.get(house.platform.channelOf('coffee'))?.add('lou');
  await withNew(house, 'lou', 'Lou Neves');
  await house.until('2026-12-02T23:00:00Z');

  const intros = house.platform.posts.filter(({ key }) => key.startsWith('coffee/buddy/'));
  expect(intros).toHaveLength(1);
  expect(intros[0]?.place).toMatchObject({ kind: 'group' });
  expect(read(intros[0]?.message)).toMatch(/Lou, meet (Jo|Max)\.|(Jo|Max), meet Lou\./);
  expect(house.failures.seen).toEqual([]);
});

it('takes a start date from the supervisor, and nobody else who is no admin', async () => {
  const house = await openOneOnOnes();
  await house.until('2026-11-30T12:00:00Z');

  expect(await told(house, 'jo', 'oneonone start @Ana 7 dec')).toContain('Only the supervisor or an admin');
  expect(await told(house, 'bo', 'oneonone start @Jo 7 dec')).toContain('no one-on-ones here');
  expect(await told(house, 'ana', 'oneonone start @Jo 7 dec')).toContain('Noted: Jo Silva begins on Mon 7 Dec.');
});

it('takes a crowd that appears at once for another workspace, not for newcomers', async () => {
  const house = await openOneOnOnes();
  for (let n = 0; n < 12; n += 1)
    house.platform.coworkers.set(`x${n}`, { id: `x${n}`, name: `Xe ${n}`, manager: 'kim' });
  await house.app.sync(house.platform.workspace);
  await house.until('2026-12-20T00:00:00Z');

  expect(nudges(house, 'kim').filter(({ message }) => read(message).includes('new here'))).toEqual([]);
});
