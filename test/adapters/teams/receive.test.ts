import { describe, expect, test } from 'vitest';
import { actionsOf } from '../../support/fake-teams/visitor.ts';
import { added, last, people } from './support/crew.ts';
import { openTeamsHouse, wordsFor } from './support/teams-house.ts';

describe('words', () => {
  test('are answered in the personal chat, also to somebody never seen', async () => {
    const house = await openTeamsHouse({ people });

    const { status } = await house.visitors.writes('tomasz', 'help');
    await house.settle();

    expect(status).toBe(200);
    expect(last(house, 'tomasz')).toContain('coworkers');
    expect(house.home.activities).toHaveLength(1);
    expect(house.log.lines.filter((line) => line.includes('"error"'))).toEqual([]);
  });

  test('in a channel are answered in the writer’s own chat, so that nobody else reads it', async () => {
    const house = await added(await openTeamsHouse({ people }));
    const before = house.home.activities.length;

    await house.visitors.writes('tomasz', 'help', { channel: house.team.id });
    await house.settle();

    expect(last(house, 'tomasz')).toContain('coworkers');
    expect(house.home.activities.slice(before).map(({ person }) => person)).toEqual(['tomasz']);
  });

  test.each([
    ['<at>Hallway</at>&nbsp;help', 'coworkers'],
    ['<div><p><at id="0">Hallway</at>  Help pause</p></div>', 'What pause can do'],
    ['\u200bhallway, PAUSE 2 weeks', 'paus'],
    ['/hallway help', 'coworkers'],
    ['', 'coworkers'],
    ['puase', 'Did you mean'],
    ['what can you do for me?', 'coworkers'],
  ])('%j is understood', async (text, wanted) => {
    const house = await openTeamsHouse({ people });

    await house.visitors.writes('tomasz', text);
    await house.settle();

    expect(last(house, 'tomasz').toLowerCase()).toContain(wanted.toLowerCase());
  });

  test('what belongs in private is done, and said to belong there', async () => {
    const house = await added(await openTeamsHouse({ people }));
    const whom = '<at>Jo Lindqvist</at>';
    const mention = (key: string, text: string) => ({
      type: 'mention',
      text,
      mentioned: { id: house.home.userOf(key), name: 'x' },
    });
    const entities = [{ type: 'mention', text: '<at>Hallway</at>', mentioned: house.home.bot }, mention('jo', whom)];

    await house.visitors.writes('tomasz', `avoid ${whom}`, { channel: house.team.id }, { entities });
    await house.settle();

    expect(last(house, 'tomasz')).toContain('Jo Lindqvist');
    expect(last(house, 'tomasz')).toContain('Next time, say this to me here');
    expect(wordsFor(house, 'jo')).toEqual([]);
  });

  test.each([
    ['avoid @Jo', 'Jo Lindqvist'],
    ['unavoid @Jo', 'Jo Lindqvist'],
    ['ask @Ana', 'Ana'],
    ['answer', 'question'],
    ['pause 2 weeks', 'paus'],
    ['Privacy', 'What I keep about you'],
  ])('%j in a channel is answered to its writer alone, with a word that it belongs there', async (text, wanted) => {
    const house = await added(await openTeamsHouse({ people }));
    const before = house.home.activities.length;

    await house.visitors.writes('tomasz', text, { channel: house.team.id });
    await house.settle();

    const shown = house.home.activities.slice(before);
    expect(shown.find(({ person }) => person === undefined)).toBeUndefined();
    expect(last(house, 'tomasz').toLowerCase()).toContain(wanted.toLowerCase());
    expect(last(house, 'tomasz')).toContain('Next time, say this to me here: a channel is read by everybody in it.');
  });

  test('people are a mention, a name or an address, and several fits are a choice', async () => {
    const house = await added(await openTeamsHouse({ people: [...people, { key: 'jo2', name: 'Jo Berg' }] }));
    const says = async (text: string) => {
      await house.visitors.writes('tomasz', text);
      await house.settle();
      return last(house, 'tomasz');
    };

    expect(await says('avoid @Ana')).toContain('Ana Duarte');
    expect(await says('avoid jo@acme.example')).toContain('Jo Lindqvist');
    for (const name of ['Several people fit', 'Jo Berg', 'Jo Lindqvist'])
      expect(await says('avoid @Jo')).toContain(name);
  });

  test('whoever cannot be written to in private learns so where they wrote', async () => {
    const house = await added(await openTeamsHouse({ people }));
    house.home.blocked.add('tomasz');

    await house.visitors.writes('tomasz', 'help', { channel: house.team.id });
    await house.settle();

    expect(JSON.stringify(house.home.activities.at(-1))).toContain('cannot write to you in private');
    expect(house.home.activities.at(-1)?.conversation).toMatch(new RegExp(`^${house.team.id};messageid=`));
  });
});

test('adding it to a team makes whoever did its admin, and greets them once', async () => {
  const house = await added(await openTeamsHouse({ people }));

  await house.visitors.writes('ana', 'coffee every 2 weeks on tuesday at 10:00', { channel: house.team.id });
  await house.visitors.writes('tomasz', 'coffee every week on monday at 10:00', { channel: house.team.id });
  await house.settle();

  expect(wordsFor(house, 'ana')).toHaveLength(2);
  expect(last(house, 'ana')).toContain('Coffee in #Acme');
  expect(last(house, 'ana')).toContain('3 people');
  expect(last(house, 'ana')).toContain('Europe/Lisbon');
  expect(last(house, 'tomasz')).toContain('Only admins can do this. Ask Ana Duarte');
});

describe('a press', () => {
  /** Ana has asked for coffee in the team and sees its echo. */
  async function asked() {
    const house = await added(await openTeamsHouse({ people }));
    await house.visitors.writes('ana', 'coffee every 2 weeks on tuesday at 10:00', { channel: house.team.id });
    await house.settle();
    const echo = house.home.shownTo('ana').at(-1);
    if (!echo) throw new Error('no echo');
    return { house, echo };
  }

  test('is answered with the card that takes its place, which stays', async () => {
    const { house, echo } = await asked();

    const { status, body } = await house.visitors.presses('ana', echo, 'Start');
    await house.settle();

    expect(status).toBe(200);
    expect(body).toMatchObject({ statusCode: 200, type: 'application/vnd.microsoft.card.adaptive' });
    expect(JSON.stringify(body?.value)).toContain('Started: coffee in #Acme');
    expect(JSON.stringify(echo.shown)).not.toContain('"Start"');
    expect(echo.times).toBe(2);
  });

  test('that Teams sends again is answered again and changes nothing', async () => {
    const { house, echo } = await asked();
    const start = actionsOf(echo.shown).find(({ title }) => title === 'Start');
    const value = { action: start, trigger: 'manual' };
    const press = { type: 'invoke', name: 'adaptiveCard/action', value, replyToId: echo.id };
    const activity = { ...press, ...house.visitors.at('ana', {}) };

    const answers = await Promise.all([1, 2, 3].map(() => house.visitors.sends(activity)));
    await house.settle();
    await house.visitors.writes('ana', 'log');
    await house.settle();

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    for (const { body } of answers) expect(JSON.stringify(body)).toContain('Started: coffee in #Acme');
    expect(last(house, 'ana').match(/Coffee in #Acme/g)).toHaveLength(1);
  });

  test('of somebody else is refused, whatever the card carries', async () => {
    const { house, echo } = await asked();

    const { body } = await house.visitors.presses('tomasz', { ...echo, person: 'tomasz' }, 'Start');
    await house.settle();
    await house.visitors.writes('ana', 'coffee status', { channel: house.team.id });
    await house.settle();

    expect(JSON.stringify(body)).not.toContain('2 weeks');
    expect(last(house, 'ana')).not.toContain('2 weeks on Tuesday');
  });

  test('that opens a form brings a dialog, which comes back with what was wrong', async () => {
    const house = await added(await openTeamsHouse({ people }));
    await house.visitors.writes('tomasz', 'home');
    await house.settle();
    const home = house.home.shownTo('tomasz').at(-1);
    if (!home) throw new Error('no home');

    const opened = await house.visitors.presses('tomasz', home, 'Change');
    const card = opened.body?.task?.value.card;
    if (!card) throw new Error(`no dialog: ${JSON.stringify(opened)}`);
    const filled = { days: 'monday,tuesday', timezone: 'Lisbon' };
    const wrong = await house.visitors.submits('tomasz', card, { ...filled, hours: 'nonsense' });
    const right = await house.visitors.submits('tomasz', card, { ...filled, hours: '08:00-16:00' });
    await house.settle();

    expect(opened.body?.task?.type).toBe('continue');
    expect(JSON.stringify(wrong.body)).toContain('Input.');
    expect(JSON.stringify(right.body)).not.toContain('Input.');
    expect(JSON.stringify(home.shown)).toContain('08:00');
  });
});

test('the home asks for itself again, with its own content', async () => {
  const house = await added(await openTeamsHouse({ people }));
  await house.visitors.writes('tomasz', 'home');
  await house.settle();
  const [home] = house.home.shownTo('tomasz').slice(-1);
  const card = JSON.parse(JSON.stringify(home?.shown)).attachments[0].content;
  if (!home) throw new Error('no home');

  const { body } = await house.visitors.sendsPress('tomasz', home, card.refresh.action);

  expect(card.refresh.userIds).toEqual([house.home.userOf('tomasz')]);
  expect(JSON.stringify(body?.value)).toContain('Hello, Tomasz');
  expect(body?.value).toMatchObject({ refresh: { userIds: [house.home.userOf('tomasz')] } });
});

test('the same activity again does nothing twice', async () => {
  const house = await added(await openTeamsHouse({ people }));
  const activity = {
    ...{ type: 'message', text: 'pause 2 weeks', entities: [] },
    ...house.visitors.at('tomasz', {}),
  };

  for (let attempt = 0; attempt < 3; attempt += 1) await house.visitors.sends(activity);
  await house.settle();

  expect(wordsFor(house, 'tomasz')).toHaveLength(1);
});

test('edits, thumbs and typing are passed over', async () => {
  const house = await added(await openTeamsHouse({ people }));
  const before = house.home.activities.length;

  for (const type of ['messageUpdate', 'messageReaction', 'typing', 'event', 'messageDelete'])
    await house.visitors.sends({ type, text: 'pause', ...house.visitors.at('tomasz', {}) });
  await house.settle();

  expect(house.home.activities).toHaveLength(before);
});
