import { onTestFailed, onTestFinished } from 'vitest';
import { nativeId } from '../../../../src/core/ids.ts';
import { type Instant, toIso } from '../../../../src/time/zoned.ts';
import { House, type HouseOptions } from '../../../support/house.ts';
import type { Coworker, Posted } from '../../../support/platform.ts';
import { read } from '../../../support/reading.ts';

/** Twenty coworkers to take from, by the alphabet. */
export const names = [
  ...['ana', 'bo', 'cleo', 'dev', 'eli', 'fay', 'gus', 'hana', 'ivo', 'jo'],
  ...['kai', 'lea', 'max', 'nia', 'oto', 'pia', 'quin', 'rui', 'sam', 'tess'],
] as const;
export type Name = (typeof names)[number];

/** The first so many of them, all alike but for what is given. */
export const crew = (count: number, like: Partial<Coworker> = {}): readonly Coworker[] =>
  names.slice(0, count).map((id) => ({ ...like, id, name: nameOf(id) }));

export const nameOf = (id: string): string => `${id.slice(0, 1).toUpperCase()}${id.slice(1)}`;

/** A Monday morning in London, before anybody works. */
export const monday = '2026-11-30T08:00:00Z';

/** A house in London whose admin, the boss, takes part in nothing; all others are in #coffee. Closed when the test ends. */
export async function openHouse(
  people: readonly Coworker[],
  options: Partial<Omit<HouseOptions, 'people'>> = {},
): Promise<House> {
  const boss = { id: 'boss', name: 'Boss', isAdmin: true };
  const house = await House.open({
    now: monday,
    zone: 'Europe/London',
    ...options,
    people: [boss, ...people],
    channels: { coffee: people.map(({ id }) => id), ...options.channels },
  });
  onTestFinished(() => house.close());
  // A step that the house puts off after a failure shows only in what comes late.
  onTestFailed(() => {
    console.error('logged meanwhile:', house.failures.seen);
    console.error(
      'posted:',
      house.platform.posts.map(({ at, key }) => `${toIso(at)} ${key}`),
    );
  });
  return house;
}

/** The same with coffee started by the boss: the first round is on Tuesday 1 December at 10:00, then weekly. */
export async function openCoffee(
  people: readonly Coworker[],
  rules: readonly string[] = [],
  options: Partial<Omit<HouseOptions, 'people'>> = {},
): Promise<House> {
  const house = await openHouse(people, options);
  await orders(house, 'coffee every week on tuesday at 10:00');
  for (const rule of rules) await orders(house, `coffee ${rule}`);
  return house;
}

/** The boss types a command and confirms it at once; answers what was said. Throws where it was not done. */
export async function orders(house: House, line: string, channel = 'coffee'): Promise<string> {
  const answer = read((await house.says('boss', `${line} --yes`, channel)).message);
  if (!/^(Done|Started|Changed|Stopped|Coffee in #\S+ is so already)/.test(answer))
    throw new Error(`${line}: ${answer}`);
  return answer;
}

/** What a person is told who types a command in their personal chat, or in a channel. */
export const told = async (house: House, id: string, line: string, channel?: string): Promise<string> =>
  read((await house.says(id, line, channel)).message);

/** What a person is told who presses a button of a post, there where it stands. */
export async function presses(house: House, id: string, post: Posted | undefined, label: string): Promise<string> {
  if (!post) throw new Error(`${id} has no post with "${label}"`);
  const reply = await house.presses(id, post.message, label, post.place);
  return read(reply.replace ?? reply.message);
}

/** The same button by button, each on the card that the one before answered with; answers what was said last. */
export async function pressesThrough(
  house: House,
  id: string,
  post: Posted | undefined,
  labels: readonly string[],
): Promise<string> {
  let [message, place] = [post?.message, post?.place];
  for (const label of labels) {
    if (!message) throw new Error(`${id} has nothing to press "${label}" on`);
    const reply = await house.presses(id, message, label, place);
    message = reply.replace ?? reply.message;
    place = undefined;
  }
  return read(message);
}

/** By what it was owed as: once people say how it went, an introduction has other words. */
const isIntro = ({ key }: Posted) => /\/intro(-with)?\//.test(key);

/** An instant as scenarios write one. */
export const isoOf = (at: Instant): string => toIso(at).replace('.000', '');

/** Introductions as they were posted: when, and to whom. */
export interface Intro {
  readonly at: string;
  readonly people: readonly string[];
  readonly post: Posted;
}

/** Every introduction so far, in order. */
export const intros = (house: House): readonly Intro[] =>
  house.platform.posts
    .filter(isIntro)
    .map((post) => ({ at: isoOf(post.at), people: peopleAt(post), post: { ...post, message: post.original } }));

/** The ids of those in a shared chat, in order. */
export const peopleAt = ({ place }: Posted): readonly string[] =>
  place.kind === 'group' ? place.accounts.map(nativeId).sort() : [];

/** Who was introduced to whom at an instant: `ana+bo`. */
export const groupsAt = (house: House, at: string): readonly string[] =>
  intros(house)
    .filter((intro) => intro.at === at)
    .map(({ people }) => people.join('+'))
    .sort();

/** Every group so far, as `ana+bo`. */
export const groups = (house: House): readonly string[] => intros(house).map(({ people }) => people.join('+'));

/** Every two people who were put together, as `ana+bo`, as often as they were. */
export const pairs = (house: House): readonly string[] => intros(house).flatMap(({ people }) => pairsOf(people));

/** Every two of these. */
export const pairsOf = (people: readonly string[]): readonly string[] =>
  people.flatMap((one, index) => people.slice(index + 1).map((other) => [one, other].sort().join('+')));

/** The latest introduction of a person. */
export const introOf = (house: House, id: string): Posted | undefined =>
  intros(house).findLast(({ people }) => people.includes(id))?.post;

/** What a person was sent in their own chat whose words fit, latest last. */
export const mail = (house: House, id: string, words: RegExp): readonly Posted[] =>
  house.platform.seenBy(id).filter(({ place, message }) => place.kind === 'personal' && words.test(read(message)));

/** Somebody of every group says that they met, so that nobody counts as silent. */
export async function allMeet(house: House, since = ''): Promise<void> {
  for (const { at, people, post } of intros(house)) {
    const [first] = people;
    if (at >= since && first !== undefined) await house.presses(first, post.message, 'We met', post.place);
  }
}

/** Goes from one instant to the next, in each of which everybody meets. */
export async function through(house: House, instants: readonly string[]): Promise<void> {
  for (const at of instants) {
    await house.until(at);
    await allMeet(house, at);
  }
}

/** So many Tuesdays at 10:00 in London in winter, from 1 December on. */
export const tuesdays = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, week) =>
    new Date(Date.parse('2026-12-01T10:00:00Z') + week * 7 * 86_400_000).toISOString().replace('.000', ''),
  );

/** Somebody comes into #coffee, as the platform tells it. */
export async function arrives(house: House, id: string): Promise<void> {
  const { platform } = house;
  const channel = platform.channelOf('coffee');
  if (!platform.coworkers.has(id)) platform.coworkers.set(id, { id, name: nameOf(id) });
  platform.rooms.get(channel)?.add(id);
  const event = { id: `join-${id}`, workspace: platform.workspace, at: house.now };
  await house.app.observe({ ...event, kind: 'joined', channel, account: platform.accountOf(id) });
}
