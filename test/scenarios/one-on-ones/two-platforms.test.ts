import { expect, it } from 'vitest';
import type { Message } from '../../../src/core/message.ts';
import type { Desk } from '../../support/desk.ts';
import type { Coworker, Posted } from '../../support/platform.ts';
import { read } from '../../support/reading.ts';
import { linked, type Sides, twoSides } from '../linking/support/two-sides.ts';
import { isoOf, namesOn } from './support/one-on-ones.ts';

/** Sue leads people of both sides and has an account on each, as has Ros, who reports to her on both. */
const onSlack: readonly Coworker[] = [
  { id: 'ana', name: 'Ana Duarte', email: 'ana@acme.com', isAdmin: true },
  { id: 'sue', name: 'Sue Ray', email: 'sue@acme.com', manager: 'ana' },
  { id: 'ros', name: 'Ros Fay', email: 'ros@acme.com', manager: 'sue' },
  { id: 'cy', name: 'Cy Ito', email: 'cy@acme.com', manager: 'sue' },
];
const onTeams: readonly Coworker[] = [
  { id: 'berta', name: 'Berta Kim', email: 'berta@acme.com', isAdmin: true },
  { id: 'sue-t', name: 'Sue Ray', email: 'sue@acme.com' },
  { id: 'ros-t', name: 'Ros Fay', email: 'ros@acme.com', manager: 'sue-t' },
  { id: 'dov', name: 'Dov Ram', email: 'dov@acme.com', manager: 'sue-t' },
];
const both = { zone: 'Europe/Lisbon' };

async function apart(): Promise<Sides> {
  const beside = [{ workspace: 'teams:G1', people: onTeams, ...both }];
  return twoSides({ people: onSlack, beside, ...both });
}

const nudgesAt = ({ platform }: Desk): readonly Posted[] =>
  platform.posts.filter(({ key }) => key.startsWith('oneonone/nudge/'));
const toSue = ({ slack, teams }: Sides) =>
  [...nudgesAt(slack), ...nudgesAt(teams)].filter(({ place }) => /\/sue(-t)?"/.test(JSON.stringify(place)));
const lineOf = (message: Message | undefined, name: string) =>
  read(message)
    .split('\n')
    .find((line) => line.startsWith(`${name} ·`));

it('sends a supervisor with two accounts each nudge once, on one of them, and takes answers from either', async () => {
  const sides = await linked(await apart());
  const { house, slack, teams } = sides;
  await slack.says('ana', 'oneonone every week --yes');
  await house.until('2026-12-14T00:00Z');
  const cards = toSue(sides);

  const days = cards.map(({ at }) => isoOf(at).slice(0, 10));
  expect(new Set(days).size).toBe(days.length);
  expect(new Set(cards.map(({ place }) => place.workspace)).size).toBe(1);
  const names = cards.flatMap(({ message }) => namesOn(message));
  expect(new Set(names)).toEqual(new Set(['Ros Fay', 'Cy Ito', 'Dov Ram']));
  for (const { message } of cards) expect(new Set(namesOn(message)).size).toBe(namesOn(message).length);

  const card = cards.findLast(({ message }) => namesOn(message).length > 0);
  const [first = ''] = namesOn(card?.message ?? { fallback: '', blocks: [] });
  const met = await teams.presses('sue-t', card?.message, 'We met');
  expect(read(met.replace)).toContain(`Noted: you met ${first}.`);
  expect(lineOf(met.replace, first)).toBeUndefined();
  const page = read((await slack.says('sue', 'oneonone')).message);
  expect(page).toMatch(new RegExp(`- ${first}: last Mon 14 Dec \\(today\\)`));
  const taken = await slack.presses('sue', met.message, 'Not at all');
  expect(read(taken.replace)).toContain('Taken back.');
  expect(house.failures.seen).toEqual([]);
});

it('lets a report with two accounts say it through either, and ask once a week through both together', async () => {
  const sides = await linked(await apart());
  const { house, slack, teams } = sides;
  await slack.says('ana', 'oneonone every 2 weeks --yes');
  await teams.says('ros-t', 'ask');
  const second = await slack.says('ros', 'ask');
  await house.until('2026-12-02T12:00Z');

  const asked = [...slack.platform.posts, ...teams.platform.posts].filter(({ key }) => key.startsWith('oneonone/ask/'));
  expect(read(second.message)).toContain('I can pass on another from');
  expect(asked).toHaveLength(1);
  await teams.says('ros-t', 'oneonone met @Sue');
  expect(read(await slack.home('ros'))).toContain('last Wed 2 Dec (today)');
  expect(read(await teams.home('sue-t'))).not.toContain('would like to talk');
});

it('shows a topic to the other of the two, whichever account it was added through, and one’s own once both are theirs', async () => {
  const sides = await linked(await apart());
  const { slack, teams } = sides;
  await slack.says('ana', 'oneonone every 2 weeks --yes');
  const add = async (desk: Desk, id: string, whom: string, words: string) => {
    const { form } = await desk.presses(id, (await desk.says(id, `oneonone @${whom}`)).message, 'Add a topic');
    await desk.submits(id, form?.verb ?? '', { text: words }, form?.args);
  };
  const page = async (desk: Desk, id: string, whom: string) => read((await desk.says(id, `oneonone @${whom}`)).message);
  await add(teams, 'sue-t', 'Cy', 'from sue on teams');
  await add(slack, 'sue', 'Cy', 'from sue on slack');
  await add(teams, 'ros-t', 'Sue', 'from ros on teams');

  const atCy = await page(slack, 'cy', 'Sue');
  expect(atCy).toContain('from sue on teams');
  expect(atCy).toContain('from sue on slack');
  expect(await page(slack, 'sue', 'Ros')).toContain('from ros on teams');
  expect(await page(slack, 'ros', 'Sue')).not.toContain('from ros on teams');

  for (const id of ['sue', 'ros'] as const) {
    await slack.presses(id, slack.card(id, /two accounts/), 'Yes, both are mine');
    await teams.presses(`${id}-t`, teams.card(`${id}-t`, /two accounts/), 'Yes, both are mine');
  }
  await add(teams, 'ros-t', 'Sue', 'later from ros on teams');
  for (const seen of [await page(slack, 'ros', 'Sue'), await page(teams, 'ros-t', 'Sue')])
    expect(seen).toMatch(/from ros on teams[\s\S]*later from ros on teams/);
  expect(await page(slack, 'sue', 'Ros')).toContain('later from ros on teams');
  const draw = async (desk: Desk, id: string, goals: string) => {
    const { message } = await desk.presses(
      id,
      (await desk.says(id, `oneonone @${id === 'sue' ? 'Ros' : 'Sue'}`)).message,
      'Kits',
    );
    const { form } = await desk.presses(id, (await desk.presses(id, message, 'Persona')).message, 'Draw it together');
    await desk.submits(id, form?.verb ?? '', { goals, needs: 'b', challenges: 'c' }, form?.args);
  };
  await draw(teams, 'ros-t', 'to draw');
  await draw(slack, 'sue', 'to paint');
  for (const [desk, id] of [
    [slack, 'ros'],
    [teams, 'ros-t'],
  ] as const) {
    const shown = await desk.presses(id, (await desk.says(id, 'oneonone @Sue')).message, 'How Ros works best');
    expect(read(shown.message)).toContain('Goals: to paint');
  }
  await slack.says('cy', 'oneonone met @Sue');
  expect(await page(teams, 'sue-t', 'Cy')).toContain('from sue on teams');
});

it('makes one pair of the two that both sides had, with the talks of both, and one line on a card', async () => {
  const sides = await apart();
  const { house, slack, teams } = sides;
  await slack.says('ana', 'oneonone every week --yes');
  await teams.says('berta', 'oneonone every week --yes');
  await slack.says('sue', 'oneonone met @Ros 20 nov 2026');
  await teams.says('sue-t', 'oneonone met @Ros 27 nov 2026');
  await linked(sides);

  await house.until('2026-12-12T00:00Z');

  for (const { message } of toSue(sides)) {
    const names = namesOn(message);
    expect(names.filter((name) => name === 'Ros Fay').length).toBeLessThan(2);
  }
  const mine = read((await teams.says('sue-t', 'oneonone')).message);
  expect(mine.match(/- Ros Fay:/g)).toHaveLength(1);
  expect(mine).toContain('- Ros Fay: last Fri 27 Nov');
  const said = (await slack.says('sue', 'oneonone met @Ros 27 nov 2026')).message;
  await slack.presses('sue', said, 'Not at all');
  await house.until('2026-12-15T00:00Z');
  expect(read((await slack.says('sue', 'oneonone')).message)).toContain('- Ros Fay: last Fri 20 Nov');
  const days = toSue(sides).map(({ at }) => isoOf(at).slice(0, 10));
  expect(days.length).toBeGreaterThan(1);
  expect(new Set(days).size).toBe(days.length);
  expect(house.failures.seen).toEqual([]);
});
