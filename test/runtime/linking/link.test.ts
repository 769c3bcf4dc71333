import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type OrgId, orgId, personId, workspaceId } from '../../../src/core/ids.ts';
import { say, text } from '../../../src/core/message.ts';
import type { MovedDelivery, MovedOrganisation, MovedRecord } from '../../../src/ports/moving.ts';
import { together } from '../../../src/runtime/linking/link.ts';
import { apart } from '../../../src/runtime/linking/unlink.ts';
import { instant } from '../../../src/time/zoned.ts';

const T1 = workspaceId('slack:T1');
const G1 = workspaceId('teams:G1');
const [A, B] = [orgId('org-a'), orgId('org-b')];
const now = instant('2026-11-30T09:00Z');
const agreement = { at: now, by: undefined, workspaces: [G1], domains: ['acme.com'] };

const row = (collection: string, key: string, value: unknown, isSealed = false): MovedRecord => ({
  collection,
  key,
  json: JSON.stringify(value),
  isSealed,
});

/** Somebody with one account, as the sync leaves them. */
function coworker(workspace: string, id: string, name: string, choices: object = {}): readonly MovedRecord[] {
  const account = `${workspace}/${name}`;
  const facts = { name, email: `${name}@acme.com`, standing: 'member', isPlatformAdmin: false };
  return [
    row('runtime.person', id, { ...facts, accounts: [account], choices }),
    row('runtime.account', account, { person: id }),
  ];
}

const delivery = (key: string, person: string, workspace = G1): MovedDelivery => ({
  receipt: {
    ...{ key, workspace, kind: 'intro', people: [personId(person)], state: 'pending', notBefore: now, attempts: 0 },
    place: { kind: 'personal', workspace, account: `${workspace}/x` as never },
  },
  unsettled: { expiresAt: now, onUnknown: 'again', message: say(text`Hello ${person}`) },
});

const organisation = (org: OrgId, records: readonly MovedRecord[], deliveries: readonly MovedDelivery[] = []) => ({
  org,
  records,
  wakes: [{ org, schedule: 'housekeeping', at: now }],
  deliveries,
});

const sorted = ({ org, records, wakes, deliveries }: MovedOrganisation) => ({
  org,
  records: [...records].sort((a, b) => (`${a.collection} ${a.key}` < `${b.collection} ${b.key}` ? -1 : 1)),
  wakes: [...wakes].sort((a, b) => (a.schedule < b.schedule ? -1 : 1)),
  deliveries: [...deliveries].sort((a, b) => (a.receipt.key < b.receipt.key ? -1 : 1)),
});

const find = ({ records }: MovedOrganisation, collection: string, key: string): unknown => {
  const found = records.find((one) => one.collection === collection && one.key === key);
  return found && JSON.parse(found.json);
};

describe('one organisation of two', () => {
  const ours = organisation(A, [
    ...coworker(T1, 'p-ana', 'ana', { zone: 'Europe/Lisbon' }),
    ...coworker(T1, 'p-bo', 'bo'),
    row('runtime.settings', 'organisation', { zone: 'Europe/Lisbon' }),
    row('coffee.latest', 'p-ana', { group: 'ours' }),
    row('coffee.avoid', 'p-ana', { people: ['p-bo'] }, true),
  ]);
  const theirs = organisation(
    B,
    [
      ...coworker(G1, 'q-ana', 'ana', { pausedUntil: '2026-12-24' }),
      ...coworker(G1, 'q-cy', 'cy'),
      ...coworker(G1, 'q-ed', 'ed'),
      row('runtime.settings', 'organisation', { zone: 'Europe/Berlin' }),
      row('coffee.met', 'q-ana/q-cy', { times: 1 }),
      row('coffee.latest', 'q-ana', { group: 'theirs' }),
      row('coffee.avoid', 'q-ana', { people: ['q-cy'] }, true),
      row('coffee.avoid', 'q-cy', { people: ['q-ana'] }, true),
      row('note', 'q-cy/q-ana/2026', { about: 'q-ana' }, true),
      row('tea.custom', 'friday', { words: 'whatever' }),
    ],
    [delivery('coffee/teams:G1#C1/welcome/q-ana/x', 'q-ana')],
  );
  const { holdings, pairings } = together([ours, theirs], agreement);
  const [whole, empty] = holdings;

  test('has one of each coworker, with both accounts and what they chose on either side', () => {
    expect(pairings).toEqual([{ into: 'p-ana', from: 'q-ana' }]);
    expect(find(whole, 'runtime.person', 'p-ana')).toMatchObject({
      accounts: ['slack:T1/ana', 'teams:G1/ana'],
      choices: { zone: 'Europe/Lisbon', pausedUntil: '2026-12-24' },
      also: ['q-ana'],
    });
    expect(find(whole, 'runtime.person', 'q-ana')).toBeUndefined();
    expect(find(whole, 'runtime.account', 'teams:G1/ana')).toMatchObject({ person: 'p-ana' });
  });

  test('keeps the inviter’s where both had something, and their history under the one id', () => {
    expect(find(whole, 'runtime.settings', 'organisation')).toEqual({ zone: 'Europe/Lisbon' });
    expect(find(whole, 'coffee.latest', 'p-ana')).toEqual({ group: 'ours' });
    expect(find(whole, 'coffee.met', 'p-ana/q-cy')).toEqual({ times: 1 });
    expect(whole.deliveries[0]?.receipt).toMatchObject({
      key: 'coffee/teams:G1#C1/welcome/p-ana/x',
      people: ['p-ana'],
    });
  });

  test('leaves what was sealed under the id that wrote it, and lets others’ speak of who joined', () => {
    expect(find(whole, 'coffee.avoid', 'p-ana')).toEqual({ people: ['p-bo'] });
    expect(find(whole, 'coffee.avoid', 'q-ana')).toEqual({ people: ['q-cy'] });
    expect(find(whole, 'coffee.avoid', 'q-cy')).toEqual({ people: ['p-ana'] });
    expect(find(whole, 'note', 'q-cy/p-ana/2026')).toEqual({ about: 'p-ana' });
  });

  test('and nothing stays behind', () => {
    expect(empty).toEqual({ org: B, records: [], wakes: [], deliveries: [] });
  });

  test('is taken apart as it was', () => {
    const { holdings: again, workspaces, absorbed } = apart(holdings);

    expect(again.map(sorted)).toEqual([ours, theirs].map(sorted));
    expect(workspaces).toEqual([[G1, B]]);
    expect(absorbed).toBeUndefined();
  });

  test('is taken apart with what each has done since, and without what two did who are apart', () => {
    const since = {
      ...whole,
      records: [
        ...whole.records.filter(({ key }) => key !== 'q-ed' && key !== 'teams:G1/ed'),
        ...coworker(G1, 'q-di', 'di'),
        row('coffee.participant', 'teams:G1#C1/p-ana', { choice: 'out' }),
        row('coffee.participant', 'slack:T1#C1/q-cy', { choice: 'in' }),
        row('coffee.met', 'p-bo/q-cy', { times: 1 }),
        row('coffee.met', 'p-ana/p-bo', { times: 3 }),
      ],
    };

    const [one, two] = apart([since, empty]).holdings;

    expect(find(two, 'coffee.participant', 'teams:G1#C1/q-ana')).toEqual({ choice: 'out' });
    expect(find(two, 'runtime.person', 'q-di')).toBeDefined();
    // Forgotten in the meantime, and not brought back.
    expect(find(two, 'runtime.person', 'q-ed')).toBeUndefined();
    expect(find(two, 'runtime.person', 'q-cy')).toBeDefined();
    expect(find(one, 'coffee.met', 'p-ana/p-bo')).toEqual({ times: 3 });
    const all = JSON.stringify([one.records, two.records]);
    expect(all).not.toContain('p-bo/q-cy');
    expect(all).not.toContain('slack:T1#C1/q-cy');
    expect(JSON.stringify(one)).not.toContain('G1');
    expect(JSON.stringify(two)).not.toContain('T1');
  });
});

/** Rows of every shape, over a handful of people, some of whom have the same address on both sides. */
const rows = (prefix: string, workspace: string) => {
  const person = fc.integer({ min: 0, max: 3 }).map((n) => `${prefix}-${n}`);
  const place = fc.integer({ min: 1, max: 2 }).map((n) => `${workspace}#C${n}`);
  return fc.uniqueArray(
    fc.oneof(
      fc.tuple(person, fc.nat(3)).map(([id, n]) => row('coffee.latest', id, { n, group: `${workspace}#C1/x` })),
      fc.tuple(person, person).map(([a, b]) => row('coffee.met', `${a}/${b}`, { asked: [a] })),
      fc.tuple(place, person).map(([at, id]) => row('coffee.participant', `${at}/${id}`, { by: id })),
      fc.tuple(person, person).map(([id, other]) => row('coffee.avoid', id, { people: [other] }, true)),
      fc
        .tuple(place, person)
        .map(([at, id]) => row('checkin.answer', `${at}/2026-12-01/${id}`, { value: 'word' }, true)),
      fc.tuple(person, person).map(([id, other]) => row('note', `${id}/${other}`, { text: 'word' }, true)),
      fc.nat(2).map((n) => row('runtime.change', `0000000${n}`, { by: `${prefix}-0`, lines: [] })),
      fc.nat(2).map((n) => row('tea.custom', `name${n}`, { words: prefix })),
      fc.nat(2).map((n) => row('coffee.group', `meet/2026-12-01/${n}`, { people: [`${prefix}-0`, `${prefix}-1`] })),
    ),
    { maxLength: 24, selector: ({ collection, key }) => `${collection} ${key}` },
  );
};
const side = (org: OrgId, prefix: string, workspace: string) =>
  fc
    .tuple(rows(prefix, workspace), fc.subarray(['ana', 'bo', 'cy', 'di', 'ed', 'flo'], { minLength: 4, maxLength: 4 }))
    .map(([records, names]) =>
      organisation(org, [
        ...names.flatMap((name, index) =>
          coworker(workspace, `${prefix}-${index}`, name, index ? {} : { country: 'PT' }),
        ),
        ...records,
      ]),
    );

test('linking and undo, with nothing in between, give both back to the byte', () => {
  let joined = 0;
  fc.assert(
    fc.property(side(A, 'p', T1), side(B, 'q', G1), (ours, theirs) => {
      const linked = together([ours, theirs], agreement);
      joined += linked.pairings.length;

      expect(apart(linked.holdings).holdings.map(sorted)).toEqual([ours, theirs].map(sorted));
    }),
    { numRuns: 200, seed: 7 },
  );
  expect(joined).toBeGreaterThan(200);
});
