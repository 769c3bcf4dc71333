import { nativeId } from '../../../../src/core/ids.ts';
import type { House } from '../../../support/house.ts';
import type { Posted } from '../../../support/platform.ts';
import { DAY } from '../wall-clock.ts';
import { type Known, pairOf, type Shadow, type ShownProgram } from './shadow.ts';

/** An introduction as it was posted, and all that is wrong with it. */
export interface Intro {
  readonly at: number;
  readonly channel: string;
  /** The round's date, as the message's key names it. */
  readonly date: string;
  /** The group's number in its round. */
  readonly number: string;
  readonly people: readonly string[];
  readonly problems: readonly string[];
}

const largestGroup = 8;
/** Five by the calendars of two programs, whose zones may be a day apart at either end. */
const daysBetweenPrograms = 3;
/** The daily sync finds who left without an event. */
const daysUntilKnown = 1.1;
const keyPattern = /^coffee\/(?:[^/]+#)?([^/]+)\/(\d{4}-\d\d-\d\d)\/(\d+)\/intro(-with)?\//;
/** What introductions on request are kept under: no program's, so no rhythm and no audience. */
const onRequest = 'meet';

/** Looks at one introduction against the books and those before it. */
export async function inspectIntro(
  house: House,
  shadow: Shadow,
  { earlier, actor }: { readonly earlier: readonly Intro[]; readonly actor: string | undefined },
  post: Posted,
): Promise<Intro> {
  const [, channel = '', date = '', number = ''] = keyPattern.exec(post.key) ?? [];
  const intro = { at: post.at, channel, date, number, people: peopleAt(post) };
  const { people } = intro;
  const program = shadow.programs.get(channel);
  const asked = people.map((id) => ({ person: shadow.of(id), channel, program }));
  const problems = [
    ...sizeProblems(people, program),
    ...asked.flatMap((one) => [...personProblems(shadow, one, post.at, actor), ...programProblems(house, one)]),
    ...pairProblems(shadow, people),
    ...repetitions(shadow, earlier, intro),
    ...(await sideProblems(house, program, people)),
    ...(program || channel === onRequest ? [] : [`there is no program in #${channel}`]),
  ];
  return { ...intro, problems };
}

const peopleAt = ({ place }: Posted): readonly string[] => (place.kind === 'group' ? place.accounts.map(nativeId) : []);

function sizeProblems(people: readonly string[], program: ShownProgram | undefined): readonly string[] {
  const asked = program?.groupSize ?? 2;
  const hasSides = program?.between !== undefined || program?.hosts !== undefined;
  const most = hasSides ? largestGroup : Math.min(largestGroup, asked + 1);
  const isFine = people.length >= 2 && people.length <= most && new Set(people).size === people.length;
  return isFine ? [] : [`a group of ${people.length} where ${asked} were asked for`];
}

interface Asked {
  readonly person: Known;
  readonly channel: string;
  readonly program: ShownProgram | undefined;
}

type Fact = readonly [boolean, string];

function personProblems(
  shadow: Shadow,
  { person, channel }: Asked,
  at: number,
  actor: string | undefined,
): readonly string[] {
  const isTheirWish = channel === onRequest && person.id === actor;
  return wrong(person, [
    [isGone(person, at), 'has left'],
    [shadow.isPaused(person, at), 'is paused'],
    [shadow.isAway(person, at) && !isTheirWish, 'is away'],
  ]);
}

function programProblems(house: House, { person, channel, program }: Asked): readonly string[] {
  if (!program) return wrong(person, [[person.directory.standing === 'guest', 'is a guest']]);
  const rooms = (program.between ?? [program.channel]).map((one) => house.platform.rooms.get(one as never));
  const choice = person.choices.get(channel) ?? (program.isOptOut ? 'in' : 'out');
  return wrong(person, [
    [person.goneAt === undefined && !rooms.some((room) => room?.has(person.id)), `is not in #${channel}`],
    [person.directory.standing === 'guest' && !program.withGuests, 'is a guest'],
    [choice === 'out', 'does not take part'],
    [!person.greeted.has(channel), 'was never welcomed'],
  ]);
}

const wrong = ({ id }: Known, facts: readonly Fact[]): readonly string[] =>
  facts.filter(([isWrong]) => isWrong).map(([, what]) => `introduces ${id}, who ${what}`);

/** True once the bot must know that they have left. */
export const isGone = (person: Known, at: number): boolean =>
  person.goneAt !== undefined && at > person.goneAt + daysUntilKnown * DAY;

const pairs = (people: readonly string[]): readonly (readonly [string, string])[] =>
  people.flatMap((a, index) => people.slice(index + 1).map((b) => [a, b] as const));

/** The pairs that a group makes, each under one name. */
export const pairsIn = (people: readonly string[]): readonly string[] => pairs(people).map(([a, b]) => pairOf(a, b));

const pairProblems = (shadow: Shadow, people: readonly string[]): readonly string[] =>
  pairs(people)
    .filter(([a, b]) => shadow.areKeptApart(a, b))
    .map(([a, b]) => `introduces ${a} and ${b}, who are kept apart`);

function repetitions(shadow: Shadow, earlier: readonly Intro[], intro: Omit<Intro, 'problems'>): readonly string[] {
  const { channel, date, people, number, at } = intro;
  return people.flatMap((id) => {
    const before = earlier.filter((one) => one.people.includes(id) && one.at >= shadow.of(id).since);
    const inRound = before.filter((one) => one.channel === channel && one.date === date);
    const isTwice = channel !== onRequest && inRound.some((one) => one.number !== number);
    const near = before.find((one) => one.channel !== channel && (at - one.at) / DAY < daysBetweenPrograms);
    return [
      ...(isTwice ? [`introduces ${id} twice in one round`] : []),
      ...(near && channel !== onRequest ? [`introduces ${id} again after ${near.date} in #${near.channel}`] : []),
    ];
  });
}

async function sideProblems(
  house: House,
  program: ShownProgram | undefined,
  people: readonly string[],
): Promise<readonly string[]> {
  const missing = (program?.between ?? []).filter(
    (channel) => !people.some((id) => house.platform.rooms.get(channel as never)?.has(id)),
  );
  const ids = await Promise.all(people.map((id) => house.person(id)));
  const isHosted = program?.hosts === undefined || ids.some((id) => program.hosts?.includes(id));
  return [...missing.map((one) => `nobody of ${one} in the group`), ...(isHosted ? [] : ['no host in the group'])];
}
