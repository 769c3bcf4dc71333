import { expect, test } from 'vitest';
import type { House } from '../../support/house.ts';
import { read } from '../../support/reading.ts';
import { isFullSize } from '../../support/size.ts';
import { testedStore } from '../../support/store.ts';
import { crew, digests, openTeam, prompts } from './support/check-ins.ts';

const few = crew(6);
const ids = few.map(({ id }) => id);
const ask = 'ask "What would make today a good day?"';
/** Every so many steps the process dies; on PostgreSQL fewer, for the time of the whole suite. */
const every = isFullSize ? 1 : testedStore === 'lowdb' ? 2 : 9;

/** Stands for a process that is gone: nothing of it does anything any more. */
class Death extends Error {}

/** Lets the process die at its nth step: before or after a transaction, before or after a post. Answers how many there were. */
function dieAt(house: House, step: number): () => number {
  let steps = 0;
  const reach = () => {
    steps += 1;
    if (steps >= step) throw new Death();
  };
  const storage = house.storage as { transaction: typeof house.storage.transaction };
  const { transaction } = house.storage;
  storage.transaction = async (org, work) => {
    reach();
    const answer = await transaction(org, work);
    reach();
    return answer;
  };
  const { platform } = house;
  platform.fault = () => {
    reach();
    return undefined;
  };
  return () => steps;
}

const revive = async (house: House) => {
  house.platform.fault = () => undefined;
  await house.restart();
};

/** One day: asked at 09:30, answered at 10:00, told at 11:00. Whoever was told that their answer is in is in the list. */
async function liveDay(house: House, isAnonymous: boolean, kept: Set<string>): Promise<void> {
  await house.until('2026-11-30T10:00:00Z');
  const verb = isAnonymous ? 'checkin.unnamed.answer' : 'checkin.answer';
  const args = { v: 1, program: 'test:T1#team', date: '2026-11-30' };
  for (const id of ids) {
    if (kept.has(id)) continue;
    const reply = await house.submits(id, verb, args, { 'own-1': `words of ${id}` });
    const said = read(reply.message);
    if (/Thank you|it is final/.test(said)) kept.add(id);
    else if (/went wrong/.test(said)) throw new Death();
    else throw new Error(said);
  }
  await house.until('2026-11-30T12:00:00Z');
}

/** A day in which the process dies at one step and comes back; answers how many steps there were until then. */
async function dayWithDeath(step: number, isAnonymous: boolean): Promise<{ house: House; steps: number }> {
  const house = await openTeam(few, ['every weekday at 09:30', ask, ...(isAnonymous ? ['anonymous on'] : [])]);
  const kept = new Set<string>();
  const steps = dieAt(house, step);
  await liveDay(house, isAnonymous, kept).catch((cause) => {
    if (!(cause instanceof Death)) throw cause;
  });
  const reached = steps();
  if (reached >= step) {
    await revive(house);
    await liveDay(house, isAnonymous, kept);
  }
  return { house, steps: reached };
}

test.each([
  ['by name', false],
  ['without names', true],
])(
  'dies at any step of a day of answers %s: no prompt twice, no digest twice, no answer lost',
  async (_, isAnonymous) => {
    let days = 0;
    let untold = 0;
    for (let step = 1; ; step += every) {
      const { house, steps } = await dayWithDeath(step, isAnonymous);
      if (steps < step) break;
      days += 1;
      const asked = ids.map((id) => prompts(house, id).length);
      expect({ step, asked: asked.filter((one) => one > 1) }).toEqual({ step, asked: [] });
      const told = digests(house);
      expect({ step, told: told.length <= 1 }).toEqual({ step, told: true });
      untold += told.length === 0 ? 1 : 0;
      const words = told.map(({ message }) => read(message)).join('\n');
      const lost = told.length === 0 ? [] : ids.filter((id) => words.split(`words of ${id}`).length !== 2);
      expect({ step, lost }).toEqual({ step, lost: [] });
      await house.close();
    }
    console.log(`check-in days with a death ${isAnonymous ? 'without names' : 'by name'}: ${days}`);
    expect(days).toBeGreaterThan(3);
    // Nobody knows whether a post arrived at which the process died: it is not sent again.
    expect(untold).toBeLessThanOrEqual(2);
  },
);
