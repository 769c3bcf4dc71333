import { expect, test } from 'vitest';
import { emptyStorePlace } from './store.ts';

test('a database that was given back twice is still lent to one at a time', async () => {
  const first = await emptyStorePlace('postgres');
  await first.remove();
  await first.remove();

  const [one, other] = [await emptyStorePlace('postgres'), await emptyStorePlace('postgres')];

  expect(one.url).not.toBe(other.url);
  for (const place of [one, other]) await place.remove();
});
