import { z } from 'zod';
import { collection } from '../ports/collection.ts';
import type { Occurrence, Schedule, Subject } from '../ports/feature.ts';
import { schema } from '../ports/schema.ts';
import type { Tx, Wake } from '../ports/storage.ts';
import { type Instant, plus } from '../time/zoned.ts';
import { dropHistory, type Work, workContext } from './context.ts';
import type { Kit } from './kit.ts';
import { claimKey, claimRows, nextWake, unclaimed } from './schedules.ts';

/** Schedules whose work threw, and the instant they were due, so that a retry still knows what it owes. */
export const failureRows = collection('runtime.failure', z.object({ dueAt: schema.instant, times: z.number().int() }));

const batch = 100;
const firstRetryMinutes = 1;
const longestRetryMinutes = 60;

/** Work of the runtime's own that is woken like a schedule but does I/O, such as the sync of a directory. */
export type OutsideWork = (wake: Wake, now: Instant) => Promise<void>;

/**
 * Runs everything due at `now`, one occurrence a transaction: the claim, the records and the deliveries together.
 * A restart is only a late tick, and several processes may tick: the claim decides. `ran` is called after each, so that
 * what the first one owes need not wait for the last.
 */
export async function tick(
  kit: Kit,
  now: Instant,
  outside: ReadonlyMap<string, OutsideWork>,
  ran: () => void = () => undefined,
): Promise<void> {
  for (;;) {
    const due = await kit.storage.due(now, batch);
    if (due.length === 0) return;
    for (const wake of due) {
      await runWake(kit, wake, now, outside);
      ran();
    }
  }
}

async function runWake(kit: Kit, wake: Wake, now: Instant, outside: ReadonlyMap<string, OutsideWork>): Promise<void> {
  const [name = '', ...rest] = wake.schedule.split('/');
  const schedule = kit.registry.schedules.get(name);
  try {
    const own = outside.get(name);
    if (own) return await own(wake, now);
    const mustForget = await kit.storage.transaction(wake.org, async (tx) => {
      if (schedule) return runNext(kit, tx, wake, schedule, rest.join('/'), now);
      await tx.wake(wake.schedule, undefined);
      return false;
    });
    if (mustForget) await dropHistory(kit, wake.org);
  } catch (cause) {
    kit.log.error('schedule.failed', { org: wake.org, schedule: wake.schedule }, cause);
    await backOff(kit, wake, now);
  }
}

/** Answers whether the store is to drop earlier values. */
async function runNext(
  kit: Kit,
  tx: Tx,
  wake: Wake,
  schedule: Schedule<unknown>,
  key: string,
  now: Instant,
): Promise<boolean> {
  const row = await tx.get(schedule.subjects, key);
  const current = (await tx.wakes()).find((one) => one.schedule === wake.schedule);
  if (row === undefined || !current) {
    await tx.wake(wake.schedule, undefined);
    return false;
  }
  if (current.at > now) return false;
  const failure = await tx.get(failureRows, wake.schedule);
  const work = await workContext(kit, tx, now);
  const subject = { key, row };
  const from = failure?.dueAt ?? current.at;
  const [occurrence, following] = await unclaimed(work, schedule, subject, from, 2);
  if (occurrence && occurrence.at <= now) await runOnce(kit, work, schedule, subject, occurrence);
  if (failure) await tx.remove(failureRows, wake.schedule);
  const next = occurrence && occurrence.at <= now ? following?.at : occurrence?.at;
  await tx.wake(wake.schedule, await stillNext(work, schedule, key, next));
  return work.mustForget();
}

/** A record may have changed or gone while its occurrence ran: then the next instant is looked for anew. */
async function stillNext(work: Work, schedule: Schedule<unknown>, key: string, next: Instant | undefined) {
  const row = await work.tx.get(schedule.subjects, key);
  if (row === undefined) return undefined;
  return next ?? nextWake(work, schedule, { key, row }, work.now);
}

async function runOnce(
  kit: Kit,
  work: Work,
  schedule: Schedule<unknown>,
  subject: Subject<unknown>,
  occurrence: Occurrence,
) {
  if (!(await work.tx.insert(claimRows, claimKey(schedule.name, subject.key, occurrence), { at: work.now }))) return;
  const isLate = work.now > plus(occurrence.at, { minutes: occurrence.graceMinutes });
  kit.log.info(isLate ? 'schedule.missed' : 'schedule.run', {
    org: work.org,
    schedule: schedule.name,
    subject: subject.key,
    step: occurrence.step,
    date: occurrence.date,
  });
  await (isLate ? schedule.missed(work, subject, occurrence) : schedule.run(work, subject, occurrence));
  await work.finish(undefined);
}

/** A schedule that threw is tried again later and later; the others are not held up. */
async function backOff(kit: Kit, wake: Wake, now: Instant): Promise<void> {
  await kit.storage.transaction(wake.org, async (tx) => {
    const known = await tx.get(failureRows, wake.schedule);
    const times = (known?.times ?? 0) + 1;
    const minutes = Math.min(longestRetryMinutes, firstRetryMinutes * 2 ** (times - 1));
    await tx.put(failureRows, wake.schedule, { dueAt: known?.dueAt ?? wake.at, times });
    await tx.wake(wake.schedule, plus(now, { minutes }));
    const work = await workContext(kit, tx, now);
    const what = 'Something I had planned did not work. I keep trying.';
    await work.problem(`schedule/${wake.schedule}`, what, 'If this stays, send the log to whoever runs Hallway.');
  });
}
