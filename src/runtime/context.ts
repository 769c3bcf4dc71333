import type { OrgId, PersonId } from '../core/ids.ts';
import type { Change, ReadContext, WorkContext } from '../ports/context.ts';
import type { Schedule } from '../ports/feature.ts';
import type { Reads, Tx } from '../ports/storage.ts';
import type { Instant } from '../time/zoned.ts';
import { type ChangeLine, undoableLines, writeEntry } from './changes.ts';
import type { Kit } from './kit.ts';
import { chooseFor, peopleOf } from './people.ts';
import { keepProblem, settleProblems } from './problems.ts';
import { nextWake, wakeKey } from './schedules.ts';
import { owe, redraw } from './sending.ts';
import { readSettingsRow, settingsOf, settingsRows } from './settings.ts';

/** A work context with what the runtime itself needs of it. */
export interface Work extends WorkContext {
  /** Writes the log entry of all changes so far; call once, at the end of the transaction. */
  finish(by: PersonId | undefined): Promise<void>;
  undo(number: number): Promise<void>;
  /** Those erased in this transaction, whose bytes the store drops after it. */
  readonly forgotten: PersonId[];
  /** Whether the store is to drop earlier values once this is kept: `dropHistory` does. */
  mustForget(): boolean;
}

/** Reads of one organisation for features. */
export async function readContext(
  kit: Pick<Kit, 'random' | 'calendarLinks'>,
  reads: Reads,
  now: Instant,
): Promise<ReadContext> {
  const settings = settingsOf(await readSettingsRow(reads));
  return {
    org: reads.org,
    now,
    reads,
    settings,
    people: peopleOf(reads, settings),
    random: kit.random,
    calendarLinks: kit.calendarLinks,
  };
}

/** One transaction's work for features. */
export async function workContext(kit: Kit, tx: Tx, now: Instant): Promise<Work> {
  const base = await readContext(kit, tx, now);
  const lines: ChangeLine[] = [];
  let mustForget = false;
  const work: Work = {
    ...base,
    tx,
    favours: favoursOf(kit.registry),
    send: (outgoing) => owe(kit, tx, base.people, now, outgoing),
    cancel: (prefix) => tx.cancel(prefix),
    redraw: (prefix, message) => redraw(tx, now, kit.random.id(), prefix, message),
    async change<Row>(change: Change<Row>) {
      const before = await tx.get(change.collection, change.key);
      await store(tx, change);
      lines.push({
        collection: change.collection.name,
        key: change.key,
        before,
        after: change.after,
        what: change.what,
        was: change.was,
        is: change.is,
        undoBy: change.undoBy,
      });
      await follow(kit, work, change.collection.name, change.key, before, change.after);
    },
    async reschedule(name, subject) {
      const schedule = kit.registry.schedules.get(name);
      if (schedule) await rescheduleOne(work, schedule, subject);
    },
    async problem(key, what, cure) {
      await keepProblem(tx, now, key, what, cure);
    },
    settleProblems: (prefix, still = []) => settleProblems(tx, prefix, still),
    async choose(person, choices) {
      await chooseFor(tx, person, choices);
      const chosen = await base.people.get(person);
      await followPeople(kit, work);
      if (!chosen) throw new Error('a person chose who is not known');
      return chosen;
    },
    async finish(by) {
      if (lines.length > 0) await writeEntry(tx, now, by, lines.splice(0));
    },
    undo: (number) => undo(kit, work, number),
    forgotten: [],
    forgetHistory() {
      mustForget = true;
    },
    mustForget: () => mustForget,
  };
  return work;
}

/** Whoever does it: the first feature that introduces somebody, and what all of them suggest. */
function favoursOf({ features }: Pick<Kit['registry'], 'features'>): WorkContext['favours'] {
  return {
    async buddyFor(ctx, newcomer, but) {
      for (const { favours } of features) {
        const buddy = await favours?.buddyFor?.(ctx, newcomer, but);
        if (buddy !== undefined) return buddy;
      }
      return undefined;
    },
    async suggestionsFor(ctx, person) {
      const all = features.map(async ({ favours }) => (await favours?.suggestionsFor?.(ctx, person)) ?? []);
      return (await Promise.all(all)).flat();
    },
    async grant(ctx, wish) {
      for (const { favours } of features) {
        const said = await favours?.grant?.(ctx, wish);
        if (said !== undefined) return said;
      }
      return undefined;
    },
  };
}

async function store<Row>(tx: Tx, change: Change<Row>): Promise<void> {
  if (change.after === undefined) await tx.remove(change.collection, change.key);
  else await tx.put(change.collection, change.key, change.after);
}

/** What hangs on a record that changed: its schedules, or all of them where the organisation's calendar did. */
async function follow(kit: Kit, work: Work, name: string, key: string, before: unknown, after: unknown): Promise<void> {
  for (const schedule of kit.registry.schedulesOn(name)) {
    await schedule.changed?.(work, key, before, after);
    await rescheduleOne(work, schedule, key);
  }
  if (name === settingsRows.name) await rescheduleAll(kit, work);
}

/** Wakes every subject of every schedule anew, since settings or zone data may have moved them. */
export async function rescheduleAll(kit: Pick<Kit, 'registry'>, work: WorkContext): Promise<void> {
  const settings = settingsOf(await readSettingsRow(work.tx));
  for (const schedule of kit.registry.schedules.values()) {
    for (const { key } of await work.tx.list(schedule.subjects)) {
      await rescheduleOne({ ...work, settings, people: peopleOf(work.tx, settings) }, schedule, key);
    }
  }
}

/** People came, went or moved: what hangs on that is looked at anew. */
export async function followPeople(kit: Pick<Kit, 'registry'>, work: WorkContext): Promise<void> {
  for (const schedule of kit.registry.schedules.values()) {
    if (schedule.followsPeople !== true) continue;
    for (const { key } of await work.tx.list(schedule.subjects)) await rescheduleOne(work, schedule, key);
  }
}

/** After the commit. That it did not work is nobody's trouble who acted: the store comes to it by itself in time. */
export async function dropHistory(kit: Pick<Kit, 'storage' | 'log'>, org: OrgId): Promise<void> {
  await kit.storage.forgetHistory(org).catch((cause) => kit.log.warn('history.kept', { org, cause: String(cause) }));
}

/** What is due already stays due: the tick that comes runs it under the present rule. */
async function rescheduleOne(work: WorkContext, schedule: Schedule<unknown>, key: string): Promise<void> {
  const name = wakeKey(schedule.name, key);
  const row = await work.tx.get(schedule.subjects, key);
  if (row === undefined) return work.tx.wake(name, undefined);
  const known = (await work.tx.wakes()).find((wake) => wake.schedule === name);
  if (known && known.at <= work.now) return;
  await work.tx.wake(name, await nextWake(work, schedule, { key, row }, work.now));
}

async function undo(kit: Kit, work: Work, number: number): Promise<void> {
  const collectionOf = (line: ChangeLine) => {
    const found = kit.registry.collections.get(line.collection);
    if (!found) throw new Error(`no collection ${line.collection}`);
    return found;
  };
  const lines = await undoableLines(work.tx, number, (line) => work.tx.get(collectionOf(line), line.key));
  for (const line of lines) {
    await work.change({
      collection: collectionOf(line),
      key: line.key,
      after: line.before === undefined || line.before === null ? undefined : line.before,
      what: `${line.what} (entry ${number} undone)`,
      ...(line.is === undefined ? {} : { was: line.is }),
      ...(line.was === undefined ? {} : { is: line.was }),
    });
  }
  const changed = new Set(lines.map((line) => line.collection));
  for (const feature of kit.registry.features)
    if (feature.collections.some(({ name }) => changed.has(name))) await feature.undone?.(work);
}
