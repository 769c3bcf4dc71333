import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { personId } from '../../../src/core/ids.ts';
import { type Candidate, whoJoins } from '../../../src/runtime/linking/who-joins.ts';

const one = (id: string, email: string | undefined, standing: Candidate['standing'] = 'member'): Candidate => ({
  id: personId(id),
  email,
  standing,
});
const acme = ['acme.com'];

describe('who is one coworker on both sides', () => {
  test.each<[string, Candidate[], Candidate[], string[], string[]]>([
    ['the same address in a named domain', [one('a', 'ana@acme.com')], [one('x', 'ana@acme.com')], acme, ['a=x']],
    ['capitals and blanks aside', [one('a', ' Ana@Acme.com')], [one('x', 'ana@acme.COM ')], ['ACME.com '], ['a=x']],
    ['not in a domain nobody named', [one('a', 'ana@acme.org')], [one('x', 'ana@acme.org')], acme, []],
    ['not below a named domain', [one('a', 'ana@uk.acme.com')], [one('x', 'ana@uk.acme.com')], acme, []],
    ['not at a domain that ends alike', [one('a', 'ana@notacme.com')], [one('x', 'ana@notacme.com')], acme, []],
    [
      'by what stands after the last @',
      [one('a', 'ana@acme.com@evil.org')],
      [one('x', 'ana@acme.com@evil.org')],
      acme,
      [],
    ],
    ['not where no domain was named', [one('a', 'ana@acme.com')], [one('x', 'ana@acme.com')], [], []],
    ['no guest of ours', [one('a', 'ana@acme.com', 'guest')], [one('x', 'ana@acme.com')], acme, []],
    ['no guest of theirs', [one('a', 'ana@acme.com')], [one('x', 'ana@acme.com', 'guest')], acme, []],
    ['nobody who left', [one('a', 'ana@acme.com')], [one('x', 'ana@acme.com', 'gone')], acme, []],
    ['no bot', [one('a', 'ana@acme.com', 'bot')], [one('x', 'ana@acme.com')], acme, []],
    [
      'an address twice here joins nobody',
      [one('a', 'ana@acme.com'), one('b', 'ANA@acme.com')],
      [one('x', 'ana@acme.com')],
      acme,
      [],
    ],
    ['twice there', [one('a', 'ana@acme.com')], [one('x', 'ana@acme.com'), one('y', 'ana@acme.com')], acme, []],
    [
      'also where the other one is a guest',
      [one('a', 'ana@acme.com'), one('b', 'ana@acme.com', 'guest')],
      [one('x', 'ana@acme.com')],
      acme,
      [],
    ],
    [
      'or has left: the address may have a new owner',
      [one('a', 'ana@acme.com')],
      [one('x', 'ana@acme.com'), one('y', 'ana@acme.com', 'gone')],
      acme,
      [],
    ],
    [
      'no address is no address in common',
      [one('a', undefined), one('b', '')],
      [one('x', undefined), one('y', '')],
      ['', 'acme.com'],
      [],
    ],
    [
      'each with their own',
      [one('a', 'ana@acme.com'), one('b', 'bo@acme.com')],
      [one('x', 'bo@acme.com'), one('y', 'ana@acme.com')],
      acme,
      ['a=y', 'b=x'],
    ],
  ])('%s', (_, ours, theirs, domains, expected) => {
    expect(whoJoins(ours, theirs, domains).map(({ into, from }) => `${into}=${from}`)).toEqual(expected);
  });
});

const people = (side: string) =>
  fc
    .array(
      fc.record({
        email: fc.constantFrom(undefined, 'ana@acme.com', 'ANA@acme.com', 'bo@acme.com', 'cy@other.org', 'di@acme.com'),
        standing: fc.constantFrom<Candidate['standing']>('member', 'member', 'guest', 'gone', 'bot'),
      }),
      { maxLength: 6 },
    )
    .map((all) => all.map(({ email, standing }, index) => one(`${side}${index}`, email, standing)));

test('whoever joins is a full member on both sides, alone with their address, and joins one other', () => {
  fc.assert(
    fc.property(people('a'), people('x'), (ours, theirs) => {
      const joined = whoJoins(ours, theirs, acme);
      const spelt = (email = '') => email.toLowerCase();
      for (const { into, from } of joined) {
        const [here, there] = [ours.find(({ id }) => id === into), theirs.find(({ id }) => id === from)];
        expect([here?.standing, there?.standing]).toEqual(['member', 'member']);
        expect(spelt(here?.email)).toBe(spelt(there?.email));
        expect(spelt(here?.email)).toMatch(/@acme\.com$/);
        for (const [side, found] of [
          [ours, here],
          [theirs, there],
        ] as const)
          expect(side.filter(({ email }) => spelt(email) === spelt(found?.email))).toHaveLength(1);
      }
      expect(new Set(joined.flatMap(({ into, from }) => [into, from])).size).toBe(2 * joined.length);
      // The other way round it is the same people.
      const turned = whoJoins(theirs, ours, acme).map(({ into, from }) => `${from}=${into}`);
      expect(turned.sort()).toEqual(joined.map(({ into, from }) => `${into}=${from}`).sort());
    }),
    { numRuns: 300, seed: 7 },
  );
});
