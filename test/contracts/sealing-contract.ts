import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Sealer } from '../../src/ports/sealer.ts';

const [first, second] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
const place = { org: 'org-a', collection: 'answers', key: 'k1' };

function messageOf(attempt: () => unknown): string {
  try {
    attempt();
    return '';
  } catch (error) {
    return String(error);
  }
}

/** Every promise of the sealer's port. */
export function sealingContract(name: string, sealerOf: (keys: readonly Buffer[]) => Sealer): void {
  describe(`${name} as sealer`, () => {
    test('opens what it has sealed, whatever the words and the place', () => {
      const sealer = sealerOf([first]);
      const texts = fc.string({ unit: 'binary' });

      fc.assert(
        fc.property(texts, texts, texts, texts, (words, org, collection, key) => {
          const where = { org, collection, key };
          expect(sealer.open(sealer.seal(words, where), where)).toBe(words);
        }),
      );
    });

    test('seals the same words differently each time, and shows none of them', () => {
      const sealer = sealerOf([first]);

      const sealed = [sealer.seal('my own words', place), sealer.seal('my own words', place)];

      expect(sealed[0]).not.toBe(sealed[1]);
      expect(sealed.join()).not.toContain(Buffer.from('my own words').toString('base64url').slice(0, 8));
    });

    test.each([
      ['organisation', { ...place, org: 'org-b' }],
      ['collection', { ...place, collection: 'notes' }],
      ['key', { ...place, key: 'k2' }],
      ['place spelt together', { org: 'org-aanswers', collection: '', key: 'k1' }],
    ])('opens nothing under another %s', (_, elsewhere) => {
      const sealer = sealerOf([first]);
      const sealed = sealer.seal('my own words', place);

      expect(() => sealer.open(sealed, elsewhere)).toThrow();
    });

    test('opens nothing that was changed by one character, and tells no words', () => {
      const sealer = sealerOf([first]);
      const sealed = sealer.seal('my own words', place);

      for (let index = 0; index < sealed.length; index++) {
        const other = sealed[index] === 'A' ? 'B' : 'A';
        const changed = sealed.slice(0, index) + other + sealed.slice(index + 1);
        // The last character of base64 holds spare bits; a change of those alone is none.
        const isSame = Buffer.from(changed, 'base64url').equals(Buffer.from(sealed, 'base64url'));
        const said = messageOf(() => sealer.open(changed, place));
        if (!isSame || index < sealed.length - 1) expect(said).toMatch(/Error/);
        expect(said).not.toContain('own words');
      }
    });

    test.each(['', 'plain words', '1.', '1.abc', '2.00000000.AAAA', '1.00000000.AAAA'])('refuses %j', (text) => {
      expect(() => sealerOf([first]).open(text, place)).toThrow();
    });
  });

  describe(`${name} with several keys`, () => {
    test('seals with the first and opens with all', () => {
      const old = sealerOf([first]).seal('old words', place);
      const both = sealerOf([second, first]);

      expect(both.open(old, place)).toBe('old words');
      expect(both.ageOf(old)).toBe('older');
      expect(both.ageOf(both.seal('new words', place))).toBe('current');
      expect(sealerOf([second]).open(both.seal('new words', place), place)).toBe('new words');
    });

    test('reseals with the first, so that the old key can go', () => {
      const old = sealerOf([first]).seal('old words', place);

      const anew = sealerOf([second, first]).reseal(old, place);

      expect(sealerOf([second]).open(anew, place)).toBe('old words');
      expect(sealerOf([second]).reseal(anew, place)).toBe(anew);
    });

    test('names the key that is missing and where to put it', () => {
      const sealed = sealerOf([first]).seal('my own words', place);
      const other = sealerOf([second]);

      for (const attempt of [() => other.open(sealed, place), () => other.ageOf(sealed)])
        expect(attempt).toThrow(/sealed with key [0-9a-f]{8}.*HALLWAY_KEY/s);
    });

    test('refuses no key, and keys of another length', () => {
      expect(() => sealerOf([])).toThrow(/32 bytes/);
      expect(() => sealerOf([first, Buffer.alloc(16)])).toThrow(/32 bytes/);
    });
  });
}
