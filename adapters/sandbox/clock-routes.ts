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

const common = {
  /** Whose calendar days and wall times are meant; UTC without. They alone answer for themselves. */
  as: z.string().optional(),
  /** Whether the coworkers answer their cards on the way. */
  answers: z.boolean().optional(),
};
const clockBody = z.union([
  z.object({ to: z.string(), ...common }),
  z.object({ by: z.string(), ...common }),
  z.object({ next: z.literal(true), ...common }),
]);

/** Moves the clock, tells how far it has come, and stops it between two events. */
export function clockRoutes(state: SandboxState, moves: ClockMoves, receiver: Receiver): Hono {
  return new Hono()
    .post('/', async (c) => {
      const asked = await readBody(c, clockBody);
      const zone = asked.as === undefined ? ('UTC' as Zone) : zoneIn(state.organisation, asked.as);
      const now = await moves.move(
        (from) => {
          if ('next' in asked) return moves.nextEvent(from);
          return 'to' in asked ? readTime(asked.to, zone) : readSpan(from, asked.by, zone);
        },
        asked.answers ? new Coworkers(state, receiver, asked.as) : undefined,
      );
      return c.json({ now: toIso(now) });
    })
    .post('/pause', (c) => {
      moves.pause();
      return c.json({ now: toIso(state.now) });
    })
    .get('/progress', (c) => c.json(viewProgress(state.organisation, moves.progress(), c.req.query('as'))));
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
