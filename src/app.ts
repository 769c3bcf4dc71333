import type { OrgId, PersonId, WorkspaceId } from './core/ids.ts';
import type { Interaction, WorkspaceEvent } from './core/interaction.ts';
import type { Json } from './core/json.ts';
import type { Reply } from './core/reply.ts';
import type { Feature, GivenFile, Table } from './ports/feature.ts';
import type { Tx } from './ports/storage.ts';
import { eventRows, handle } from './runtime/bot.ts';
import { budgetRows } from './runtime/budget.ts';
import { changeCollections } from './runtime/changes.ts';
import { readContext, rescheduleAll, workContext } from './runtime/context.ts';
import { erasureRows, finishErasures, forgetPerson } from './runtime/forgetting.ts';
import { createHomes, type Homes } from './runtime/homes.ts';
import { exportOf } from './runtime/house.ts';
import { housekeepingSchedule, keepHouse, startHousekeeping } from './runtime/housekeeping.ts';
import type { Kit } from './runtime/kit.ts';
import { errandsOf } from './runtime/linking/across.ts';
import { linkingCollections } from './runtime/linking/records.ts';
import { observe } from './runtime/observe.ts';
import { linkRows, takeFile } from './runtime/one-use-links.ts';
import { createOutbox, type Outbox } from './runtime/outbox.ts';
import {
  accountRows,
  adminRows,
  aliasRows,
  channelRows,
  memberRows,
  personRows,
  quietRows,
} from './runtime/person-record.ts';
import { problemRows } from './runtime/problems.ts';
import { proposalRows } from './runtime/proposals.ts';
import { referenceRows } from './runtime/references.ts';
import { createRegistry } from './runtime/registry.ts';
import { removalSchedule, removeDue } from './runtime/removal.ts';
import { failureRows, tick } from './runtime/scheduler.ts';
import { claimRows } from './runtime/schedules.ts';
import { settingsRows } from './runtime/settings.ts';
import { exportSettings, importSettings, type SettingsFile } from './runtime/settings-file.ts';
import { holdSync, syncDue, syncRows, syncSchedule, syncWorkspace } from './runtime/sync.ts';
import { tokenRows } from './runtime/tokens.ts';
import { type UpcomingItem, upcoming } from './runtime/upcoming.ts';
import type { Instant } from './time/zoned.ts';

/** What the app is built on; everything else is its own. */
export type AppPorts = Omit<Kit, 'registry'>;

/** The whole bot without I/O of its own: what `main` serves and what scenarios drive. */
export interface App {
  handle(interaction: Interaction): Promise<Reply>;
  observe(event: WorkspaceEvent): Promise<void>;
  /** Runs what is due by the clock, then posts what is owed by then; both until nothing is left. */
  settle(): Promise<void>;
  /** The same in real time: starts what is due and does not wait for platforms that are slow. */
  beat(): Promise<void>;
  /** Begins to draw the homes that a deed may have changed, and waits for nothing. */
  showHomes(): void;
  /** The next instant at which something is due, or undefined. */
  nextInstant(): Promise<Instant | undefined>;
  upcoming(workspace: WorkspaceId): Promise<readonly UpcomingItem[]>;
  /** What a feature keeps as rows, such as `introductions`; undefined where no feature has a table of that name. */
  table(workspace: WorkspaceId, name: string): Promise<Table | undefined>;
  sync(workspace: WorkspaceId): Promise<void>;
  /** At start: looks at every schedule anew, since zone data may have changed, and finishes erasures a crash cut off. */
  wakeAll(): Promise<void>;
  exportPerson(org: OrgId, person: PersonId): Promise<Readonly<Record<string, Json>>>;
  forgetPerson(org: OrgId, person: PersonId): Promise<void>;
  exportSettings(org: OrgId): Promise<SettingsFile>;
  importSettings(org: OrgId, file: unknown): Promise<readonly string[]>;
  /** The file behind a one-use link; undefined where it is used, old or made up. */
  takeFile(link: string): Promise<GivenFile | undefined>;
  /** Applies a file an admin brought, whole; answers what was done, undefined where no feature takes one of that name. */
  applyImport(org: OrgId, name: string, text: string): Promise<string | undefined>;
}

const ownCollections = [
  ...changeCollections,
  ...[settingsRows, personRows, accountRows, adminRows, channelRows, memberRows, quietRows, syncRows],
  ...[budgetRows, eventRows, claimRows, failureRows, problemRows, proposalRows, linkRows, erasureRows],
  ...[tokenRows, referenceRows, aliasRows, ...linkingCollections],
];

/** Puts the bot together from its ports and features. */
export function createApp(ports: AppPorts, features: readonly Feature[]): App {
  const kit: Kit = { ...ports, registry: createRegistry(features, ownCollections) };
  const outside = new Map([
    [syncSchedule, (wake: Parameters<typeof syncDue>[1], now: Instant) => syncDue(kit, wake, now)],
    [removalSchedule, (wake: Parameters<typeof removeDue>[1], now: Instant) => removeDue(kit, wake, now)],
    [housekeepingSchedule, (wake: Parameters<typeof keepHouse>[1], now: Instant) => keepHouse(kit, wake, now)],
    ...errandsOf(kit),
  ]);
  const outbox = createOutbox(kit);
  const homes = createHomes(kit);
  const inRealTime = new Map(outside).set(syncSchedule, syncBeside(kit));
  const now = () => kit.clock.now();
  return {
    async handle(interaction) {
      const reply = await handle(kit, interaction);
      const { workspace, actor } = interaction;
      if (interaction.kind === 'home') homes.opened(workspace, actor.account);
      else homes.acted(workspace, actor.account);
      return reply;
    },
    observe: (event) => observe(kit, event),
    async settle() {
      do {
        await tick(kit, now(), outside);
      } while ((await outbox.drain()) > 0);
      await homes.drain();
    },
    beat: async () => {
      await tickAndStart(kit, outbox, inRealTime);
      homes.start();
    },
    showHomes: homes.start,
    nextInstant: () => nextInstant(kit, homes),
    async sync(workspace) {
      await syncWorkspace(kit, workspace);
      await startHousekeeping(kit, await kit.installations.orgOf(workspace));
    },
    wakeAll: () => wakeAll(kit),
    ...recordsOf(kit),
  };
}

type OutsideChats = 'upcoming' | 'table' | 'takeFile' | 'applyImport' | 'exportSettings' | 'importSettings';

/** What is kept, planned and set, as it is asked for outside of any chat. */
function recordsOf(kit: Kit): Pick<App, OutsideChats | 'exportPerson' | 'forgetPerson'> {
  const now = () => kit.clock.now();
  return {
    async upcoming(workspace) {
      const org = await kit.installations.orgOf(workspace);
      return kit.storage.read(org, async (reads) => upcoming(kit.registry, await readContext(kit, reads, now())));
    },
    table: (workspace, name) => readTable(kit, workspace, name),
    exportPerson: (org, person) =>
      kit.storage.read(org, async (reads) => exportOf(kit.registry, await readContext(kit, reads, now()), person)),
    async forgetPerson(org, person) {
      await kit.storage.transaction(org, async (tx) => forgetPerson(kit, await workContext(kit, tx, now()), person));
      await finishErasures(kit, org);
    },
    exportSettings: (org) =>
      kit.storage.read(org, async (reads) => exportSettings(kit.registry, await readContext(kit, reads, now()))),
    takeFile: (link) => takeFile(kit, link),
    applyImport: (org, name, text) =>
      kit.storage.transaction(org, async (tx) => {
        const work = await workContext(kit, tx, now());
        const done = await kit.registry.imports.get(name)?.apply(work, text);
        await work.finish(undefined);
        return done;
      }),
    importSettings: (org, file) => kit.storage.transaction(org, (tx) => importInto(kit, tx, file)),
  };
}

async function readTable(kit: Kit, workspace: WorkspaceId, name: string): Promise<Table | undefined> {
  const org = await kit.installations.orgOf(workspace);
  const [make] = kit.registry.features.flatMap((feature) => feature.tables?.[name] ?? []);
  return kit.storage.read(org, async (reads) => make?.(await readContext(kit, reads, kit.clock.now())));
}

async function importInto(kit: Kit, tx: Tx, file: unknown): Promise<readonly string[]> {
  const work = await workContext(kit, tx, kit.clock.now());
  const changed = await importSettings(kit.registry, work, file);
  await work.finish(undefined);
  return changed;
}

/** Reading a directory may take hours at its platform's pace: it is begun, and nothing waits for it. */
const syncBeside = (kit: Kit) => async (wake: Parameters<typeof syncDue>[1], now: Instant) => {
  await holdSync(kit, wake, now);
  void syncDue(kit, wake, now).catch((cause) => kit.log.error('sync.failed', { schedule: wake.schedule }, cause));
};

/** Posting does not wait for a long tick: what the first round owes goes out while the next one is planned. */
async function tickAndStart(kit: Kit, outbox: Outbox, outside: Parameters<typeof tick>[2]): Promise<void> {
  const start = () => void outbox.start().catch((cause) => kit.log.error('outbox.failed', {}, cause));
  start();
  await tick(kit, kit.clock.now(), outside, start);
  await outbox.start();
}

async function nextInstant({ storage, queue }: Kit, homes: Homes): Promise<Instant | undefined> {
  const instants = [...(await Promise.all([storage.nextWake(), queue.next()])), homes.next()];
  return instants.reduce((soonest, at) => (at === undefined || (soonest ?? at) < at ? soonest : at), undefined);
}

async function wakeAll(kit: Kit): Promise<void> {
  let cursor: string | undefined;
  do {
    const page = await kit.storage.organisations(cursor);
    for (const org of page.orgs) {
      await finishErasures(kit, org);
      await kit.storage.transaction(org, async (tx) => rescheduleAll(kit, await workContext(kit, tx, kit.clock.now())));
    }
    cursor = page.cursor;
  } while (cursor !== undefined);
}
