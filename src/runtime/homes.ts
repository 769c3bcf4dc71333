import type { AccountId, WorkspaceId } from '../core/ids.ts';
import { type Instant, plus } from '../time/zoned.ts';
import { drawHome } from './bot.ts';
import { type Kit, platformFor } from './kit.ts';

/** Homes opened longer ago are drawn when they are opened again, and no sooner. */
const followedMinutes = 60;
const mostFollowed = 1_000;
/** How soon an open home shows what somebody else did. */
const sweepSeconds = 60;

/**
 * People's homes, drawn again after what changes them: at once after their own deeds, and while they are open within a
 * minute after anybody else's. However much happens meanwhile, a home is drawn once, and never twice the same.
 */
export interface Homes {
  /** Somebody opened theirs. */
  opened(workspace: WorkspaceId, account: AccountId): void;
  /** Somebody did something, which their home may tell of. */
  acted(workspace: WorkspaceId, account: AccountId): void;
  /** Begins to draw what is stale, and waits for nothing: a slow workspace holds up its own homes only. */
  start(): void;
  /** Looks at every open home and draws until none is stale but those that their platform wants later. */
  drain(): Promise<void>;
  /** When the soonest of these may be drawn, or undefined. */
  next(): Instant | undefined;
}

/** One workspace's stale homes, drawn one after another. */
interface Lane {
  readonly workspace: WorkspaceId;
  readonly stale: Set<AccountId>;
  notBefore: Instant;
  drawing: Promise<void> | undefined;
}

interface Followed {
  readonly workspace: WorkspaceId;
  readonly until: Instant;
  /** What is on the screen, where that is known. */
  shown?: string;
}

/** The homes that one process draws. */
export function createHomes(kit: Kit): Homes {
  const lanes = new Map<WorkspaceId, Lane>();
  const followed = new Map<AccountId, Followed>();
  let swept = 0 as Instant;
  const now = () => kit.clock.now();

  const acted = (workspace: WorkspaceId, account: AccountId) => {
    const lane = lanes.get(workspace) ?? { workspace, stale: new Set(), notBefore: now(), drawing: undefined };
    lanes.set(workspace, lane);
    lane.stale.add(account);
  };
  const sweep = () => {
    swept = now();
    for (const [account, { workspace, until }] of followed) {
      if (until > swept) acted(workspace, account);
      else followed.delete(account);
    }
  };
  const drawAll = async (lane: Lane): Promise<void> => {
    for (const account of lane.stale) {
      if (lane.notBefore > now()) return;
      lane.stale.delete(account);
      const at = await show(kit, lane.workspace, account, followed.get(account));
      if (at === undefined) continue;
      lane.notBefore = at > now() ? at : plus(now(), { seconds: 1 });
      lane.stale.add(account);
    }
  };
  const draw = (lane: Lane): Promise<void> => {
    lane.drawing ??= drawAll(lane)
      .catch((cause: unknown) => kit.log.error('home.failed', { workspace: lane.workspace }, cause))
      .finally(() => {
        lane.drawing = undefined;
        if (lane.stale.size === 0) lanes.delete(lane.workspace);
      });
    return lane.drawing;
  };
  const ready = () => [...lanes.values()].filter(({ stale, notBefore }) => stale.size > 0 && notBefore <= now());
  return {
    acted,
    opened(workspace, account) {
      follow(followed, workspace, account, plus(now(), { minutes: followedMinutes }));
      acted(workspace, account);
    },
    start() {
      if (now() >= plus(swept, { seconds: sweepSeconds })) sweep();
      for (const lane of ready()) void draw(lane);
    },
    async drain() {
      sweep();
      for (let some = ready(); some.length > 0; some = ready()) await Promise.all(some.map(draw));
    },
    next() {
      const instants = [...lanes.values()].filter(({ stale }) => stale.size > 0).map(({ notBefore }) => notBefore);
      return instants.length === 0 ? undefined : (Math.min(...instants) as Instant);
    },
  };
}

/** Those opened last are followed; what was shown is still known when it is opened again. */
function follow(followed: Map<AccountId, Followed>, workspace: WorkspaceId, account: AccountId, until: Instant): void {
  const { shown } = followed.get(account) ?? {};
  followed.delete(account);
  followed.set(account, { workspace, until, ...(shown !== undefined && { shown }) });
  const [oldest] = followed.keys();
  if (followed.size > mostFollowed && oldest !== undefined) followed.delete(oldest);
}

/** Draws one home where it differs from what is shown; answers when to try again, if its platform is to be asked later. */
async function show(
  kit: Kit,
  workspace: WorkspaceId,
  account: AccountId,
  followed: Followed | undefined,
): Promise<Instant | undefined> {
  const home = await drawHome(kit, workspace, account);
  const drawn = JSON.stringify(home);
  if (!home || followed?.shown === drawn) return undefined;
  const outcome = await platformFor(kit, workspace).chat.showHome(workspace, account, home);
  if (outcome.kind === 'later') return outcome.at;
  if (outcome.kind === 'posted' && followed) followed.shown = drawn;
  return undefined;
}
