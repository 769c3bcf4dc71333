import { expect, onTestFinished, test } from 'vitest';
import { BotFramework } from '../../../adapters/teams/connector.ts';
import { Conversations } from '../../../adapters/teams/conversations.ts';
import { TeamsDirectory } from '../../../adapters/teams/directory.ts';
import { microsoftGraph, noGraph } from '../../../adapters/teams/graph.ts';
import { Tenants } from '../../../adapters/teams/tenants.ts';
import { accountId, channelId, workspaceId } from '../../../src/core/ids.ts';
import type { DirectoryAudience, DirectoryEntry } from '../../../src/ports/directory.ts';
import { referencesIn } from '../../../src/runtime/references.ts';
import { instant } from '../../../src/time/zoned.ts';
import { FakeGraph } from '../../support/fake-teams/graph.ts';
import { FakeTeams } from '../../support/fake-teams/server.ts';
import { type FakePerson, FakeTenant } from '../../support/fake-teams/tenant.ts';
import { KeptLog } from '../../support/kept-log.ts';
import { emptyStorePlace } from '../../support/store.ts';
import { ourCredentials } from './support/teams-house.ts';

const everybody = { kind: 'all' } as const;

/** A directory over a tenant whose people are all in one team. */
async function open(people: readonly FakePerson[], { withGraph = false } = {}) {
  const clock = { now: () => instant('2026-12-01T10:00Z') };
  const home = new FakeTenant('acme', people);
  const team = home.team('Acme', [...home.people.keys()]);
  const [fake, graph] = [await FakeTeams.start([home], clock.now), await FakeGraph.start(home)];
  const place = await emptyStorePlace('lowdb');
  const store = await place.open();
  onTestFinished(async () => {
    await Promise.all([fake.stop(), graph.stop(), store.close()]);
    await place.remove();
  });
  const log = new KeptLog();
  const references = referencesIn(store);
  const workspace = workspaceId(`teams:${home.guid}`);
  const framework = new BotFramework({ kind: 'local' }, { credentials: ourCredentials });
  const tenants = new Tenants({ framework, references, clock, isAllowed: () => true });
  const conversations = new Conversations(references);
  const known = { tenant: { serviceUrl: fake.serviceUrl, bot: home.bot } };
  await references.change(workspace, new Map(Object.entries(known)));
  const general = { [team.id]: 'Acme' };
  await conversations.keepTeam(workspace, { id: team.id, name: 'Acme', group: team.group, channels: general });
  const read = withGraph ? microsoftGraph({ framework, clock, log, url: graph.url }) : noGraph;
  const directory = new TeamsDirectory({ tenants, conversations, graph: read });
  const list = async (audience: DirectoryAudience) => {
    const entries: DirectoryEntry[] = [];
    let cursor: string | undefined;
    do {
      const page = await directory.people(workspace, audience, cursor);
      entries.push(...page.entries);
      cursor = page.cursor;
    } while (cursor !== undefined);
    return entries;
  };
  const accountOf = (key: string) => accountId(workspace, home.aadOf(key));
  return { home, team, fake, graph, log, workspace, conversations, directory, list, accountOf };
}

test('rosters are read page by page, each person once, with who is a guest and without strangers', async () => {
  const many = Array.from({ length: 1_203 }, (_, index) => ({ key: `p${index}` }));
  const odd = [
    { key: 'guest', isGuest: true },
    { key: 'stranger', isStranger: true },
  ];
  const { list, fake, home, conversations, accountOf } = await open([...many, ...odd]);

  const entries = await list(everybody);

  expect(new Set(entries.map(({ account }) => account)).size).toBe(1_204);
  expect(entries).toHaveLength(1_204);
  const standings = entries
    .filter(({ standing }) => standing !== 'member')
    .map(({ name, standing }) => [name, standing]);
  expect(standings).toEqual([['guest', 'guest']]);
  expect(await conversations.account(accountOf('stranger'))).toEqual({});
  expect(entries[0]).toMatchObject({ email: 'p0@acme.example' });
  expect(fake.calls.filter(({ path }) => path.endsWith('/pagedmembers'))).toHaveLength(3);
  expect(home.people.size).toBe(1_205);
});

test('a team that Hallway is not in any more, unheard, keeps nobody else from being read', async () => {
  const { list, home, team, workspace, conversations } = await open([{ key: 'ana' }, { key: 'jo' }]);
  const gone = home.team('Gone', ['ana']);
  const channels = { [gone.id]: 'Gone' };
  await conversations.keepTeam(workspace, { id: gone.id, name: 'Gone', channels });
  gone.hasBot = false;

  expect((await list(everybody)).map(({ name }) => name)).toEqual(['ana', 'jo']);
  expect(await list({ kind: 'channel', channel: channelId(workspace, gone.id) })).toEqual([]);
  team.hasBot = false;
  await expect(list(everybody)).rejects.toThrow(/no roster of .* can be read/);
});

test('who is in no team but has the app is listed too; a zone is that of their own messages', async () => {
  const { list, conversations, workspace, accountOf, team, home } = await open([{ key: 'ana' }, { key: 'solo' }]);
  team.members.delete('solo');
  const own = { user: home.userOf('solo'), chat: 'a:1', isInstalled: true, name: 'Solo', zone: 'Asia/Tokyo' };
  await conversations.change(workspace, new Map([[accountOf('solo'), own]]));
  await conversations.change(workspace, new Map([[accountOf('ana'), { zone: 'Europe/Lisbon' }]]));

  const entries = await list(everybody);

  expect(entries.map(({ name, zone }) => [name, zone])).toEqual([
    ['ana', 'Europe/Lisbon'],
    ['Solo', 'Asia/Tokyo'],
  ]);
});

test('without Graph nobody is anybody’s supervisor, and only the founder is an admin', async () => {
  const { directory, conversations, workspace, accountOf } = await open([{ key: 'ana' }, { key: 'jo' }]);
  await conversations.change(workspace, new Map([[accountOf('ana'), { isFounder: true }]]));

  expect(await directory.supervisorOf(workspace, accountOf('jo'))).toBeUndefined();
  expect(await directory.isAdmin(workspace, accountOf('ana'))).toBe(true);
  expect(await directory.isAdmin(workspace, accountOf('jo'))).toBe(false);
});

test('with Graph: supervisors, mailbox zones by their Windows names, owners of a team, administrators', async () => {
  const people = ['ana', 'jo', 'ken', 'lee'].map((key) => ({ key }));
  const { directory, graph, list, conversations, team, workspace, accountOf } = await open(people, { withGraph: true });
  graph.managers.set('jo', 'ana').set('lee', 'ken');
  graph.zones.set('jo', 'Romance Standard Time').set('ken', 'Asia/Tokyo').set('lee', 'Nowhere Standard Time');
  graph.owners.set(team.group, ['jo']);
  graph.admins.add('ken');
  graph.putOff.push(429, 503);
  await conversations.change(workspace, new Map([[accountOf('ana'), { zone: 'Europe/Lisbon' }]]));

  const entries = await list({ kind: 'channel', channel: channelId(workspace, team.id) });

  expect(entries.map(({ name, zone, isOwner }) => [name, zone, isOwner])).toEqual([
    ['ana', 'Europe/Lisbon', undefined],
    ['jo', 'Europe/Paris', true],
    ['ken', 'Asia/Tokyo', undefined],
    ['lee', undefined, undefined],
  ]);
  expect(await directory.supervisorOf(workspace, accountOf('lee'))).toBe(accountOf('ken'));
  expect(await directory.supervisorOf(workspace, accountOf('ana'))).toBeUndefined();
  expect(await directory.isAdmin(workspace, accountOf('ken'))).toBe(true);
  expect(await directory.isAdmin(workspace, accountOf('jo'))).toBe(false);
});

test('a permission that is missing costs what it is for, and nothing else', async () => {
  const { directory, graph, list, log, workspace, accountOf } = await open([{ key: 'ana' }, { key: 'jo' }], {
    withGraph: true,
  });
  graph.managers.set('jo', 'ana');
  graph.forbidden.push(/batch|directoryRoles|owners/);

  const entries = await list(everybody);

  expect(entries.map(({ name, zone }) => [name, zone])).toEqual([
    ['ana', undefined],
    ['jo', undefined],
  ]);
  expect(await directory.supervisorOf(workspace, accountOf('jo'))).toBe(accountOf('ana'));
  expect(await directory.isAdmin(workspace, accountOf('ana'))).toBe(false);
  expect(log.lines.filter((line) => line.includes('teams.graph.refused')).length).toBeGreaterThan(0);
});
