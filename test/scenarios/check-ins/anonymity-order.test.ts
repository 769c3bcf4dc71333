import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../../src/drivers/seeded-random.ts';
import type { House } from '../../support/house.ts';
import { size } from '../../support/size.ts';
import { testedStore } from '../../support/store.ts';
import { Dice } from '../support/dice.ts';
import { appearances, everyOrder, type Order } from './support/attacker.ts';
import { crew, digests, openTeam, promptOf } from './support/check-ins.ts';
import { chance, chanceHits, hits, spearman } from './support/ranks.ts';

const isEmbedded = testedStore === 'lowdb';
const people = size(`anonymous answers on ${testedStore}`, { small: isEmbedded ? 120 : 60, full: 1_000 });
const random = seededRandom('what they say');

/** Words nobody else says, so that an answer found anywhere is known by its author to whoever wrote this test. */
const wordsOf = (id: string) => `words-${random.seed(id).slice(0, 12)}`;

/** Everybody answers in an order drawn by lot; some do something signed just before, and the process restarts half way. */
async function answerAll(house: House, ids: readonly string[], verb: string): Promise<readonly string[]> {
  const dice = new Dice(7);
  const order = dice.some(ids, ids.length);
  for (const [index, id] of order.entries()) {
    if (index === Math.floor(order.length / 2)) await house.restart();
    if (index % 3 === 0)
      await house.hand(id, { kind: 'command', text: index % 2 === 0 ? 'answer' : 'hours 08:00-18:00' });
    const args = { v: 1, program: 'test:T1#team', date: '2026-11-30' };
    const reply = await house.hand(id, { kind: 'submit', verb, args, values: { 'own-1': wordsOf(id) } });
    if (reply.errors || !JSON.stringify(reply.message).includes('Thank you')) throw new Error(JSON.stringify(reply));
  }
  return order;
}

/** How well an order of answers tells who wrote them, against the order in which people truly answered. */
function linked({ traces }: Order, authors: readonly string[]) {
  const found = appearances(traces, new Set(authors.map(wordsOf)));
  const places = new Map(found.map((words, place) => [words, place]));
  const seen = authors.filter((id) => places.has(wordsOf(id)));
  return {
    found: seen.length,
    rho: spearman(
      seen.map((id) => places.get(wordsOf(id)) ?? 0),
      [...seen.keys()],
    ),
    hits: hits(found, seen.map(wordsOf)),
  };
}

const ask = 'ask "What should we stop doing?"';
const asked = ['every weekday at 09:30', ask];

describe('what the order of things in the store tells', () => {
  test('of answers without names: nothing, while they are open and after, even with the key', async () => {
    const house = await openTeam(crew(people), [...asked, 'anonymous on']);
    const ids = crew(people).map(({ id }) => id);
    await house.until('2026-11-30T09:31:00Z');
    expect(JSON.stringify(promptOf(house, ids[0] ?? ''))).toContain('Nobody sees who answered what');

    const authors = await answerAll(house, ids, 'checkin.unnamed.answer');
    for (const order of await everyOrder(house)) expectNothing('open', order, authors, authors.length);
    await house.until('2026-11-30T11:01:00Z');
    for (const order of await everyOrder(house)) expectNothing('closed', order, authors, 0);

    const posted = JSON.stringify(digests(house)[0]?.message);
    expect(authors.filter((id) => posted.includes(wordsOf(id)))).toHaveLength(Math.min(people, 30));
    expect(house.failures.seen).toEqual([]);
  });

  test('of answers by name: everything, so the attack would find it', async () => {
    const few = 40;
    const house = await openTeam(crew(few), asked);
    await house.until('2026-11-30T09:31:00Z');

    const authors = await answerAll(
      house,
      crew(few).map(({ id }) => id),
      'checkin.answer',
    );

    const best = (await everyOrder(house)).map((order) => linked(order, authors)).sort((a, b) => b.rho - a.rho)[0];
    expect(best?.found).toBeGreaterThanOrEqual(few / 2);
    expect(best?.rho).toBeGreaterThan(0.9);
  });
});

function expectNothing(when: string, order: Order, authors: readonly string[], atLeast: number): void {
  const { found, rho, hits: right } = linked(order, authors);
  // A journal may hold none of it: it is rewritten after each answer.
  expect(found).toBeGreaterThanOrEqual(order.name.startsWith('journal') ? 0 : atLeast);
  if (found < 2) return;
  console.log(`${when}, ${order.name}: ${found} answers, rank correlation ${rho.toFixed(3)}, ${right} matched`);
  expect(Math.abs(rho)).toBeLessThan(chance(found));
  expect(right).toBeLessThan(chanceHits);
}
