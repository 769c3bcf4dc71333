import { expect, it } from 'vitest';
import { features } from '../../../src/features/index.ts';
import type { Feature } from '../../../src/ports/feature.ts';
import { buttonsOf, read } from '../../support/reading.ts';
import { isoOf, nudges, openOneOnOnes, team, told } from './support/one-on-ones.ts';

/** A feature that has something to say to Ana, and to nobody else. */
const offering = (name: string, ids: readonly string[], ana: () => string): Feature => ({
  name,
  collections: [],
  samples: [],
  favours: {
    suggestionsFor: async (_ctx, person) =>
      person === ana() ? ids.map((id) => ({ id, text: `Suggested by ${id}.` })) : [],
  },
});

async function withOffers() {
  const ana = { id: '' };
  const offers = [
    offering('thanks', ['thank-a', 'thank-b', 'thank-c', 'thank-d', 'thank-e'], () => ana.id),
    offering('pulse', ['pulse-q4'], () => ana.id),
  ];
  const house = await openOneOnOnes(team, 'every week', { features: [...features, ...offers] });
  ana.id = await house.person('ana');
  return house;
}

const suggested = (house: Awaited<ReturnType<typeof withOffers>>, id: string) =>
  nudges(house, id).flatMap(({ at, message }) => {
    const words = /Suggested by (\w+)-/.exec(read(message))?.[1];
    return words === undefined ? [] : [{ on: isoOf(at).slice(0, 10), kind: words }];
  });

it('suggests what other features offer, each kind in its turn, once a fortnight at most', async () => {
  const house = await withOffers();

  await house.until('2026-12-18T00:00:00Z');

  const said = suggested(house, 'ana');
  expect(said.length).toBe(2);
  expect(new Set(said.map(({ kind }) => kind))).toEqual(new Set(['thank', 'pulse']));
  const gaps = said.slice(1).map(({ on }, index) => (Date.parse(on) - Date.parse(said[index]?.on ?? '')) / 86_400_000);
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(14);
  expect(suggested(house, 'kim')).toEqual([]);
  expect(house.failures.seen).toEqual([]);
});

it('suggests nothing more to whom says so, until they want it again', async () => {
  const house = await withOffers();
  await house.until('2026-12-01T10:00:00Z');
  const none = { fallback: '', blocks: [] };
  const choices = await house.press('ana', { verb: 'oneonone.stop', args: { v: 1 } });
  const off = await house.presses('ana', choices.message ?? none, 'No suggestions');

  await house.until('2026-12-18T00:00:00Z');

  expect(read(off.replace)).toContain('No more suggestions.');
  expect(nudges(house, 'ana').length).toBeGreaterThan(2);
  expect(suggested(house, 'ana').filter(({ on }) => on > '2026-12-01')).toEqual([]);
  const again = await house.press('ana', { verb: 'oneonone.stop', args: { v: 1 } });
  expect(buttonsOf(again.message ?? none).map(({ label }) => label)).toContain('Suggestions again');
});

it('keeps nothing of somebody who was erased: neither that they were suggested nor what was said of them', async () => {
  const house = await openOneOnOnes(
    team.filter(({ id }) => id !== 'bo'),
    'every week',
  );
  await house.until('2026-12-01T12:00:00Z');
  house.platform.coworkers.set('lou', { id: 'lou', name: 'Lou Neves', manager: 'ana' });
  await house.app.sync(house.platform.workspace);
  await house.until('2026-12-18T12:00:00Z');
  const lou = await house.person('lou');
  expect(read(nudges(house, 'ana').find(({ message }) => read(message).includes('Lou is new'))?.message)).toBeTruthy();
  await house.press('lou', { verb: 'me.forget.now', args: { v: 1 } });

  const left = await house.storage.read(house.org, async (reads) => {
    const rows = features
      .filter(({ name }) => name === 'oneonone')
      .flatMap(({ collections }) => collections)
      .map((one) => reads.list(one));
    return JSON.stringify(await Promise.all(rows));
  });

  expect(left).not.toContain(lou);
  expect(left).not.toContain('Lou');
  expect(await told(house, 'ana', 'oneonone')).not.toContain('Lou');
});
