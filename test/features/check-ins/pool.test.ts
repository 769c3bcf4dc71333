import { describe, expect, test } from 'vitest';
import { personId } from '../../../src/core/ids.ts';
import { seededRandom } from '../../../src/drivers/seeded-random.ts';
import { markOf, newPool, passBy, pour } from '../../../src/features/check-ins/pool.ts';

const random = seededRandom('the installation');
const [ana, bo] = [personId('ana'), personId('bo')];

describe('a pool', () => {
  test('knows who has answered only by marks that another salt or secret does not give', () => {
    const [one, other] = [newPool(random), newPool(random)];

    expect(markOf(random, one, ana)).toBe(markOf(random, one, ana));
    const marks = [markOf(random, one, ana), markOf(random, one, bo), markOf(random, other, ana)];
    expect(new Set([...marks, markOf(seededRandom('elsewhere'), one, ana)]).size).toBe(4);
  });

  test('keeps the values of one person apart from each other', () => {
    let pool = newPool(random);
    for (let index = 0; index < 400; index++)
      pool = pour(random, pool, `mark${index}`, [
        { question: 'a', value: index },
        { question: 'b', value: index },
      ]);

    const together = (pool.values.a ?? []).filter((value, index) => value === pool.values.b?.[index]).length;
    expect(together).toBeLessThan(10);
    expect([...(pool.values.a ?? [])].sort((x, y) => Number(x) - Number(y))).toEqual(
      Array.from({ length: 400 }, (_, n) => n),
    );
  });

  test('grows in steps, so that its length tells nothing of one answer', () => {
    const sizes = new Set<number>();
    let pool = newPool(random);
    for (let index = 0; index < 60; index++) {
      pool = pour(random, pool, `${index}`.padStart(64, '0'), [{ question: 'a', value: 'x'.repeat(index * 3) }]);
      sizes.add(Buffer.byteLength(JSON.stringify(pool)));
    }

    expect([...sizes].every((bytes) => bytes % 4_096 === 0)).toBe(true);
    expect(sizes.size).toBeLessThan(8);
  });

  test('takes a skip back where an answer follows', () => {
    const skipped = passBy(passBy(newPool(random), 'm'), 'm');

    expect(skipped.skipped).toEqual(['m']);
    expect(pour(random, skipped, 'm', [{ question: 'a', value: 1 }])).toMatchObject({ skipped: [], answered: ['m'] });
  });
});
