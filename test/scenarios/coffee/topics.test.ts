import { expect, it } from 'vitest';
import { renderForm as renderInSlack } from '../../../adapters/slack/forms.ts';
import { renderForm as renderInTeams } from '../../../adapters/teams/forms.ts';
import type { Form, FormValues } from '../../../src/core/form.ts';
import { topics } from '../../../src/features/coffee/records.ts';
import type { House } from '../../support/house.ts';
import { read } from '../../support/reading.ts';
import { crew, introOf, openCoffee, presses, told, tuesdays } from './support/coffee.ts';

const [first = '', second = ''] = tuesdays(2);
const saves = (house: House, id: string, values: FormValues) => house.submits(id, 'coffee.mine', { v: 1 }, values);
const cardOf = (house: House, id: string) => read(introOf(house, id)?.message);

async function opens(house: House, id: string): Promise<Form> {
  const { message } = await house.act(id, { kind: 'home' }, house.personal(id));
  const { form } = message ? await house.presses(id, message, 'My programs and people') : {};
  if (!form) throw new Error(`${id} has no form`);
  return form;
}
const kept = (house: House) => house.storage.read(house.org, (reads) => reads.list(topics));
const topicsIn = async (house: House, id: string) =>
  (await opens(house, id)).fields.find(({ name }) => name === 'topics');

it('tells those who are introduced what the other likes to talk about, until it is taken back', async () => {
  const house = await openCoffee(crew(2));
  const saved = await saves(house, 'bo', { topics: 'sailing, old maps' });
  await house.until(first);

  expect(read(saved.message)).toContain('People you meet see what you like to talk about');
  expect(cardOf(house, 'ana')).toMatch(/^Bo is happy to talk about sailing and old maps\.$/m);
  expect(await topicsIn(house, 'bo')).toMatchObject({ initial: 'sailing, old maps' });
  expect(await topicsIn(house, 'ana')).toMatchObject({ initial: '' });

  await saves(house, 'ana', { topics: 'bread' });
  const asked = await presses(house, 'ana', introOf(house, 'ana'), 'Another question');
  expect(asked).toMatch(/^Ana is happy to talk about bread, Bo about sailing and old maps\.$/m);

  for (const id of ['ana', 'bo']) await saves(house, id, { topics: undefined });
  await house.until(second);
  expect(cardOf(house, 'ana')).not.toContain('happy to talk');
});

it('says one of each where more than two meet', async () => {
  const house = await openCoffee(crew(3));
  await saves(house, 'ana', { topics: 'tea, trains, towns' });
  await saves(house, 'cleo', { topics: 'bread, butter' });

  await house.until(first);

  expect(cardOf(house, 'bo')).toMatch(/^Ana is happy to talk about tea, Cleo about bread\.$/m);
});

it('keeps nothing of a form it cannot take, and says what to do', async () => {
  const house = await openCoffee(crew(2));
  await saves(house, 'bo', { topics: 'sailing' });

  const refused = await saves(house, 'bo', { topics: 'see https://hallway.example', programs: [] });

  expect(refused.errors).toEqual({ topics: 'Plain words only, please: no links or addresses.' });
  const { fields } = await opens(house, 'bo');
  expect(fields.map(({ name, ...field }) => [name, 'initial' in field ? field.initial : undefined])).toEqual([
    ['programs', [expect.stringContaining('#')]],
    ['topics', 'sailing'],
    ['avoid', undefined],
  ]);
});

it('hands them out with everything else that is held, and forgets them with the person', async () => {
  const house = await openCoffee(crew(2));
  await saves(house, 'bo', { topics: 'sailing, old maps' });
  expect(await told(house, 'bo', 'privacy export')).toContain('Happy to talk about: sailing, old maps');

  expect(await kept(house)).toHaveLength(1);

  await house.press('bo', { verb: 'me.forget.now', args: { v: 1 } });

  expect(await kept(house)).toEqual([]);
  expect(await told(house, 'bo', 'privacy export')).not.toContain('sailing');
});

it('is drawn as its golden files say, on every platform', async () => {
  const house = await openCoffee(crew(3));
  await saves(house, 'ana', { topics: 'sailing, <b>*maps*</b>', avoid: house.platform.accountOf('bo') });
  const form = await opens(house, 'ana');
  const drawn = { sandbox: form, slack: renderInSlack(form), teams: renderInTeams(form) };

  for (const [platform, view] of Object.entries(drawn))
    await expect(`${JSON.stringify(view, null, 1)}\n`).toMatchFileSnapshot(
      `../../golden/${platform}/form-own-coffee.json`,
    );
});
