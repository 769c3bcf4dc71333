import { z } from 'zod';
import type { OrgId, WorkspaceId } from '../../core/ids.ts';
import { collection } from '../../ports/collection.ts';
import { schema } from '../../ports/schema.ts';
import { personRows } from '../person-record.ts';

const workspace = z.string().min(1) as unknown as z.ZodType<WorkspaceId>;
const person = z.custom<ReturnType<typeof personRows.parse>>((value) => personRows.parse(value) !== undefined);

const linkedSchema = z.object({
  workspaces: z.array(workspace),
  at: schema.instant,
  by: schema.person.optional(),
  /** In both admins' lists: whoever comes later is joined by the same rule. */
  domains: z.array(z.string()),
  /** Rows that came along and name nobody of either side alone, as `collection` and `key`. */
  came: z.array(z.tuple([z.string(), z.string()])),
  /** Seven days are over: it can't be taken apart as a whole any more. */
  isFinal: z.boolean(),
});
/** An organisation that was taken in, keyed by its id. */
export type Linked = z.infer<typeof linkedSchema>;
export const linkedRows = collection<Linked>('runtime.linked', linkedSchema);

const joinSchema = z.object({
  into: schema.person,
  from: schema.person,
  /** Those that `from` brought along. */
  accounts: z.array(schema.account),
  /** The organisation it came with. */
  org: z.string() as unknown as z.ZodType<OrgId>,
  /** Whose accounts have said that the others are theirs too: only then what is sealed on that side shows on the other. */
  hasInto: z.boolean(),
  hasFrom: z.boolean(),
  /** Both as they were before. */
  before: z.object({ into: person, from: person }),
});
/** Two ids that are one coworker, keyed `into/from`. Sealed, since it holds what both were. */
export type Join = z.infer<typeof joinSchema>;
export const joinRows = collection<Join>('runtime.join', joinSchema, { sealed: true });
export const joinKey = ({ into, from }: Pick<Join, 'into' | 'from'>) => `${into}/${from}`;

/** What was under a key that both sides had, keyed by the organisation it belongs to and a number, until undo or seven days later. */
export const asideRows = collection(
  'runtime.aside',
  z.object({ collection: z.string(), key: z.string(), json: z.string(), isSealed: z.boolean() }),
  { sealed: true },
);

/** Two ids that somebody said are not one person, keyed `into/from`: they are not joined again. */
export const apartRows = collection('runtime.apart', z.object({ org: z.string() as unknown as z.ZodType<OrgId> }));

/** What linking itself keeps. */
export const linkingCollections = [linkedRows, joinRows, asideRows, apartRows];
