import { expect, it } from 'vitest';
import { kits, nextQuestion, questionText } from '../../../src/features/one-on-ones/kits.ts';
import { read } from '../../support/reading.ts';
import { nudges, openOneOnOnes, team, told } from './support/one-on-ones.ts';

const evil = '<script>alert("1")</script> & co';

async function drawn(kind: 'persona' | 'journey', values: Record<string, string>, baseUrl?: string) {
  const house = await openOneOnOnes(team, 'every 2 weeks', baseUrl === undefined ? {} : { baseUrl });
  const args = { v: 1, pair: `${await house.person('ana')}/${await house.person('jo')}`, kind };
  return { house, args, reply: await house.submits('jo', 'oneonone.sheet', args, values) };
}

it('draws a persona for both, with a copy behind a link that works once', async () => {
  const values = { goals: 'ship the atlas', needs: 'quiet mornings', challenges: evil };
  const { house, args, reply } = await drawn('persona', values, 'https://hallway.example');
  const atAna = await house.press('ana', { verb: 'oneonone.sheet.show', args });
  const offered = await house.press('ana', { verb: 'oneonone.sheet.copy', args });
  const url = JSON.stringify(offered.message).match(/https:\/\/hallway\.example\/links\/([^"]+)/)?.[1] ?? '';
  const file = await house.app.takeFile(url);
  const again = await house.app.takeFile(url);

  expect(read(reply.message)).toContain('How Jo works best\nGoals: ship the atlas\nNeeds: quiet mornings');
  expect(read(atAna.message)).toBe(read(reply.message).replace('by you', 'by Jo'));
  expect(file?.name).toBe('persona.svg');
  expect(file?.body).toContain('ship the atlas');
  expect(file?.body).not.toContain('<script>');
  expect(again).toBeUndefined();
});

it('draws a journey map of lines, pain points beside', async () => {
  const points = 'Stand-up | it starts without them\nReviews\n\nDeploy | three people have to be asked';
  const { house, args, reply } = await drawn('journey', { about: 'A Tuesday', points });
  const form = await house.press('jo', { verb: 'oneonone.sheet', args });
  const copy = await house.press('jo', { verb: 'oneonone.sheet.copy', args });

  expect(read(reply.message)).toContain(
    'A Tuesday: 3 touchpoints, 2 of them hurt.\n- Stand-up · hurts: it starts without them\n- Reviews\n- Deploy · hurts: three people have to be asked',
  );
  expect(JSON.stringify(form.form)).toContain('Stand-up | it starts without them\\nReviews\\nDeploy');
  expect(read(copy.message)).toContain('Whoever runs Hallway can set HALLWAY_URL.');
});

it('gives no file once the two are a pair no longer', async () => {
  const { house, args } = await drawn(
    'persona',
    { goals: 'a', needs: 'b', challenges: 'c' },
    'https://hallway.example',
  );
  const offered = await house.press('ana', { verb: 'oneonone.sheet.copy', args });
  const url = JSON.stringify(offered.message).match(/\/links\/([^"]+)/)?.[1] ?? '';
  await told(house, 'ana', 'oneonone remove @Jo');

  expect(await house.app.takeFile(url)).toBeUndefined();
});

it('names what is missing on a sheet', async () => {
  const { house, args } = await drawn('journey', { about: 'x', points: 'y' });
  const persona = await house.submits('jo', 'oneonone.sheet', { ...args, kind: 'persona' }, { goals: 'a', needs: '' });
  const journey = await house.submits('jo', 'oneonone.sheet', args, { about: 'x', points: ' \n | only pain' });

  expect(Object.keys(persona.errors ?? {})).toEqual(['needs', 'challenges']);
  expect(journey.errors).toEqual({ points: 'Write at least one line.' });
});

it('lists kits, shows one with its source, and knows a near word', async () => {
  const house = await openOneOnOnes();

  expect(await told(house, 'jo', 'oneonone kit')).toContain('Workload and energy: How much there is');
  expect(await told(house, 'jo', 'oneonone kit career')).toMatch(
    /Career\n[\s\S]*Questions to choose from:\n- Which part of your work would[\s\S]*With thanks to GovLoop/,
  );
  expect(await told(house, 'jo', 'oneonone kit carer')).toContain('Did you mean career?');
  expect(kits.map(({ id }) => id)).toEqual([
    'first',
    'career',
    'feedback',
    'workload',
    'trust',
    'hardweek',
    'persona',
    'journey',
  ]);
});

it.each([
  ['persona', 'oneonone kit persona'],
  ['Journey', 'oneonone kit journey'],
  ['kit', 'oneonone kit'],
])('points to the kit where %s is said alone', async (word, meant) => {
  const house = await openOneOnOnes();

  expect(await told(house, 'jo', word)).toBe(
    `I don't know "${word}" alone. Say /hallway ${meant}. Nothing was changed.`,
  );
});

it('offers a question a card, never one of the latest again, a first talk its own', async () => {
  const asked: string[] = [];
  for (let turn = 0; turn < 60; turn += 1) {
    const id = nextQuestion(asked, false, (turn * 0.37) % 1);
    expect(asked.slice(-12)).not.toContain(id);
    expect(questionText(id)).toMatch(/\?$/);
    asked.push(id);
  }
  expect(new Set(asked).size).toBeGreaterThan(20);
  expect(nextQuestion([], true, 0)).toMatch(/^first/);
});

it('brings a tip a week and a suggestion a fortnight at most, and neither where it is not wanted', async () => {
  const house = await openOneOnOnes(team, 'every week');
  await house.until('2026-12-24T00:00:00Z');
  const cards = nudges(house, 'ana').map(({ at, message }) => ({
    at,
    notes: message.blocks.filter(({ kind }) => kind === 'note').length,
  }));
  const tipped = cards.filter(({ notes }) => notes > 1).map(({ at }) => at);
  const gaps = tipped.slice(1).map((at, index) => (at - (tipped[index] ?? 0)) / 86_400_000);
  expect(tipped.length).toBeGreaterThan(2);
  expect(Math.min(...gaps)).toBeGreaterThan(6.9);

  const choices = await house.press('ana', { verb: 'oneonone.stop', args: { v: 1 } });
  await house.presses('ana', choices.message ?? { fallback: '', blocks: [] }, 'No tips');
  await house.until('2027-01-08T00:00:00Z');
  const later = nudges(house, 'ana').slice(cards.length);

  expect(later.length).toBeGreaterThan(1);
  for (const { message } of later) expect(message.blocks.filter(({ kind }) => kind === 'note')).toHaveLength(1);
});
