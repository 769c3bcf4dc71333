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
import { zoneIn } from './organisation.ts';
import { Refusal } from './refusal.ts';
import { readBody } from './request.ts';
import type { SandboxState } from './state.ts';
import { viewProgress } from './view.ts';

const as = z.string().optional();
/** Whose calendar days and wall times are meant; UTC without. */
const clockBody = z.union([
  z.object({ to: z.string(), as }),
  z.object({ by: z.string(), as }),
  z.object({ next: z.literal(true), as }),
]);

/** Moves the clock, tells how far it has come, and stops it between two events. */
export function clockRoutes(state: SandboxState, moves: ClockMoves): Hono {
  return new Hono()
    .post('/', async (c) => {
      const asked = await readBody(c, clockBody);
      const zone = asked.as === undefined ? ('UTC' as Zone) : zoneIn(state.organisation, asked.as);
      const now = await moves.move((from) => {
        if ('next' in asked) return moves.nextEvent(from);
        return 'to' in asked ? readTime(asked.to, zone) : readSpan(from, asked.by, zone);
      });
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
