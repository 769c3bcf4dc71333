import { expect, it } from 'vitest';
import { read } from '../../support/reading.ts';
import { openOneOnOnes, team, told } from './support/one-on-ones.ts';

const home = async (house: Awaited<ReturnType<typeof openOneOnOnes>>, id: string) =>
  read((await house.says(id, 'home')).message);

it('has what waits first, then what is next, then settings, then my people', async () => {
  const house = await openOneOnOnes(team, 'every 2 weeks', {
    channels: { coffee: ['dot', 'kim', 'ana', 'jo', 'bo'] },
  });
  await house.says('dot', 'coffee every 2 weeks on tuesday at 10:00 --yes', 'coffee');
  await told(house, 'jo', 'ask');
  await told(house, 'dot', 'ask @Ana');

  const shown = await home(house, 'ana');
  const order = [
    'Dot says you are their supervisor',
    'Jo Silva would like to talk with you',
    '#coffee: next coffee',
    'One-on-one with Kim',
    'My settings',
    'My people',
  ].map((words) => shown.indexOf(words));

  expect(order.every((at) => at >= 0)).toBe(true);
  expect(order).toEqual([...order].sort((a, b) => a - b));
});

it('waits no longer once they have met, a week has passed, or it was answered', async () => {
  const house = await openOneOnOnes();
  await told(house, 'jo', 'ask');
  await told(house, 'bo', 'ask');
  await told(house, 'dot', 'ask @Ana');
  const [claim] = [(await house.says('ana', 'home')).message];
  await told(house, 'jo', 'oneonone met @Ana');
  const yes = await house.presses('ana', claim ?? { fallback: '', blocks: [] }, "Yes, that's right");
  const then = await home(house, 'ana');
  await house.until('2026-12-08T12:00:00Z');

  expect(read(yes.message)).toContain('a talk with Dot comes round');
  expect(yes.replace).toBeUndefined();
  expect(then).not.toContain('Jo Silva would like to talk');
  expect(then).toContain('Bo Lund would like to talk');
  expect(then).not.toContain('says you are their supervisor');
  expect(await home(house, 'ana')).not.toContain('would like to talk');
  expect(await home(house, 'kim')).not.toContain('would like to talk');
});

it('shows admins what runs, and nobody else', async () => {
  const house = await openOneOnOnes();

  expect(await home(house, 'dot')).toContain('One-on-ones\n- One-on-ones: every 2 weeks, 2 supervisors, 3 reports.');
  expect(await home(house, 'ana')).not.toContain('2 supervisors');
});
