import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { accountId, channelId, workspaceId } from '../../src/core/ids.ts';
import type { JsonObject } from '../../src/core/json.ts';
import type { Message } from '../../src/core/message.ts';
import { House } from '../support/house.ts';
import type { Posted } from '../support/platform.ts';
import { buttonsOf, read } from '../support/reading.ts';

let house: House;
beforeEach(async () => {
  house = await House.open({
    now: '2026-11-04T09:00:00Z',
    people: ['ana', 'bo', 'cy', 'di'].map((id) => ({ id, isAdmin: id === 'ana' })),
  });
});
afterEach(async () => {
  expect(house.failures.seen).toEqual([]);
  await house.close();
});

const every = 'coffee every week on tuesday at 10:00';
const typed = (text: string, event?: string) =>
  house.act('ana', { kind: 'command', text }, house.inChannel('general'), event);
const log = async () => read((await house.says('ana', 'log')).message);
/** Everything the organisation keeps, but for the ids of events and who was seen when. */
const kept = async () => JSON.stringify([await house.app.exportSettings(house.org), await log()]);

async function introOf(id: string): Promise<Posted> {
  await typed(`${every} --yes`);
  await house.until('2026-11-10T10:00:00Z');
  const intro = house.platform.seenBy(id).find(({ key }) => key.includes('/intro'));
  if (!intro) throw new Error(`${id} was not introduced`);
  return intro;
}

const start = (message: Message | undefined) => {
  const button = message && buttonsOf(message).find(({ label }) => label === 'Start');
  if (!button) throw new Error('no Start');
  return button;
};

describe('the same event id twice', () => {
  test('changes nothing the second time, and answers with the state as it is', async () => {
    await typed(`${every} --yes`, 'E1');
    const before = await kept();

    const again = await typed(`${every} --yes`, 'E1');

    expect(read(again.message)).toMatch(/coffee in #general/i);
    expect(await kept()).toBe(before);
  });

  test('draws a card whose Start works', async () => {
    await typed(every, 'E1');
    const again = await typed(every, 'E1');

    const reply = await house.press('ana', start(again.message), house.inChannel('general'));

    expect(read(reply.message)).toContain('Started: coffee in #general');
  });

  test('counts a press once', async () => {
    const intro = await introOf('bo');
    const press = { kind: 'press', verb: 'coffee.thanks', args: argsOf(intro) } as const;
    const values = { words: 'the notes' };
    const thank = { kind: 'submit', verb: 'coffee.thanks', args: argsOf(intro), values } as const;
    await house.act('bo', press, house.personal('bo'), 'E1');
    await house.act('bo', thank, house.personal('bo'), 'E2');
    await house.act('bo', thank, house.personal('bo'), 'E2');

    expect(house.platform.posts.filter(({ key }) => key.includes('/thanks/'))).toHaveLength(1);
  });
});

const argsOf = (intro: Posted): JsonObject =>
  buttonsOf(intro.message).find(({ verb }) => verb === 'coffee.met')?.args ?? {};

describe('forged and misplaced presses', () => {
  test('a stranger on somebody else’s card is refused', async () => {
    const intro = await introOf('bo');
    const pair = intro.place.kind === 'group' ? intro.place.accounts : [];
    const stranger = ['ana', 'cy', 'di'].find((id) => !pair.includes(house.platform.accountOf(id))) ?? '';

    const replies = await Promise.all(
      ['coffee.met', 'coffee.skip', 'coffee.diary', 'coffee.question', 'coffee.thanks'].map((verb) =>
        house.press(stranger, { verb, args: argsOf(intro) }),
      ),
    );

    for (const reply of replies)
      expect(read(reply.message)).toBe('This one is between the people who were introduced.');
    expect(read(house.platform.seenBy('bo').at(-1)?.message)).toBe(read(intro.message));
  });

  const verbs = [
    'met',
    'skip',
    'diary',
    'later',
    'question',
    'thanks',
    'time',
    'join',
    'leave',
    'stop',
    'stay',
    'send',
  ];
  const adminVerbs = ['groups', 'quiet', 'setup', 'preview'];
  const wild: readonly JsonObject[] = [
    {},
    { v: 999_999, group: 'test:T2#general/2026-11-10/0000', program: 'test:T2#general', channel: 'test:T2#general' },
    { group: 7, program: true, channel: ['test:T1#general'], round: {}, preview: null, words: 3, number: 1e308 },
    {
      group: '__proto__',
      program: 'constructor',
      channel: 'test:T1#nowhere',
      round: '..',
      preview: '',
      words: 'every',
    },
    { group: 'x'.repeat(10_000), number: -1, id: 'id000001', weeks: '999999999999' },
  ];

  test.each(wild)('arguments %j change nothing, whoever sends them and whatever the verb', async (args) => {
    await introOf('bo');
    const before = await kept();
    const seen = house.platform.posts.length;

    for (const id of ['bo', 'ana'])
      for (const verb of [...[...verbs, ...adminVerbs].map((one) => `coffee.${one}`), 'admin.undo', 'admin.confirm'])
        await house.press(id, { verb, args });

    expect(await kept()).toBe(before);
    expect(house.platform.posts).toHaveLength(seen);
  });

  test('an unknown verb is answered', async () => {
    const reply = await house.press('bo', { verb: 'coffee.gone', args: { v: 1 } });

    expect(read(reply.message)).toContain('/hallway home shows where things stand');
  });

  test('a press of an admin’s button by somebody else is refused', async () => {
    await introOf('bo');

    const replies = [
      await house.press('bo', { verb: 'coffee.groups', args: { round: 'test:T1#general/2026-11-10' } }),
      await house.press('bo', { verb: 'admin.undo', args: { v: 1, number: 1 } }),
      await house.press('bo', { verb: 'coffee.setup', args: { v: 1, channel: 'test:T1#general' } }),
    ];

    for (const reply of replies) expect(read(reply.message)).toBe('Only admins can do this. Nothing was changed.');
  });
});

describe('two organisations with the same user and channel ids on one store', () => {
  test('never see each other', async () => {
    const other = workspaceId('test:T2');
    const eve = { account: accountId(other, 'ana'), name: 'Eve' };
    const place = { kind: 'channel', workspace: other, channel: channelId(other, 'general') } as const;
    const does = (event: string, what: object) =>
      house.app.handle({ id: event, workspace: other, actor: eve, place, at: house.now, ...what } as never);
    const intro = await introOf('ana');
    const before = await kept();
    house.platform.account = async (_workspace, account) => ({ account, name: 'Eve', standing: 'member' });
    house.platform.isAdmin = async () => true;

    const replies = [
      await does('E1', { kind: 'command', text: 'home' }),
      await does('E2', { kind: 'command', text: 'privacy export' }),
      await does('E3', { kind: 'command', text: `avoid <@${house.platform.accountOf('bo')}>` }),
      await does('E4', { kind: 'press', verb: 'coffee.met', args: argsOf(intro) }),
      await does('E5', { kind: 'press', verb: 'coffee.leave', args: { program: 'test:T1#general' } }),
      await does('E6', { kind: 'command', text: 'coffee off in <#test:T1#general> --yes' }),
      await does('E7', { kind: 'command', text: `${every} in <#test:T1#general> --yes` }),
      await does('E8', { kind: 'press', verb: 'coffee.groups', args: { round: 'test:T1#general/2026-11-10' } }),
      await does('E9', { kind: 'command', text: 'log' }),
      await does('E10', { kind: 'command', text: 'undo 1 --yes' }),
    ];

    const words = replies.map(({ message, replace }) => read(message ?? replace)).join('\n');
    expect(words).not.toMatch(/\b(bo|cy|di)\b/);
    expect(words).not.toContain('test:T1#general/');
    expect(words).toContain("I don't know that person yet");
    expect(words).toContain('Nobody has changed anything yet.');
    expect(await kept()).toBe(before);
    expect(await house.storage.organisations()).toMatchObject({ orgs: { length: 2 } });
  });
});
