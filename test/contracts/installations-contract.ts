import { describe, expect, test } from 'vitest';
import { workspaceId } from '../../src/core/ids.ts';
import { again, type OpenStore, opened } from './store-under-test.ts';

const T1 = workspaceId('slack:T1');
const T2 = workspaceId('slack:T2');

/** Every promise of the installations' port; each store runs it unchanged. */
export function installationsContract(name: string, open: OpenStore): void {
  describe(`${name} as installations`, () => {
    test('found an organisation for each workspace never seen, and name it ever after', async () => {
      const { installations } = await opened(open);

      const [one, two] = [await installations.orgOf(T1), await installations.orgOf(T2)];

      expect(one).not.toBe(two);
      expect(await installations.orgOf(T1)).toBe(one);
      expect(await installations.workspacesOf(one)).toEqual([T1]);
    });

    test('found one organisation where many ask at once', async () => {
      const { installations } = await opened(open);

      const answers = await Promise.all(Array.from({ length: 20 }, () => installations.orgOf(T1)));

      expect(new Set(answers).size).toBe(1);
    });

    test.each(['reopen', 'crash'] as const)('give the same answers after a %s', async (way) => {
      const store = await opened(open);
      const org = await store.installations.orgOf(T1);

      const kept = await again(store, way);

      expect(await kept.installations.orgOf(T1)).toBe(org);
      expect(await kept.installations.workspacesOf(org)).toEqual([T1]);
    });

    test('forget a removed workspace; when it comes back it founds another organisation', async () => {
      const store = await opened(open);
      const org = await store.installations.orgOf(T1);
      const other = await store.installations.orgOf(T2);

      await store.installations.remove(T1);
      await store.installations.remove(T1);

      expect(await store.installations.workspacesOf(org)).toEqual([]);
      expect(await store.holds(T1)).toBe(false);
      expect(await store.installations.orgOf(T2)).toBe(other);
      expect(await store.installations.orgOf(T1)).not.toBe(org);
    });
  });
}
