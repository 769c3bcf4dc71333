import { describe, expect, test } from 'vitest';
import { plus } from '../../../src/time/zoned.ts';
import { added, last, people } from './support/crew.ts';
import { openTeamsHouse, type TeamsHouse, wordsFor } from './support/teams-house.ts';

describe('keeps up with', () => {
  const start = 'coffee every week on tuesday at 10:00';
  const asks = async (house: TeamsHouse, text: string, channel?: string) => {
    house.time.now = plus(house.time.now, { seconds: 1 });
    await house.visitors.writes('ana', text, channel === undefined ? {} : { channel });
    await house.settle();
    return last(house, 'ana');
  };

  test('a channel first spoken in, renamed and deleted', async () => {
    const house = await added(await openTeamsHouse({ people }));
    const [design = ''] = house.team.channels.keys();
    const tell = (eventType: string, name: string) =>
      house.visitors.updates('ana', { channel: design }, {}, { eventType, channel: { id: design, name } });

    expect(await asks(house, `${start} in #design`)).toMatch(/know the channel.*type @Hallway help there/);
    expect(await asks(house, start, design)).toContain('Coffee in #design');
    await tell('channelRenamed', 'brand');
    expect(await asks(house, `${start} in #brand`)).toContain('Coffee in #brand');
    await tell('channelDeleted', 'brand');
    expect(await asks(house, `${start} in #brand`)).toContain('know the channel');
  });

  test('a team that is renamed, and one it is taken out of', async () => {
    const house = await added(await openTeamsHouse({ people }));
    const { id } = house.team;

    await house.visitors.updates('ana', { channel: id }, {}, { eventType: 'teamRenamed', team: { id, name: 'Crew' } });
    expect(await asks(house, `${start} in #Crew`)).toContain('Coffee in #Crew');
    await house.visitors.removes('ana', { channel: id });
    await house.settle();

    expect(await house.teams.directory.channels(house.workspace)).toEqual([]);
  });

  test('a team that is deleted', async () => {
    const house = await added(await openTeamsHouse({ people }));

    await house.visitors.updates('ana', { channel: house.team.id }, {}, { eventType: 'teamDeleted' });
    await house.settle();

    expect(await asks(house, `${start} in #Acme`)).toContain('know the channel');
  });

  test('the last place it is taken out of: everything is erased after thirty days, unless somebody comes back', async () => {
    const house = await added(await openTeamsHouse({ people }));
    const orgs = async () => (await house.store.storage.organisations()).orgs.length;
    const takeOut = async () => {
      await house.visitors.removes('ana', { channel: house.team.id });
      await house.settle();
    };

    await takeOut();
    await house.until('2026-12-20T09:00Z');
    await added(house);
    await house.until('2027-01-10T09:00Z');
    expect(await orgs()).toBe(1);

    await takeOut();
    await house.until('2027-02-11T09:00Z');
    expect(await orgs()).toBe(0);
  });

  test('people who join and leave the team', async () => {
    const house = await added(await openTeamsHouse({ people }));
    house.home.people.set('grete', { key: 'grete', name: 'Grete Holm' });
    const grete = { id: house.home.userOf('grete'), aadObjectId: house.home.aadOf('grete') };

    house.team.members.add('grete');
    await house.visitors.updates('ana', { channel: house.team.id }, { membersAdded: [{ id: grete.id }] });
    expect(await asks(house, `${start}`, house.team.id)).toContain('4 people');
    house.team.members.delete('grete');
    await house.visitors.updates('ana', { channel: house.team.id }, { membersRemoved: [{ id: grete.id }] });
    expect(await asks(house, `${start}`, house.team.id)).toContain('3 people');
  });

  test('a private channel, whose own members alone are its audience', async () => {
    const house = await openTeamsHouse({ people });
    const [design = ''] = house.team.channels.keys();
    const inside = new Set(['ana', 'tomasz']);
    house.team.own.set(design, inside);
    await added(house);
    house.home.people.set('grete', { key: 'grete', name: 'Grete Holm' });
    const comes = { membersAdded: [{ id: house.home.userOf('grete') }] };

    expect(await asks(house, start, design)).toContain('Coffee in #design for 2 people');
    house.team.members.add('grete');
    await house.visitors.updates('ana', { channel: house.team.id }, comes);
    expect(await asks(house, start, design)).toContain('for 2 people');
    expect(await asks(house, start, house.team.id)).toContain('for 4 people');
    inside.add('grete');
    await house.visitors.updates('ana', { channel: design }, comes);
    expect(await asks(house, start, design)).toContain('for 3 people');
    await house.until('2026-12-02T09:00Z');
    expect(await asks(house, start, design)).toContain('for 3 people');
  });

  test('a chat of several, whose members are its audience', async () => {
    const house = await openTeamsHouse({ people });
    const chat = house.home.chat('lunch', ['ana', 'tomasz']);

    await house.visitors.adds('ana', { chat: chat.id });
    await house.settle();
    await house.visitors.writes('ana', start, { chat: chat.id });
    await house.settle();

    expect(last(house, 'ana')).toContain('Coffee in #lunch');
    expect(last(house, 'ana')).toContain('2 people');
  });

  test('a chat it is taken out of, whose programs rest until it is back', async () => {
    const house = await added(await openTeamsHouse({ people }));
    const chat = house.home.chat('lunch', ['ana', 'tomasz']);
    await house.visitors.adds('ana', { chat: chat.id });
    await house.settle();
    for (const line of [start, 'checkin every weekday at 09:30'])
      await house.visitors.writes('ana', `${line} --yes`, { chat: chat.id });
    await house.settle();

    await house.visitors.removes('ana', { chat: chat.id });
    chat.hasBot = false;
    await house.until('2026-12-01T12:00Z');

    expect((await house.teams.directory.channels(house.workspace)).map(({ name }) => name)).toEqual(['Acme']);
    expect(wordsFor(house, 'tomasz').filter((words) => /, meet /.test(words))).toEqual([]);
    expect(wordsFor(house, 'tomasz').filter((words) => words.includes('[Skip today]'))).toEqual([]);
    expect(wordsFor(house, 'ana').filter((words) => /0 people in 0 groups/.test(words))).toEqual([]);
    expect(await asks(house, 'status')).toMatch(
      /Coffee in a closed channel rests.*\n?.*Check-in in a closed channel rests/,
    );
    chat.hasBot = true;
    await house.visitors.adds('ana', { chat: chat.id });
    await house.until('2026-12-08T12:00Z');
    expect(wordsFor(house, 'tomasz').filter((words) => /, meet /.test(words)).length).toBeGreaterThan(0);
    expect(wordsFor(house, 'tomasz').filter((words) => words.includes('[Skip today]')).length).toBeGreaterThan(0);
    expect(house.log.lines.filter((line) => line.includes('"level":"error"'))).toEqual([]);
  });

  test('who adds it for themselves is greeted once each time, and is written to while a team of theirs has it', async () => {
    const house = await added(await openTeamsHouse({ people }));
    await house.visitors.writes('tomasz', 'home', { channel: house.team.id });
    await house.settle();
    const greetings = () =>
      wordsFor(house, 'tomasz').filter((words) => words.startsWith('I introduce coworkers')).length;

    await house.visitors.adds('tomasz');
    await house.settle();
    expect(greetings()).toBe(1);
    await house.visitors.removes('tomasz');
    await house.visitors.adds('tomasz');
    await house.settle();
    expect(greetings()).toBe(2);
    await house.visitors.removes('tomasz');
    await house.visitors.writes('ana', `${start} --yes`, { channel: house.team.id });
    await house.until('2026-12-01T12:00Z');

    expect(wordsFor(house, 'tomasz').filter((words) => /, meet |meet each other/.test(words))).toHaveLength(1);
  });
});
