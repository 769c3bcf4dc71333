import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inFlightPerWorkspace } from '../../src/runtime/outbox.ts';
import { bundleBot, type Ending, Lane } from '../support/fault-points/lane.ts';
import { freshPlace, leasesRunOut, leavePlace, makeTemplate } from '../support/fault-points/places.ts';
import { roundStory } from '../support/fault-points/story.ts';
import { accountOf, peopleOf, readTraces } from '../support/fault-points/workspace-file.ts';
import { isFullSize, size } from '../support/size.ts';
import { testedStore } from '../support/store.ts';

const people = size('fault round people', { small: 12, full: 40 });
/** In the small form the story begins on the eve of the round, with everybody welcomed; in the full one before the command. */
const template = isFullSize ? 'installed' : 'eve';
/** Every so many steps the process that makes good is killed as well. */
const secondKillEvery = isFullSize ? 3 : 8;
const halfEvery = isFullSize ? 1 : 4;
const told = { story: 'round', people, halfEvery } as const;
const lanesAtOnce = 3;
/** On PostgreSQL the small form kills at every eighth step, for the five minutes of the whole suite; the full one at each. */
const everyStep = isFullSize || testedStore === 'lowdb' ? 1 : 8;

type Done = Extract<Ending, { kind: 'done' }>;

let folder = '';
let lanes: readonly Lane[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hallway-faults-'));
  const program = await bundleBot(join(folder, 'program'));
  lanes = Array.from({ length: lanesAtOnce }, () => new Lane(program));
  await makeTemplate(folder, async (place) => lanes[0]?.order({ ...place, ...told, until: template }));
});
afterAll(async () => {
  for (const lane of lanes) lane.close();
  await rm(folder, { recursive: true, force: true });
});

/** What one kill, or two, left behind. */
interface Story {
  readonly kills: readonly string[];
  readonly problems: readonly string[];
  readonly doubles: number;
}

const done = (ending: Ending | undefined): Done => {
  if (ending?.kind === 'done') return ending;
  throw new Error(`killed ${ending?.step}`);
};

async function killedAt(lane: Lane, undisturbed: Done, steps: readonly number[]): Promise<Story> {
  const place = await freshPlace(folder, `run-${steps.join('-')}`);
  const order = { ...place, ...told, until: 'end' } as const;
  const copy = place.folder;
  const kills: string[] = [];
  let answeredBefore: readonly number[] = [];
  let ending: Ending = { kind: 'killed', step: '' };
  for (const killAt of [...steps, undefined]) {
    answeredBefore = answeredIn(copy);
    await leasesRunOut(place);
    ending = await lane.order(killAt === undefined ? order : { ...order, killAt });
    if (ending.kind === 'done') break;
    kills.push(ending.step);
  }
  const counts = countsOf(copy);
  const problems = problemsOf(done(ending), undisturbed, answeredBefore, counts);
  await rm(copy, { recursive: true });
  leavePlace(place);
  return { kills, problems, doubles: [...counts.values()].reduce((sum, times) => sum + times - 1, 0) };
}

const answeredIn = (copy: string): readonly number[] =>
  readTraces(join(copy, 'workspace.jsonl')).flatMap((one) => (one.kind === 'answered' ? [one.act] : []));

function countsOf(copy: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const one of readTraces(join(copy, 'workspace.jsonl')))
    if (one.kind === 'posted') counts.set(one.key, (counts.get(one.key) ?? 0) + 1);
  return counts;
}

/** Everything that must hold after a crash, whatever it fell on, and does not. */
function problemsOf(
  { found, state, failures }: Done,
  undisturbed: Done,
  answeredBefore: readonly number[],
  counts: ReadonlyMap<string, number>,
): readonly string[] {
  const introduced = new Set([...counts.keys()].filter((key) => key.includes('/intro/')).flatMap(accountsIn));
  const without = peopleOf(people).filter((id) => !introduced.has(accountOf(id)));
  const twice = [...counts].filter(([key, times]) => times > 1 && /\/(midway|closing|summary)/.test(key));
  const forgotten = answeredBefore.filter((act) => !found.marks.includes(roundStory.acts[act]?.leaves ?? ''));
  const openStill = Object.entries(state.deliveries).filter(([, is]) => is === 'sending' || is === 'pending');
  const wrong: readonly (readonly [string, unknown, unknown])[] = [
    ['everybody introduced', without, []],
    ['nothing of the kind that rests sent twice', twice, []],
    ['what was confirmed found at the restart', forgotten, []],
    ['what people did kept once', state.marks.toSorted(), undisturbed.state.marks.toSorted()],
    ['one round', state.rounds, 1],
    ['the groups of an undisturbed round', state.groups, undisturbed.state.groups],
    ['the same messages owed', keysOf(state.deliveries), keysOf(undisturbed.state.deliveries)],
    ['nothing left in sending', openStill, []],
    ['no failure in the log', failures, []],
  ];
  return wrong
    .filter(([, is, wanted]) => JSON.stringify(is) !== JSON.stringify(wanted))
    .map(([what, is]) => `${what}: ${JSON.stringify(is)}`);
}

const accountsIn = (key: string) => (key.split('/intro/')[1] ?? '').split('+');
/** Keys of redraws are new each time. */
const keysOf = (deliveries: Readonly<Record<string, string>>) =>
  Object.keys(deliveries)
    .map((key) => key.replace(/^(redraw\/.*)\/[^/]+$/, '$1'))
    .sort();

test('a round survives a kill at every step: nobody without an intro, nothing torn, doubles only of what was in flight', async () => {
  const undisturbed = done(
    await lanes[0]?.order({ ...(await freshPlace(folder, 'undisturbed')), ...told, until: 'end' }),
  );
  const left = Array.from({ length: undisturbed.steps }, (_, index) =>
    index % secondKillEvery === 0 ? [index + 1, 1 + ((index * 7) % 50)] : [index + 1],
  ).filter((_, index) => index % everyStep === 0);
  const stories: Story[] = [];
  const work = async (lane: Lane) => {
    for (let next = left.shift(); next; next = left.shift()) stories.push(await killedAt(lane, undisturbed, next));
  };

  await Promise.all(lanes.map(work));

  const worst = Math.max(...stories.map(({ doubles, kills }) => doubles / Math.max(1, kills.length)));
  const kills = stories.flatMap((story) => story.kills);
  console.log(
    `Fault points: ${people} people, from ${template}: ${undisturbed.steps} steps, ${kills.length} kills in ` +
      `${stories.length} runs (${stories.filter((one) => one.kills.length > 1).length} killed twice), ` +
      `${stories.reduce((sum, { doubles }) => sum + doubles, 0)} doubles in all, at most ${worst} per kill ` +
      `(allowed ${inFlightPerWorkspace}).`,
  );
  console.log(
    [...Map.groupBy(kills, (step) => step)]
      .map(([step, all]) => `  ${all.length} times ${step}`)
      .sort()
      .join('\n'),
  );
  expect(
    stories.flatMap(({ problems, kills: at }) => problems.map((one) => `killed ${at.join(', ')}: ${one}`)),
  ).toEqual([]);
  expect(undisturbed.failures).toEqual([]);
  expect(worst).toBeGreaterThan(0);
  expect(worst).toBeLessThanOrEqual(inFlightPerWorkspace);
}, 1_800_000);
