import { readFileSync } from 'node:fs';
import { AppManifestUtils } from '@microsoft/app-manifest';
import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { teamsPackage } from '../../../adapters/teams/app-package.ts';
import { PERMISSIONS, teamsManifest } from '../../../adapters/teams/manifest.ts';
import { features } from '../../../src/features/index.ts';
import { plus } from '../../../src/time/zoned.ts';
import { added, last, people } from './support/crew.ts';
import { openTeamsHouse } from './support/teams-house.ts';

const app = { url: 'https://hallway.example.com', appId: '00000000-0000-4000-8000-000000000000', version: '0.1.0' };
const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
/** Width, height and colour type of a PNG. */
const headOf = (png: Uint8Array) => {
  const bytes = Buffer.from(png);
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20), isSeeThrough: bytes[25] === 6 };
};

test('the manifest in the repository is the one that is generated', () => {
  expect(JSON.parse(read('manifests/teams/manifest.json'))).toEqual(teamsManifest(app));
});

test('Microsoft’s validator finds nothing wrong, and finds what is', async () => {
  const manifest = teamsManifest(app);

  expect(await AppManifestUtils.validateAgainstSchema(manifest as never)).toEqual([]);
  expect(await AppManifestUtils.validateAgainstSchema({ ...manifest, accentColor: 'green' } as never)).not.toEqual([]);
});

test('asks for the smallest permissions, none that reads what people write', () => {
  const manifest = teamsManifest(app);

  expect(manifest.permissions).toEqual(['messageTeamMembers']);
  expect(manifest.permissions).toEqual(Object.keys(PERMISSIONS));
  expect(manifest.validDomains).toEqual(['hallway.example.com']);
  for (const asked of ['authorization', 'webApplicationInfo', 'devicePermissions'])
    expect(manifest).not.toHaveProperty(asked);
});

test('offers only commands there are, in every place', () => {
  const known = new Set([
    'help',
    'home',
    'privacy',
    ...features.flatMap((one) => (one.commands ?? []).map(({ word }) => word)),
  ]);
  const [bot] = teamsManifest(app).bots;

  expect(bot?.commandLists.map(({ scopes }) => scopes)).toEqual([['personal'], ['team'], ['groupChat']]);
  for (const { title } of bot?.commandLists.flatMap(({ commands }) => commands) ?? [])
    expect(known).toContain(title.split(' ')[0]);
});

test('offers something of every feature, and what is offered is understood where it is', async () => {
  const house = await openTeamsHouse({ people, withGraph: true });
  house.graph.managers.set('ana', 'tomasz');
  await added(house);
  const lunch = house.home.chat('lunch', ['ana', 'tomasz', 'jo']);
  await house.visitors.adds('ana', { chat: lunch.id });
  await house.visitors.writes('ana', 'oneonone every 2 weeks --yes');
  await house.settle();
  const spots = { personal: {}, team: { channel: house.team.id }, groupChat: { chat: lunch.id } };
  const offered = teamsManifest(app).bots.flatMap(({ commandLists }) => commandLists);
  const words = new Set<string | undefined>();

  for (const { scopes, commands } of offered)
    for (const { title } of commands) {
      house.time.now = plus(house.time.now, { seconds: 1 });
      await house.visitors.writes('ana', title, spots[scopes[0] as keyof typeof spots]);
      await house.settle();
      words.add(title.split(' ')[0]);
      expect([title, last(house, 'ana')]).toEqual([
        title,
        expect.not.stringMatching(/I don't know|Did you mean|Nothing was changed/),
      ]);
    }

  const isTold = ({ name, commands = [] }: (typeof features)[number]) =>
    ['admin', 'link'].includes(name) || commands.some(({ word }) => words.has(word));
  expect(features.filter((one) => !isTold(one)).map(({ name }) => name)).toEqual([]);
});

test('the package holds the manifest and two icons of the sizes Teams wants, the same each time', async () => {
  const packed = await teamsPackage(app);
  const files = unzipSync(packed);

  expect(Object.keys(files)).toEqual(['manifest.json', 'color.png', 'outline.png']);
  expect(JSON.parse(new TextDecoder().decode(files['manifest.json']))).toEqual(teamsManifest(app));
  expect(headOf(files['color.png'] ?? new Uint8Array())).toMatchObject({ width: 192, height: 192 });
  expect(headOf(files['outline.png'] ?? new Uint8Array())).toEqual({ width: 32, height: 32, isSeeThrough: true });
  expect(Buffer.from(packed).equals(await teamsPackage(app))).toBe(true);
});
