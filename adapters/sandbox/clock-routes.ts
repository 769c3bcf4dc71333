import { Hono } from 'hono';
import { z } from 'zod';
import {
  type Instant,
  instant,
  instantAt,
  localDate,
  plusDuration,
  toIso,
  wallTime,
  type Zone,
} from '../../src/time/zoned.ts';
import type { ClockMoves } from './clock.ts';
import { Coworkers } from './coworkers.ts';
import { zoneIn } from './organisation.ts';
import type { Receiver } from './receive.ts';
import { Refusal } from './refusal.ts';
import { readBody } from './request.ts';
import type { SandboxState } from './state.ts';
import { viewProgress } from './view.ts';

/** So many events nobody sees are passed over, and no more: about a year of them. */
const mostUnseen = 400;

const common = {
  /** Whose calendar days and wall times are meant; UTC without. They alone answer for themselves. */
  as: z.string().optional(),
  /** Whether the coworkers answer their cards on the way. */
  answers: z.boolean().optional(),
};
const clockBody = z.union(
  [
    z.object({ to: z.string(), ...common }),
    z.object({ by: z.string(), ...common }),
    z.object({ next: z.literal(true), ...common }),
  ],
  'say how far, by one of {"to": "2026-12-01T10:00"}, {"by": "P1D"} and {"next": true}',
);

/** Moves the clock, tells how far it has come, and stops it between two events. */
export function clockRoutes(state: SandboxState, moves: ClockMoves, receiver: Receiver): Hono {
  return new Hono()
    .post('/', async (c) => {
      const asked = await readBody(c, clockBody);
      const zone = asked.as === undefined ? ('UTC' as Zone) : zoneIn(state.organisation, asked.as);
      const coworkers = asked.answers ? new Coworkers(state, receiver, asked.as) : undefined;
      if ('next' in asked) return c.json({ now: toIso(await moveToNext(state, moves, coworkers)) });
      const to = (from: Instant) => ('to' in asked ? readTime(asked.to, zone) : readSpan(from, asked.by, zone));
      return c.json({ now: toIso(await moves.move(to, coworkers)) });
    })
    .post('/pause', (c) => {
      moves.pause();
      return c.json({ now: toIso(state.now) });
    })
    .get('/progress', (c) => c.json(viewProgress(state.organisation, moves.progress(), c.req.query('as'))));
}

/** Moves to the next event that somebody can see: one of the timeline, or one that posts. Housekeeping is passed over. */
async function moveToNext(state: SandboxState, moves: ClockMoves, coworkers: Coworkers | undefined): Promise<Instant> {
  const before = [...state.messages()].length;
  for (let step = 1; ; step += 1) {
    const planned = new Set(await moves.planned());
    const now = await moves.move((from) => moves.nextEvent(from), coworkers);
    if (planned.has(now) || [...state.messages()].length !== before || step === mostUnseen) return now;
  }
}

function readTime(text: string, zone: Zone): Instant {
  const [, date, time] = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d))?$/.exec(text) ?? [];
  return refuseUnreadable(() =>
    date === undefined ? instant(text) : instantAt(localDate(date), wallTime(time ?? '00:00'), zone),
  );
}

const readSpan = (from: Instant, text: string, zone: Zone): Instant =>
  refuseUnreadable(() => plusDuration(from, text, zone));

function refuseUnreadable<Answer>(read: () => Answer): Answer {
  try {
    return read();
  } catch (cause) {
    throw new Refusal(400, cause instanceof RangeError ? `That is ${cause.message}.` : 'I cannot read that time.');
  }
}
