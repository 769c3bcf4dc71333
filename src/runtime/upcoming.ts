import type { DeliveryKind } from '../core/delivery.ts';
import type { ReadContext } from '../ports/context.ts';
import type { Instant } from '../time/zoned.ts';
import type { Registry } from './registry.ts';
import { unclaimed } from './schedules.ts';

/** One thing that will happen, and why. */
export interface UpcomingItem {
  readonly at: Instant;
  readonly what: string;
  readonly to: string;
  readonly why: string;
}

const perSubject = 6;
const most = 40;

/** What every schedule does next, and what is owed and waiting, soonest first. */
export async function upcoming(registry: Registry, ctx: ReadContext): Promise<readonly UpcomingItem[]> {
  const items: UpcomingItem[] = [];
  for (const schedule of registry.schedules.values()) {
    for (const { key, value } of await ctx.reads.list(schedule.subjects)) {
      const next = await unclaimed(ctx, schedule, { key, row: value }, ctx.now, perSubject);
      items.push(...next.map(({ at, what, to, why }) => ({ at, what, to, why })));
    }
  }
  return [...items, ...(await waiting(ctx))].sort((a, b) => a.at - b.at).slice(0, most);
}

/** What a waiting message is, in the words of the timeline. */
const spoken: Readonly<Record<DeliveryKind, string>> = {
  intro: 'Sends an introduction',
  prompt: 'Asks a question',
  reply: 'Sends an answer',
  post: 'Posts',
  nudge: 'Reminds of a one-on-one',
  welcome: 'Says welcome',
  closing: 'Asks one last time',
  midway: 'Asks whether they found a moment',
  reminder: 'Reminds of a question',
  digest: 'Sends a summary',
  tip: 'Sends a hint',
};

/** Deliveries that wait for their hour, grouped by kind and instant, without anybody's name. */
async function waiting(ctx: ReadContext): Promise<readonly UpcomingItem[]> {
  const groups = new Map<string, UpcomingItem & { count: number }>();
  for (const receipt of await ctx.reads.deliveries('')) {
    if (receipt.state !== 'pending') continue;
    const key = `${receipt.kind}/${receipt.notBefore}`;
    const count = (groups.get(key)?.count ?? 0) + 1;
    const to = `${count} ${count === 1 ? 'person' : 'people'}`;
    groups.set(key, {
      at: receipt.notBefore,
      what: spoken[receipt.kind],
      to,
      why: 'it waits for their working hours',
      count,
    });
  }
  return [...groups.values()].map(({ count: _count, ...item }) => item);
}
