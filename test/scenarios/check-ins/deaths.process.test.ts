import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askedPeople, checkInStory, namedDay, unnamedDay, wordsOn } from '../../support/fault-points/check-in-story.ts';
import { bundleBot, type Ending, Lane } from '../../support/fault-points/lane.ts';
import { freshPlace, leasesRunOut, leavePlace, makeTemplate } from '../../support/fault-points/places.ts';
import { peopleOf, readTraces } from '../../support/fault-points/workspace-file.ts';
import { isFullSize, size } from '../../support/size.ts';
import { testedStore } from '../../support/store.ts';

/** The small form kills at some steps, for the time of the whole suite; the full one at each of them. */
const every = size('check-in kills at every so many steps', { small: testedStore === 'lowdb' ? 10 : 25, full: 1 });
const lanesAtOnce = 3;
const told = { story: 'check-in', people: askedPeople, halfEvery: isFullSize ? 1 : 4 } as const;
const days = [namedDay, unnamedDay];
const ids = peopleOf(askedPeople);

type Done = Extract<Ending, { kind: 'done' }>;

let folder = '';
let lanes: readonly Lane[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hallway-deaths-'));
  const program = await bundleBot(join(folder, 'program'));
  lanes = Array.from({ length: lanesAtOnce }, () => new Lane(program));
  await makeTemplate(folder, async (place) => lanes[0]?.order({ ...place, ...told, until: 'eve' }));
});
afterAll(async () => {
  for (const lane of lanes) lane.close();
  await rm(folder, { recursive: true, force: true });
});

const done = (ending: Ending | undefined): Done => {
  if (ending?.kind === 'done') return ending;
  throw new Error(`killed ${ending?.step}`);
};

const answeredIn = (copy: string) =>
  readTraces(join(copy, 'workspace.jsonl')).flatMap((one) =>
    one.kind === 'answered' ? [checkInStory.acts[one.act]] : [],
  );
const postsIn = (copy: string) =>
  readTraces(join(copy, 'workspace.jsonl')).flatMap((one) => (one.kind === 'posted' ? [one] : []));

/** A life with a death at one step; answers what did not hold, how many posts nobody saw, and where it died. */
async function lifeWithDeath(lane: Lane, killAt: number, undisturbed: Done) {
  const place = await freshPlace(folder, `run-${killAt}`);
  const order = { ...place, ...told, until: 'end' } as const;
  await leasesRunOut(place);
  const first = await lane.order({ ...order, killAt });
  const acknowledged = answeredIn(place.folder);
  await leasesRunOut(place);
  const ending = first.kind === 'done' ? first : done(await lane.order(order));
  const posts = postsIn(place.folder);
  const died = first.kind === 'killed' ? first.step : 'never';
  const wrong = problemsOf(ending, undisturbed, acknowledged, posts).map((one) => `killed ${died}: ${one}`);
  await rm(place.folder, { recursive: true });
  leavePlace(place);
  return { wrong, died, unseen: Object.keys(ending.state.deliveries).filter((key) => !isSeen(posts, key)).length };
}

type Posts = ReturnType<typeof postsIn>;
const isSeen = (posts: Posts, key: string) => posts.some((post) => post.key === key);

function problemsOf(
  { found, state, failures }: Done,
  undisturbed: Done,
  acknowledged: ReturnType<typeof answeredIn>,
  posts: Posts,
): readonly string[] {
  const twice = posts.map(({ key }) => key).filter((key, index, all) => all.indexOf(key) !== index);
  const forgotten = acknowledged.flatMap((act) =>
    act && act.leaves !== '' && !found.marks.includes(act.leaves) ? [act.leaves] : [],
  );
  const unnamed = acknowledged.filter((act) => act?.leaves === '').length;
  const open = found.unnamed[0];
  const lost = open !== undefined && Math.min(open.answered, open.words.length) < Math.min(unnamed, askedPeople);
  // What died on its way rests, since nobody knows whether it arrived; whatever arrived holds everybody's words, once.
  const broken = posts.flatMap(({ key, words }) => {
    const date = days.find((day) => key.includes(`${day}/digest`));
    if (date === undefined) return [];
    return ids.filter((id) => (words ?? '').split(wordsOn(date, id)).length !== 2).map((id) => `${date} ${id}`);
  });
  const unsettled = Object.entries(state.deliveries).filter(
    ([key, is]) => is === 'sending' || is === 'pending' || (is !== 'unknown' && !isSeen(posts, key)),
  );
  const wanted: readonly (readonly [string, unknown, unknown])[] = [
    ['nothing twice', twice, []],
    ['what was acknowledged found at the restart', forgotten, []],
    ['answers without names found at the restart', lost, false],
    ['whole digests', broken, []],
    ['the same answers and changes kept', state.marks.toSorted(), undisturbed.state.marks.toSorted()],
    ['the same messages owed', Object.keys(state.deliveries).sort(), Object.keys(undisturbed.state.deliveries).sort()],
    ['everything seen, or resting', unsettled, []],
    ['no answer left open', state.unnamed, []],
    ['no failure in the log', failures, []],
  ];
  return wanted
    .filter(([, is, should]) => JSON.stringify(is) !== JSON.stringify(should))
    .map(([what, is]) => `${what}: ${JSON.stringify(is)}`);
}

test('two days of questions survive a kill at any step: no prompt twice, no digest twice, no answer lost', async () => {
  const undisturbed = done(
    await lanes[0]?.order({ ...(await freshPlace(folder, 'undisturbed')), ...told, until: 'end' }),
  );
  const steps = Array.from({ length: Math.ceil(undisturbed.steps / every) }, (_, index) => 1 + index * every);
  const lives: Awaited<ReturnType<typeof lifeWithDeath>>[] = [];
  const work = async (lane: Lane) => {
    for (let step = steps.shift(); step; step = steps.shift()) lives.push(await lifeWithDeath(lane, step, undisturbed));
  };

  await Promise.all(lanes.map(work));

  console.log(
    `Check-in deaths: ${undisturbed.steps} steps, ${lives.filter(({ died }) => died !== 'never').length} kills`,
  );
  console.log(
    [...Map.groupBy(lives, ({ died }) => died)]
      .map(([step, all]) => `  ${all.length} times ${step}`)
      .sort()
      .join('\n'),
  );
  expect(lives.flatMap(({ wrong }) => wrong)).toEqual([]);
  expect(undisturbed.failures).toEqual([]);
  expect(Object.values(undisturbed.state.deliveries)).toEqual(Array(2 * askedPeople + 2).fill('sent'));
  expect(Math.max(...lives.map(({ unseen }) => unseen))).toBeLessThanOrEqual(4);
}, 1_800_000);
