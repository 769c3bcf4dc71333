import { z } from 'zod';
import type { OrgId, WorkspaceId } from '../../core/ids.ts';
import { collection } from '../../ports/collection.ts';
import { schema } from '../../ports/schema.ts';
import type { Collection } from '../../ports/storage.ts';

const org = z.string().min(1) as unknown as z.ZodType<OrgId>;
const workspace = z.string().min(1) as unknown as z.ZodType<WorkspaceId>;
const admin = { by: schema.person, account: schema.account, at: schema.instant };

/** Codes that were given out, by code. `takenBy` is who came with it. */
export const offers = collection('link.offer', z.object({ ...admin, takenBy: org.optional() }));

/** The code an admin came with, until the other side is found. One row, under `now`. */
export const requests = collection('link.request', z.object({ ...admin, code: z.string() }));

/** When codes were tried, so that nobody tries them all. One row, under `now`. */
export const tries = collection('link.tries', z.object({ at: z.array(schema.instant) }));

const viewSchema = z.object({
  workspaces: z.array(workspace),
  members: z.number().int(),
  guests: z.number().int(),
  zone: schema.zone,
  /** Who asks on that side. */
  admin: z.string(),
});
/** What one side's admin is shown of the other: counts, and the name of whom they talk to. */
export type View = z.infer<typeof viewSchema>;

const dealSchema = z.object({
  ...admin,
  role: z.enum(['inviter', 'invited']),
  other: org,
  code: z.string(),
  view: viewSchema,
  /** How many full members have one address on both sides, by its domain. */
  common: z.array(z.object({ domain: z.string(), people: z.number().int() })),
  /** Set once the admin of this side has said yes. */
  domains: z.array(z.string()).optional(),
  /** At the inviter's: what the other admin said yes to, through which account. */
  theirs: z.object({ domains: z.array(z.string()), account: schema.account }).optional(),
});
export type Deal = z.infer<typeof dealSchema>;
/** What two admins look at, kept on either side until both have said yes. One row, under `now`. */
export const deals = collection<Deal>('link.deal', dealSchema);

const linkSchema = z.object({
  /** The accounts that are told when it is taken apart: both admins', and whoever asks for it. */
  told: z.array(schema.account),
  at: schema.instant,
  workspaces: z.array(workspace),
  joined: z.number().int(),
});
/** What was linked, by the organisation that was taken in. */
export type Link = z.infer<typeof linkSchema>;
export const links = collection<Link>('link.link', linkSchema);

/** Who has been told that they were joined, by the id that joined. */
export const told = collection('link.told', z.object({ at: schema.instant }));

export const collections: readonly Collection<unknown>[] = [offers, requests, tries, deals, links, told];

/** The key of what there is one of. */
export const now = 'now';
export const codeMinutes = 10;
export const dealMinutes = 15;
export const undoDays = 7;
