import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Message } from '../../src/core/message.ts';
import { House } from '../support/house.ts';
import { buttonsOf, read } from '../support/reading.ts';

let house: House;
beforeEach(async () => {
  house = await House.open({
    now: '2026-11-04T09:00:00Z',
    people: [{ id: 'ana', isAdmin: true }, { id: 'bo', isAdmin: true }, { id: 'cy' }, { id: 'di' }],
  });
});
afterEach(async () => {
  expect(house.failures.seen).toEqual([]);
  await house.close();
});

const every = 'coffee every week on tuesday at 10:00';
const says = async (id: string, text: string) => (await house.says(id, text, 'general')).message;
const answer = async (id: string, text: string) => read(await says(id, text));
const status = () => answer('ana', 'coffee status');
const reply = async (id: string, message: Message | undefined, label: string) => {
  const button = message && buttonsOf(message).find((one) => one.label === label);
  if (!button) throw new Error(`no button ${label} under "${read(message)}"`);
  return house.press(id, button, house.inChannel('general'));
};
const press = async (id: string, card: Message | undefined, label: string) => {
  const { message, replace } = await reply(id, card, label);
  return read(message ?? replace);
};

describe('Start', () => {
  test('nothing is kept before it, and nobody hears of anything', async () => {
    await says('ana', every);

    await house.until('2026-11-11T12:00:00Z');

    expect(await status()).toContain('There is no coffee here yet');
    expect(house.platform.posts).toEqual([]);
  });

  test('starts once, by the one who typed, within 15 minutes', async () => {
    const card = await says('ana', every);

    const byAnother = await press('bo', card, 'Start');
    house.sleepUntil('2026-11-04T09:15:00Z');
    const inTime = await press('ana', card, 'Start');
    const twice = await press('ana', card, 'Start');

    expect(byAnother).toBe('Only the admin who typed the command can start it. Type it yourself if you like.');
    expect(inTime).toContain('Started: coffee in #general');
    expect(twice).toBe(inTime);
    expect(await answer('ana', 'log')).not.toContain('2. ');
  });

  test.each(['Start', 'Never mind'])('after %s, the card is what came of it, without a button', async (label) => {
    const card = await says('ana', every);

    const first = await reply('ana', card, label);
    const again = await reply('ana', card, label);

    expect(first.replace).toBeDefined();
    expect(first.replace && buttonsOf(first.replace)).toEqual([]);
    expect(again.replace).toEqual(first.replace);
  });

  test('a card that is too old, or refused what it asks, says so in its own place', async () => {
    const card = await says('ana', every);
    const other = await says('ana', 'coffee every week on monday at 11:00');
    await says('ana', 'coffee every week on friday at 11:00 --yes');
    const undo = await says('ana', 'undo 1');
    await says('ana', 'undo 1 --yes');

    const refused = await reply('ana', undo, 'Undo it');
    const stranger = await reply('bo', card, 'Start');
    house.sleepUntil('2026-11-04T09:16:00Z');
    const late = await reply('ana', card, 'Start');
    await house.until('2026-11-06T09:16:00Z');
    const muchLater = await reply('ana', other, 'Start');

    expect(read(refused.replace)).toBe('Entry 1 has been undone already. Nothing was changed.');
    expect(stranger.replace).toBeUndefined();
    expect(read(late.replace)).toContain('more than 15 minutes ago');
    expect(read(muchLater.replace)).toContain('This card is from another day.');
  });

  test('a minute later is too late', async () => {
    const card = await says('ana', every);
    house.sleepUntil('2026-11-04T09:16:00Z');

    const late = await press('ana', card, 'Start');

    expect(late).toContain('more than 15 minutes ago, so I left everything as it was');
    expect(await status()).toContain('There is no coffee here yet');
  });

  test('never mind means never', async () => {
    const card = await says('ana', every);

    expect(await press('ana', card, 'Never mind')).toBe('All right. Nothing was changed.');
    expect(await press('ana', card, 'Start')).toBe('All right. Nothing was changed.');
  });

  test('outlives a restart', async () => {
    const card = await says('ana', every);

    await house.restart();

    expect(await press('ana', card, 'Start')).toContain('Started: coffee in #general');
  });

  test('does nothing for somebody who is no admin any more', async () => {
    const card = await says('bo', every);
    house.platform.coworkers.set('bo', { id: 'bo' });
    await house.app.sync(house.platform.workspace);

    expect(await press('bo', card, 'Start')).toContain('Only admins can do this.');
    expect(await status()).toContain('There is no coffee here yet');
  });

  test('is not asked for with --yes', async () => {
    expect(await answer('ana', `${every} --yes`)).toContain('Started: coffee in #general');
  });
});

describe('who may, and what was meant', () => {
  test.each(['coffee off --yes', 'settings timezone lisbon --yes', 'undo 1 --yes', 'log', 'status', 'setup', 'admins'])(
    '%s is refused to somebody who is no admin',
    async (line) => {
      await says('ana', `${every} --yes`);

      expect(await answer('cy', line)).toBe('Only admins can do this. Ask ana or bo. Nothing was changed.');
      expect(await status()).toContain('every week on Tuesday at 10:00');
    },
  );

  test.each([
    ['cofee every week', 'Did you mean coffee?'],
    ['pasue 2 weeks', 'Did you mean pause?'],
    ['coffee evry week on monday', 'Did you mean coffee every?'],
    ['coffee every week on tusday', 'tuesday'],
    ['settings timezon lisbon', 'Did you mean settings timezone?'],
    ['hello there', 'I don\'t know "hello".'],
  ])('%s: %s', async (line, hint) => {
    const said = await answer('ana', line);

    expect(said).toContain(hint);
    expect(said).toContain('Nothing was changed.');
    expect(await status()).toContain('There is no coffee here yet');
  });
});

describe('admins', () => {
  test.each([
    ['admins add @cy', 'cy becomes an admin of Hallway, and sees programs, groups and the log.'],
    ['admins add @bo', 'bo is an admin of Hallway already. Nothing was changed.'],
    ['admins remove @bo', 'bo is no longer an admin of Hallway.'],
    ['admins remove @cy', 'cy is no admin of Hallway. Nothing was changed.'],
    ['admins promote @cy', 'Say whom: /hallway admins add @name or /hallway admins remove @name. Nothing was changed.'],
  ])('%s: %s', async (line, words) => {
    expect(await answer('ana', line)).toContain(words);
  });
});

test('undo says first what it would take back, and to what', async () => {
  await says('ana', `${every} --yes`);

  expect(await answer('ana', 'undo')).toContain(
    'Take back entry 1? Coffee in #general: every week on Tuesday at 10:00, UTC → gone.',
  );
});

describe('undo', () => {
  test('puts back what was, whoever did it, and is in the log itself', async () => {
    await says('ana', `${every} --yes`);
    await says('bo', 'coffee every 2 weeks on monday at 11:00 --yes');

    expect(await answer('ana', 'undo 2 --yes')).toContain('Undone: Coffee in #general is as before.');
    expect(await status()).toContain('every week on Tuesday at 10:00');
    const log = await answer('ana', 'log');
    expect(log).toContain('3. Coffee in #general (entry 2 undone)');
    expect(log).toMatch(/2\. Coffee in #general: .* → .* bo, .* \(undone\)/);
  });

  test('brings a stopped program back, and its next round is held', async () => {
    await says('ana', `${every} --yes`);
    await house.until('2026-11-05T12:00:00Z');
    await says('ana', 'coffee off --yes');
    await says('ana', 'undo --yes');

    await house.until('2026-11-10T12:00:00Z');

    expect(house.platform.posts.filter(({ key }) => key.includes('/intro'))).toHaveLength(2);
  });

  test('is refused where a later change has overtaken it, twice, and where nothing is there', async () => {
    await says('ana', `${every} --yes`);
    await says('ana', 'coffee group 3 --yes');

    expect(await answer('ana', 'undo 1 --yes')).toContain(
      'has changed again since entry 1. Undo the later entry first.',
    );
    await says('ana', 'undo 2 --yes');
    expect(await answer('ana', 'undo 2 --yes')).toContain('Entry 2 has been undone already.');
    expect(await answer('ana', 'undo 99')).toContain('There is no entry 99 in the log.');
    expect(await answer('ana', 'undo nonsense')).toContain('Say which: /hallway undo 3.');
    expect(await status()).toContain('every week on Tuesday at 10:00');
  });

  test('pressed in the log, draws the log again without that button', async () => {
    await says('ana', `${every} --yes`);
    const log = await says('ana', 'log');

    const { message, replace } = await reply('ana', log, 'Undo 1');
    const again = await reply('ana', log, 'Undo 1');

    expect(read(message)).toBe('Undone: Coffee in #general is as before.');
    expect(replace && buttonsOf(replace)).toEqual([]);
    expect(read(again.message)).toBe('Entry 1 has been undone already.');
    expect(again.replace && buttonsOf(again.replace).map(({ label }) => label)).toEqual(['Undo 2']);
  });

  test('of everything in turn leaves nothing', async () => {
    await says('ana', `${every} --yes`);
    await says('ana', 'settings closed 24 dec --yes');
    await says('ana', 'admins add @cy --yes');

    for (const entry of [3, 2, 1]) await says('ana', `undo ${entry} --yes`);

    expect(await status()).toContain('There is no coffee here yet');
    expect(await answer('ana', 'settings closed')).toContain('none ahead');
    expect(await answer('cy', 'log')).toContain('Only admins can do this.');
  });
});

test('status shows the rest in the place of the first lines', async () => {
  for (const channel of ['one', 'two', 'three', 'four', 'five']) {
    house.platform.rooms.set(house.platform.channelOf(channel), new Set(['ana', 'bo']));
    await house.app.sync(house.platform.workspace);
    await house.says('ana', `${every} --yes`, channel);
  }
  await says('ana', `${every} --yes`);

  const { message, replace } = await reply('ana', await says('ana', 'status'), 'Show all 6');

  expect(message).toBeUndefined();
  expect(replace && buttonsOf(replace)).toEqual([]);
  expect(read(replace).match(/every week on Tuesday/g)).toHaveLength(6);
});
