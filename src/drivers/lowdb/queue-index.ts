import { rankOf } from '../../core/delivery.ts';
import type { OrgId, WorkspaceId } from '../../core/ids.ts';
import type { Backlog } from '../../ports/delivery-queue.ts';
import type { Instant } from '../../time/zoned.ts';
import type { DeliveryRow } from './deliveries.ts';
import { byCodeUnit, SortedList } from './sorted-list.ts';

/** A delivery that waits to be handed out. `isLost`: an earlier process took it and never settled it. */
export interface Waiting {
  readonly org: OrgId;
  readonly key: string;
  readonly workspace: WorkspaceId;
  readonly notBefore: Instant;
  readonly rank: number;
  readonly expiresAt: Instant;
  readonly isLost: boolean;
}

/** One workspace's deliveries: what waits, in order, and how many this process has handed out. */
class Lane {
  readonly waiting = new SortedList<Waiting>(compareWaiting);
  readonly workspace: WorkspaceId;
  inFlight = 0;

  constructor(workspace: WorkspaceId) {
    this.workspace = workspace;
  }
}

/** The order of handing out. */
export function compareWaiting(a: Waiting, b: Waiting): number {
  return a.notBefore - b.notBefore || a.rank - b.rank || byCodeUnit(a.key, b.key) || byCodeUnit(a.org, b.org);
}

/** What all organisations owe, in memory, in the order in which it is handed out; kept in step by `changed`. */
export class QueueIndex {
  readonly #lanes = new Map<WorkspaceId, Lane>();
  /** Lanes in which something waits, by their first. */
  readonly #heads = new SortedList<Lane>(compareLanes);
  readonly #held = new Set<string>();

  get inFlight(): number {
    return this.#held.size;
  }

  /** Whether this process has handed it out and not settled it. */
  isHeld(org: OrgId, key: string): boolean {
    return this.#held.has(heldName(org, key));
  }

  soonest(): Instant | undefined {
    return this.#heads.first()?.waiting.first()?.notBefore;
  }

  /** Counts what waits; looks only at workspaces with something due. */
  backlog(now: Instant, lateBefore: Instant): Backlog {
    const oldest = this.soonest();
    let [due, late] = [0, 0];
    for (const { waiting } of this.#heads) {
      if ((waiting.first()?.notBefore ?? now) > now) break;
      for (const { notBefore } of waiting) {
        if (notBefore > now) break;
        due++;
        if (notBefore < lateBefore) late++;
      }
    }
    return { due, late, inFlight: this.inFlight, ...(oldest !== undefined && oldest <= now && { oldest }) };
  }

  /** What may be handed out now, in order, and what came too late to be; looks only at workspaces with something due. */
  due(now: Instant, limit: number, perWorkspace: number): { due: readonly Waiting[]; late: readonly Waiting[] } {
    const due: Waiting[] = [];
    const late: Waiting[] = [];
    for (const { waiting, inFlight } of this.#heads) {
      if ((waiting.first()?.notBefore ?? now) > now) break;
      let room = Math.min(limit, perWorkspace - inFlight);
      for (const one of waiting) {
        if (one.notBefore > now || room <= 0) break;
        if (one.expiresAt <= now) {
          late.push(one);
          continue;
        }
        due.push(one);
        room--;
      }
    }
    return { due: due.sort(compareWaiting).slice(0, Math.max(0, limit)), late };
  }

  /** Follows one committed change. One that is already being sent when the store is opened waits, as lost. */
  changed(org: OrgId, key: string, before: DeliveryRow | undefined, after: DeliveryRow | undefined): void {
    // Taken back and owed anew in one commit, it may have moved to another workspace.
    if (before) this.#change(before.workspace, (lane) => this.#leave(lane, org, key, before));
    if (!after || !isOpen(after)) return;
    this.#change(after.workspace, (lane) => {
      if (after.state === 'sending' && before) this.#hold(lane, org, key);
      else lane.waiting.add(waitingOf(org, key, after));
    });
  }

  #change(workspace: WorkspaceId, act: (lane: Lane) => void): void {
    const lane = this.#lanes.get(workspace) ?? new Lane(workspace);
    this.#lanes.set(workspace, lane);
    if (lane.waiting.first()) this.#heads.delete(lane);
    act(lane);
    if (lane.waiting.first()) this.#heads.add(lane);
    else if (lane.inFlight === 0) this.#lanes.delete(workspace);
  }

  #hold(lane: Lane, org: OrgId, key: string): void {
    this.#held.add(heldName(org, key));
    lane.inFlight++;
  }

  #leave(lane: Lane, org: OrgId, key: string, before: DeliveryRow): void {
    if (this.#held.delete(heldName(org, key))) lane.inFlight--;
    else if (isOpen(before)) lane.waiting.delete(waitingOf(org, key, before));
  }
}

function compareLanes(a: Lane, b: Lane): number {
  const [first, second] = [a.waiting.first(), b.waiting.first()];
  return (first && second && compareWaiting(first, second)) || byCodeUnit(a.workspace, b.workspace);
}

function waitingOf(org: OrgId, key: string, row: DeliveryRow): Waiting {
  const { workspace, notBefore, kind, state } = row;
  const expiresAt = row.expiresAt ?? notBefore;
  return { org, key, workspace, notBefore, rank: rankOf(kind), expiresAt, isLost: state === 'sending' };
}

const isOpen = ({ state }: DeliveryRow) => state === 'pending' || state === 'sending';
const heldName = (org: OrgId, key: string) => `${org}\0${key}`;
