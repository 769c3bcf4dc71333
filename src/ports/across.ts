import type { OrgId, PersonId, WorkspaceId } from '../core/ids.ts';
import type { Instant } from '../time/zoned.ts';
import type { ReadContext, WorkContext } from './context.ts';
import type { Joined } from './linking.ts';

/** What both admins agreed on when they linked. */
export interface Terms {
  readonly by: PersonId;
  /** Domains in both admins' lists: the same address there is the same person. */
  readonly domains: readonly string[];
}

/** Work over several organisations, which no transaction of one of them can do. */
export interface Across {
  organisations(): AsyncIterable<OrgId>;
  workspacesOf(org: OrgId): Promise<readonly WorkspaceId[]>;
  read<Answer>(org: OrgId, work: (ctx: ReadContext) => Promise<Answer>): Promise<Answer>;
  /** A transaction of one of them, with everything a handler may do but answer somebody. */
  transaction<Answer>(org: OrgId, work: (ctx: WorkContext) => Promise<Answer>): Promise<Answer>;
  /** Takes an organisation into the inviter's; once only, however often it is asked. `busy`: ask again in a while. */
  link(inviter: OrgId, invited: OrgId, terms: Terms): Promise<'done' | 'busy'>;
  /** Takes it out again with all that is its own; nothing where that has been done. */
  unlink(inviter: OrgId, invited: OrgId): Promise<'done' | 'busy'>;
  /** Drops what only undo needs. */
  settleLink(inviter: OrgId, invited: OrgId): Promise<void>;
  /** Joins who has come to both sides since, by the same rule. */
  joinMore(inviter: OrgId, invited: OrgId): Promise<void>;
  /** Who was found to be one coworker of an organisation that came. */
  joined(inviter: OrgId, invited: OrgId): Promise<readonly Joined[]>;
}

/**
 * Work that a feature wakes by `tx.wake('NAME/SUBJECT', at)` and that may do I/O. It is asked again until it lets the wake
 * go, so each step of it has to bear being done twice.
 */
export type Errand = (across: Across, errand: { org: OrgId; subject: string; now: Instant }) => Promise<void>;
