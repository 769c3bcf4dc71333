import { Hono } from 'hono';
import type { Log } from '../../src/ports/log.ts';
import type { HttpAnswer } from './answer.ts';
import { type Activity, activityBody } from './bodies.ts';
import { fitFor } from './playground.ts';
import { type Doorkeeper, isLoopbackUrl } from './verify.ts';

export interface ActivityRoutesParts {
  readonly doorkeeper: Doorkeeper;
  /** Only requests that were meant for this machine by name, so that no page in a browser can send some. */
  readonly isLocal: boolean;
  readonly receive: (activity: Activity) => Promise<HttpAnswer>;
  readonly log: Log;
}

/** The Bot Framework's way in, as a route of the house's own server: activities that its token vouches for, no others. */
export function activityRoutes({ doorkeeper, isLocal, receive, log }: ActivityRoutesParts): Hono {
  return new Hono().post('/api/messages', async (c) => {
    if (isLocal && !isLoopbackUrl(`http://${c.req.header('Host') ?? ''}`)) return c.json({ error: 'not local' }, 403);
    if (!/^application\/json\b/i.test(c.req.header('Content-Type') ?? ''))
      return c.json({ error: 'not understood' }, 415);
    const activity = activityBody.safeParse(await c.req.json().catch(() => undefined));
    if (!activity.success || activity.data.channelId !== 'msteams') return c.json({ error: 'not understood' }, 400);
    const verdict = await doorkeeper.judge(activity.data, c.req.header('Authorization') ?? '');
    if (verdict === 'out') return c.json({ error: 'not signed by the Bot Framework' }, 401);
    if (verdict === 'unsure') return c.json({ error: 'the signing keys cannot be read now' }, 503);
    const { status, body } = await receive(activity.data).catch((cause: unknown): HttpAnswer => {
      log.error('teams.receive.failed', { type: activity.data.type }, cause);
      return { status: 200 };
    });
    return body ? c.json(fitFor(activity.data.serviceUrl, body), status) : c.body(null, status);
  });
}
