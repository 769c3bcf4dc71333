import { timingSafeEqual } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Delivery } from '../core/delivery.ts';
import { platformOf } from '../core/ids.ts';
import type { Clock } from '../ports/clock.ts';
import type { DeliveryQueue } from '../ports/delivery-queue.ts';
import { plus } from '../time/zoned.ts';

/** Sending may spread over so long; later than that is late. */
const LATE_MINUTES = 10;
const TICK_SECONDS = [0.005, 0.02, 0.1, 0.5, 2, 10, 60];

/** What Prometheus reads: counts and durations, no names and no words. */
export interface Metrics {
  /** The queue, with what comes of its deliveries counted and its backlog shown. */
  metered(queue: DeliveryQueue, clock: Clock): DeliveryQueue;
  /** The work of a tick, timed. */
  timed(settle: () => Promise<void>): () => Promise<void>;
  /** `GET /metrics` for this machine, and with a token for others. */
  routes(token: string | undefined): Hono;
}

interface Watched {
  readonly queue: DeliveryQueue;
  readonly clock: Clock;
}

/** Metrics of one process. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const outcomes = new Counter({
    ...{ name: 'hallway_deliveries_total', registers, labelNames: ['platform', 'kind', 'outcome'] },
    help: 'Attempts to deliver, by what came of them',
  });
  const ticks = new Histogram({
    ...{ name: 'hallway_tick_seconds', registers, buckets: TICK_SECONDS },
    help: 'How long doing what was due took',
  });
  const watched: Watched[] = [];
  const count = backlogGauges(registers);
  return {
    metered: (queue, clock) => {
      watched.push({ queue, clock });
      return counted(queue, (delivery, outcome) => {
        outcomes.inc({ platform: platformOf(delivery.workspace), kind: delivery.kind, outcome });
      });
    },
    timed: (settle) => () => {
      const end = ticks.startTimer();
      return settle().finally(end);
    },
    routes: (token) =>
      new Hono().get('/metrics', async (c) => {
        if (!mayRead(c, token)) return c.text('Ask from this machine, or with HALLWAY_METRICS_TOKEN.\n', 403);
        await count(watched);
        return c.body(await registry.metrics(), 200, { 'Content-Type': registry.contentType });
      }),
  };
}

/** Counted when they are asked for: a gauge that is kept up to date could drift. */
function backlogGauges(registers: Registry[]) {
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers });
  const due = gauge('hallway_deliveries_due', 'Pending deliveries whose time has come');
  const late = gauge('hallway_deliveries_late', `Pending deliveries more than ${LATE_MINUTES} minutes past their time`);
  const inFlight = gauge('hallway_deliveries_in_flight', 'Deliveries being sent, by all replicas');
  const age = gauge('hallway_oldest_pending_seconds', 'Age of the oldest delivery that is due');
  return async (watched: readonly Watched[]) => {
    const all = await Promise.all(watched.map(backlogOf));
    const sum = (of: (one: (typeof all)[number]) => number) => all.reduce((total, one) => total + of(one), 0);
    due.set(sum((one) => one.due));
    late.set(sum((one) => one.late));
    inFlight.set(sum((one) => one.inFlight));
    age.set(Math.max(0, ...all.map((one) => one.age)));
  };
}

async function backlogOf({ queue, clock }: Watched) {
  const now = clock.now();
  const backlog = await queue.backlog(now, plus(now, { minutes: -LATE_MINUTES }));
  return { ...backlog, age: backlog.oldest === undefined ? 0 : (now - backlog.oldest) / 1_000 };
}

function counted(queue: DeliveryQueue, count: (delivery: Delivery, outcome: string) => void): DeliveryQueue {
  const taken = new Map<string, Delivery>();
  return {
    take: async (...asked) => {
      const some = await queue.take(...asked);
      for (const { org, delivery } of some) taken.set(`${org}\0${delivery.key}`, delivery);
      return some;
    },
    settle: async (org, key, outcome, at) => {
      await queue.settle(org, key, outcome, at);
      const delivery = taken.get(`${org}\0${key}`);
      if (delivery && taken.delete(`${org}\0${key}`)) count(delivery, outcome.kind);
    },
    next: () => queue.next(),
    backlog: (now, lateBefore) => queue.backlog(now, lateBefore),
    stop: () => queue.stop(),
  };
}

/** Behind a proxy on this machine everybody seems to be on it, so what was forwarded is not local. */
function mayRead(c: Context, token: string | undefined): boolean {
  const given = c.req.header('Authorization');
  if (token !== undefined && given !== undefined) return isSame(given, `Bearer ${token}`);
  const { incoming } = (c.env ?? {}) as Partial<HttpBindings>;
  const isForwarded = ['Forwarded', 'X-Forwarded-For', 'X-Real-IP'].some((name) => c.req.header(name) !== undefined);
  return !isForwarded && /^(::1$|(::ffff:)?127\.)/.test(incoming?.socket.remoteAddress ?? '');
}

function isSame(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}
