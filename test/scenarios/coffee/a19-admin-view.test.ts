import { expect, it } from 'vitest';
import type { House } from '../../support/house.ts';
import type { Coworker } from '../../support/platform.ts';
import { read } from '../../support/reading.ts';
import { crew, introOf, intros, mail, nameOf, openCoffee, presses, told } from './support/coffee.ts';

const baseUrl = 'https://hallway.example';
const people: readonly Coworker[] = [...crew(12), { id: 'gil', name: 'Gil', standing: 'guest' }];

async function afterARound(): Promise<House> {
  const house = await openCoffee(people, [], { baseUrl });
  await told(house, 'kai', 'pause 2 weeks');
  await told(house, 'lea', 'away 1 dec to 4 dec');
  await house.until('2026-12-01T12:00:00Z');
  return house;
}

const summary = (house: House) => mail(house, 'boss', /people in \d+ groups/)[0];

it('tells who set it up how many met whom and how many went without, by reason', async () => {
  const house = await afterARound();

  expect(read(summary(house)?.message)).toContain(
    'Coffee in #coffee, Tue 1 Dec: 10 people in 5 groups. Left out: 1 paused, 1 away, 1 guest.',
  );
});

it('shows the groups and who was missed, each with a reason of the fixed list', async () => {
  const house = await afterARound();

  const card = await presses(house, 'boss', summary(house), 'See the groups');

  for (const group of intros(house).map((intro) => intro.people.map(nameOf)))
    expect(card).toMatch(new RegExp(`^- (${group.join(', ')}|${[...group].reverse().join(', ')}): first time`, 'm'));
  expect(card).toContain('- Kai: paused');
  expect(card).toContain('- Lea: away');
  expect(card).toContain('- Gil: guest');
});

it('shows the same from the status, for who has stopped the notes', async () => {
  const house = await afterARound();
  const shown = await presses(house, 'boss', summary(house), 'See the groups');
  await presses(house, 'boss', summary(house), 'Stop these notes');

  const { message: status } = await house.says('boss', 'coffee status', 'coffee');
  if (!status) throw new Error('no status');
  const { message: card } = await house.presses('boss', status, 'See the groups', house.inChannel('coffee'));

  expect(read(card)).toBe(shown);
});

it('says how many met once the next round is held, without a number where all did', async () => {
  const house = await afterARound();
  const status = () => told(house, 'boss', 'coffee status', 'coffee');
  for (const { people: group, post } of intros(house).slice(0, 5)) await presses(house, group[0] ?? '', post, 'We met');
  const duringTheRound = await status();

  await house.until('2026-12-09T09:00:00Z');

  expect(duringTheRound).not.toContain('said they met');
  expect(await status()).toContain('Of the round before, everybody said they met.');
  expect(await presses(house, 'boss', summary(house), 'See the groups')).not.toMatch(/said|did not meet|open|skipped/);
});

it('says nothing of a round in which fewer than the floor, or nearly all, said they met', async () => {
  for (const pressed of [2, 4]) {
    const house = await afterARound();
    for (const { people: group, post } of intros(house).slice(0, pressed))
      await presses(house, group[0] ?? '', post, 'We met');

    await house.until('2026-12-09T09:00:00Z');

    expect(await told(house, 'boss', 'coffee status', 'coffee')).not.toContain('said they met');
  }
});

it('hands the rounds out as a spreadsheet once, without a word on who met', async () => {
  const house = await afterARound();
  await presses(house, 'ana', introOf(house, 'ana'), 'We met');
  await presses(house, 'bo', introOf(house, 'bo'), 'Not this time');

  const { message } = await house.says('boss', 'coffee export', 'coffee');
  const [block] = message?.blocks ?? [];
  const link = block?.kind === 'text' ? block.text.find((span) => span.kind === 'link') : undefined;
  const token = link?.kind === 'link' ? link.url.slice(`${baseUrl}/links/`.length) : '';
  const file = await house.app.takeFile(token);

  const lines = file?.body.trim().split('\n') ?? [];
  expect(lines[0]).toBe('channel,date,group,people,reason');
  expect(lines.filter((line) => /^#coffee,2026-12-01,\d{4},/.test(line))).toHaveLength(5);
  expect(lines).toContain('#coffee,2026-12-01,left out,Kai,paused');
  expect(file?.body).not.toMatch(/notThisTime|planned|open|said/);
  expect(await house.app.takeFile(token)).toBeUndefined();
});

it('shows none of it to staff', async () => {
  const house = await afterARound();
  const card = summary(house);

  const answers = [
    await told(house, 'ana', 'coffee status', 'coffee'),
    await told(house, 'ana', 'coffee export', 'coffee'),
    await presses(house, 'ana', card, 'See the groups'),
  ];

  expect(answers[0]).toBe('Only admins can do this. Ask Boss. Nothing was changed.');
  expect(answers.every((answer) => answer.startsWith('Only admins can do this.'))).toBe(true);
});

it('stops the notes at one press, the one that waits included', async () => {
  const house = await afterARound();

  await presses(house, 'boss', summary(house), 'Stop these notes');
  await house.until('2026-12-15T12:00:00Z');

  expect(mail(house, 'boss', /people in \d+ groups/)).toHaveLength(1);
  expect(await told(house, 'boss', 'coffee status', 'coffee')).toContain('Last: Tue 15 Dec');
});
