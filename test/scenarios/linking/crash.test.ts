import { expect, test } from 'vitest';
import { features } from '../../../src/features/index.ts';
import { isFullSize, size } from '../../support/size.ts';
import { type TestStore, testedStore } from '../../support/store.ts';
import { diary, previewed, type Sides, twoSides } from './support/two-sides.ts';

/** Between which steps the process dies: on PostgreSQL the small form takes every seventh. */
const every = size('linking: dies at every nth step', { small: testedStore === 'lowdb' ? 1 : 7, full: 1 });

class Died extends Error {}

/** A store whose process dies at one step; what was kept before stays kept, and nothing can be asked any more. */
class Mortal {
  steps = 0;
  dieAt = Number.POSITIVE_INFINITY;
  isCounting = false;

  around = ({ storage, queue, installations }: TestStore) => ({
    queue,
    storage: { ...storage, transaction: this.#mortal(storage.transaction) },
    installations: { ...installations, regroup: this.#mortal(installations.regroup) },
  });

  /** Once before it is kept, and once after. */
  #mortal<Work extends (...asked: never[]) => Promise<unknown>>(work: Work): Work {
    const mortal = async (...asked: Parameters<Work>) => {
      this.#step();
      const answer = await work(...asked);
      this.#step();
      return answer;
    };
    return mortal as Work;
  }

  #step(): void {
    if (!this.isCounting) return;
    this.steps += 1;
    if (this.steps >= this.dieAt) throw new Died('dead');
  }
}

async function story() {
  const mortal = new Mortal();
  const sides = await twoSides({ features: [...features, diary], around: mortal.around });
  await sides.teams.says('bo-t', 'note from teams');
  await sides.teams.says('berta', 'coffee every week on thursday at 10:00 --yes', 'lobby');
  return { ...sides, mortal };
}

/** Everything that linking moves, as people and the books see it. */
async function seen({ house, slack, teams, orgs }: Sides) {
  const of = async (org: typeof house.org) => {
    const rows = (name: string) =>
      house.storage.read(org, (reads) =>
        reads.list({ name, isSealed: false, parse: (row) => row as { name?: string } }),
      );
    return {
      people: (await rows('runtime.person')).map(({ value }) => value.name).sort(),
      accounts: (await rows('runtime.account')).map(({ key }) => key),
      programs: (await rows('coffee.program')).map(({ key }) => key),
      owed: (await house.storage.read(org, (reads) => reads.deliveries('')))
        .map(({ key }) => key.replace(/id\d+/g, 'id').replace(/org-[\w-]+/, 'org'))
        .sort(),
    };
  };
  const [one, two] = await orgs();
  if (!one || !two) throw new Error('a workspace has no organisation');
  const told = [slack.written('bo'), teams.written('bo-t'), slack.written('ana'), teams.written('berta')];
  return {
    isOne: one === two,
    ours: await of(one),
    theirs: one === two ? undefined : await of(two),
    told: told.map((posts) =>
      posts.map(({ message }) => message.fallback).filter((words) => !/^Coffee in|coffee/.test(words)),
    ),
    note: (await teams.says('bo-t', 'notes')).message?.fallback,
  };
}

/** Plays to the end with the process dying at one step, and made good by a restart. */
async function played(
  act: (sides: Awaited<ReturnType<typeof story>>) => Promise<void>,
  before: typeof act,
  dieAt?: number,
) {
  const sides = await story();
  await before(sides);
  const { mortal, house } = sides;
  Object.assign(mortal, { isCounting: true, dieAt: dieAt ?? Number.POSITIVE_INFINITY });
  await act(sides).catch(() => undefined);
  const { steps } = mortal;
  mortal.isCounting = false;
  if (dieAt !== undefined) await house.restart();
  const [one, two] = await sides.orgs();
  const between = one === two;
  await house.until((house.now + 5 * 60_000) as typeof house.now);
  // Whoever was not answered presses again.
  if (dieAt !== undefined) await act(sides);
  await house.until((house.now + 5 * 60_000) as typeof house.now);
  return { end: await seen(sides), steps, between };
}

const agree = async ({ slack, teams }: Sides) => {
  await slack.submits('ana', 'link.confirm', { domains: 'acme.com' });
  await teams.submits('berta', 'link.confirm', { domains: 'acme.com' });
};
const undo = async ({ slack }: Sides) => {
  await slack.says('ana', 'link undo --yes');
};
const linkedAlready = async (sides: Sides) => {
  await previewed(sides);
  await agree(sides);
};

test.each([
  ['linking', agree, previewed, true],
  ['taking apart', undo, linkedAlready, false],
] as const)(
  '%s that dies at any step is made good whole, and told once',
  async (name, act, before, isOneAtTheEnd) => {
    const undisturbed = await played(act, before);
    expect(undisturbed.end.isOne).toBe(isOneAtTheEnd);
    expect(undisturbed.steps).toBeGreaterThan(10);
    const found = new Set<boolean>();

    for (let step = 1; step <= undisturbed.steps; step += every) {
      const { end, between } = await played(act, before, step);
      found.add(between);
      expect(end, `${name}, dead at step ${step} of ${undisturbed.steps}`).toEqual(undisturbed.end);
    }

    expect(found).toEqual(new Set([true, false]));
    console.log(`${name}: ${undisturbed.steps} steps, dead at every ${every}${isFullSize ? ' (full size)' : ''}.`);
  },
  600_000,
);
