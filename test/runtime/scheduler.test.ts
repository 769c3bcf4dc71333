import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import type { PersonId } from '../../src/core/ids.ts';
import { say, text } from '../../src/core/message.ts';
import { collection } from '../../src/ports/collection.ts';
import type { WorkContext } from '../../src/ports/context.ts';
import type { Feature, Schedule } from '../../src/ports/feature.ts';
import { instant, type LocalDate, localDateOf, plus, toIso, zone } from '../../src/time/zoned.ts';
import { House } from '../support/house.ts';

let house: House;
afterEach(() => house.close());

const bells = collection('bell.row', z.object({ hour: z.number() }));
type Bell = ReturnType<typeof bells.parse>;

/** A bell that rings daily at an hour (UTC), for each row; what happened is written down by the test. */
function bellFeature(rings: string[], fails: (key: string) => boolean = () => false): Feature {
  const note = (what: string, key: string, date: LocalDate) =>
    rings.push(`${what} ${key} ${date} ${toIso(house.now).slice(5, 16)}`);
  const schedule: Schedule<Bell> = {
    name: 'bell',
    subjects: bells,
    async occurrences(_ctx, { row }, { from, to, limit }) {
      const all = [];
      for (let day = instant('2026-11-01T00:00:00Z'); day <= to && all.length < limit; day = plus(day, { days: 1 })) {
        const at = plus(day, { hours: row.hour });
        const date = localDateOf(day, zone('UTC'));
        if (at >= from && at <= to)
          all.push({ step: 'ring', date, at, graceMinutes: 60, what: 'Ring', to: 'all', why: 'daily' });
      }
      return all;
    },
    async run(ctx, { key }, { date }) {
      if (fails(key)) throw new Error('no clapper');
      await ctx.send({
        key: `bell/${key}/${date}`,
        to: { person: await anybody(ctx) },
        kind: 'post',
        message: say(text`Ding`),
        expiresAt: plus(ctx.now, { hours: 1 }),
        onUnknown: 'rest',
      });
      note('rang', key, date);
    },
    missed: async (_ctx, { key }, { date }) => void note('missed', key, date),
  };
  return {
    name: 'bell',
    collections: [bells],
    schedules: [schedule],
    samples: [],
    commands: [
      {
        word: 'bell',
        who: 'staff',
        usage: [{ words: 'bell NAME HOUR', does: 'rings daily' }],
        run: async (ctx, [name, hour]) => {
          const after = hour === undefined ? undefined : { hour: Number(hour.text) };
          await ctx.change({ collection: bells, key: name?.text ?? '', after, what: 'Bell' });
          return { message: say(text`Done.`) };
        },
      },
    ],
  };
}

const anybody = async ({ people }: WorkContext): Promise<PersonId> => {
  const [one] = await people.all();
  if (!one) throw new Error('nobody works here');
  return one.id;
};

async function open(rings: string[], fails?: (key: string) => boolean): Promise<void> {
  house = await House.open({
    now: '2026-11-04T09:00:00Z',
    people: [{ id: 'ana', isAdmin: true }],
    features: [bellFeature(rings, fails)],
  });
}

test('each occurrence runs once at its instant, over restarts and repeated ticks', async () => {
  const rings: string[] = [];
  await open(rings);
  await house.says('ana', 'bell a 10');
  await house.until('2026-11-05T10:00:00Z');

  await house.restart();
  await house.app.settle();
  await house.app.wakeAll();
  await house.until('2026-11-06T12:00:00Z');

  expect(rings).toEqual([
    'rang a 2026-11-04 11-04T10:00',
    'rang a 2026-11-05 11-05T10:00',
    'rang a 2026-11-06 11-06T10:00',
  ]);
  expect(house.platform.posts).toHaveLength(3);
});

test('a late tick within the grace runs what was due, and after it tells that it was missed', async () => {
  const rings: string[] = [];
  await open(rings);
  await house.says('ana', 'bell a 10');
  house.sleepUntil('2026-11-04T11:00:00Z');
  await house.app.settle();
  house.sleepUntil('2026-11-06T11:01:00Z');
  await house.restart();
  await house.until('2026-11-07T12:00:00Z');

  expect(rings).toEqual([
    'rang a 2026-11-04 11-04T11:00',
    'missed a 2026-11-05 11-06T11:01',
    'missed a 2026-11-06 11-06T11:01',
    'rang a 2026-11-07 11-07T10:00',
  ]);
});

test('one that throws is tried again at growing distances, keeps what it owes, and holds up no other', async () => {
  const rings: string[] = [];
  const tries: string[] = [];
  let isBroken = true;
  await open(rings, (key) => {
    if (key !== 'a' || !isBroken) return false;
    tries.push(toIso(house.now).slice(11, 16));
    return true;
  });
  await house.says('ana', 'bell a 10');
  await house.says('ana', 'bell b 10');

  await house.until('2026-11-04T10:40:00Z');
  isBroken = false;
  await house.until('2026-11-04T12:00:00Z');

  expect(tries).toEqual(['10:00', '10:01', '10:03', '10:07', '10:15', '10:31']);
  expect(rings).toEqual(['rang b 2026-11-04 11-04T10:00', 'missed a 2026-11-04 11-04T11:03']);
  expect(house.failures.seen).toHaveLength(tries.length);
});

test('a removed subject rings no more and is not ahead any more', async () => {
  const rings: string[] = [];
  await open(rings);
  await house.says('ana', 'bell a 10');
  await house.says('ana', 'bell a');
  const next = await house.app.upcoming(house.platform.workspace);

  await house.until('2026-11-04T12:00:00Z');

  expect(next.filter(({ what }) => what === 'Ring')).toEqual([]);
  expect(rings).toEqual([]);
});
