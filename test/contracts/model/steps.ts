import fc from 'fast-check';
import type { Delivery, Settlement } from '../../../src/core/delivery.ts';
import { type OrgId, workspaceId } from '../../../src/core/ids.ts';
import type { Instant } from '../../../src/time/zoned.ts';
import { A, at, B, owed } from '../store-under-test.ts';

/** Where histories happen. */
export const orgs = [A, B] as const;

/** What a transaction may do, as data, so that store and model are told the same. */
export type Write =
  | { readonly kind: 'insert' | 'put'; readonly key: string; readonly value: number }
  | { readonly kind: 'remove'; readonly key: string }
  | { readonly kind: 'enqueue'; readonly delivery: Delivery }
  | { readonly kind: 'cancel'; readonly prefix: string }
  | { readonly kind: 'prune'; readonly before: Instant }
  | { readonly kind: 'wake'; readonly schedule: string; readonly at: Instant | undefined };

/** One step of a history. */
export type Step =
  | { readonly kind: 'transaction'; readonly org: OrgId; readonly writes: readonly Write[]; readonly throws: boolean }
  | { readonly kind: 'take'; readonly now: Instant; readonly limit: number; readonly perWorkspace: number }
  | {
      readonly kind: 'settle';
      readonly org: OrgId;
      readonly key: string;
      readonly outcome: Settlement;
      readonly at: Instant;
    }
  | { readonly kind: 'reopen' | 'crash' }
  | { readonly kind: 'erase'; readonly org: OrgId };

const instants = fc.integer({ min: 0, max: 20 }).map(at);
const keys = fc.constantFrom('', 'a', 'a/1', 'a/2', 'b', 'ä');
const deliveries = fc.record({
  key: keys,
  workspace: fc.constantFrom('slack:T1', 'slack:T2').map(workspaceId),
  kind: fc.constantFrom('intro', 'prompt', 'nudge', 'tip'),
  notBefore: instants,
}) satisfies fc.Arbitrary<Partial<Delivery>>;
const writes: fc.Arbitrary<Write> = fc.oneof(
  fc.record({ kind: fc.constantFrom('insert', 'put'), key: keys, value: fc.nat(9) }),
  fc.record({ kind: fc.constant('remove'), key: keys }),
  {
    weight: 3,
    arbitrary: deliveries.map(({ key, ...rest }) => ({ kind: 'enqueue' as const, delivery: owed(key, rest) })),
  },
  fc.record({ kind: fc.constant('cancel'), prefix: keys }),
  fc.record({ kind: fc.constant('prune'), before: instants }),
  fc.record({ kind: fc.constant('wake'), schedule: keys, at: fc.option(instants, { nil: undefined }) }),
);
const outcomes: fc.Arbitrary<Settlement> = fc.oneof(
  fc.constant<Settlement>({ kind: 'posted', ref: { ts: '1' } }),
  fc.constant<Settlement>({ kind: 'refused', reason: 'no' }),
  fc.constantFrom<Settlement>({ kind: 'unknown' }, { kind: 'expired' }),
  fc.record({ kind: fc.constantFrom('later', 'postponed'), at: instants }),
);
const org = fc.constantFrom(...orgs);
/** Any step. */
export const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('transaction'),
      org,
      writes: fc.array(writes, { maxLength: 8 }),
      throws: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('take'), now: instants, limit: fc.nat(5), perWorkspace: fc.constant(2) }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('settle'), org, key: keys, outcome: outcomes, at: instants }) },
  fc.record({ kind: fc.constantFrom('reopen', 'crash') }),
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('erase'), org }) },
);
