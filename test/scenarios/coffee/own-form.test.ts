import { afterEach, beforeEach, expect, it } from 'vitest';
import type { FormValues } from '../../../src/core/form.ts';
import { House } from '../../support/house.ts';
import { read } from '../../support/reading.ts';

let house: House;
beforeEach(async () => {
  house = await House.open({
    now: '2026-11-24T09:00:00Z',
    people: [{ id: 'ana', isAdmin: true }, { id: 'bo' }, { id: 'cy' }],
  });
  await house.says('ana', 'coffee every week on tuesday at 10:00 --yes', 'general');
});
afterEach(() => house.close());

async function opens(id: string) {
  const { message } = await house.act(id, { kind: 'home' }, house.personal(id));
  if (!message) throw new Error('no home');
  return (await house.presses(id, message, 'My programs and people')).form;
}
const saves = (id: string, values: FormValues) => house.submits(id, 'coffee.mine', { v: 1 }, values);
const fieldOf = async (id: string, name: string) => (await opens(id))?.fields.find((field) => field.name === name);
const account = (id: string) => house.platform.accountOf(id);

it('leaves a program and comes back to it, from the home', async () => {
  const programs = await fieldOf('bo', 'programs');
  const { initial = [] } = programs?.kind === 'choices' ? programs : {};
  expect(initial).toHaveLength(1);

  await saves('bo', { programs: [] });
  expect(read((await house.says('bo', 'home')).message ?? { fallback: '', blocks: [] })).toContain('you are not in it');
  await saves('bo', { programs: initial });

  expect(await fieldOf('bo', 'programs')).toMatchObject({ initial });
});

it('keeps somebody away and lets them be met again, seen by nobody else', async () => {
  await saves('bo', { avoid: account('cy') });
  const avoided = await fieldOf('bo', 'avoided');
  expect(avoided).toMatchObject({ options: [{ label: 'cy' }] });
  expect(read((await house.says('bo', 'home')).message ?? { fallback: '', blocks: [] })).not.toContain('cy');

  await saves('bo', { avoid: account('ana') });
  expect(read((await house.says('bo', 'avoid')).message ?? { fallback: '', blocks: [] })).toMatch(/cy and ana/);
  await saves('bo', { avoided: [] });

  expect(read((await house.says('bo', 'avoid')).message ?? { fallback: '', blocks: [] })).toContain('You avoid nobody');
  expect(await saves('bo', { avoid: account('bo') })).toMatchObject({ errors: { avoid: "That's you." } });
});

it('saving what was not changed makes no choice', async () => {
  const programs = await fieldOf('bo', 'programs');

  await saves('bo', { programs: programs?.kind === 'choices' ? (programs.initial ?? []) : [] });
  await house.says('ana', 'coffee default out --yes', 'general');

  expect(await fieldOf('bo', 'programs')).toMatchObject({ initial: [] });
});
