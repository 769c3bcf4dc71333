import { Hono } from 'hono';
import type { Log } from '../ports/log.ts';

/** What must work before the bot is of use; a platform is `untried` until its token has been tried once. */
export type Readiness = {
  readonly storage: boolean;
  readonly queue: boolean;
  readonly platforms: Readonly<Record<string, 'ok' | 'untried' | 'refused'>>;
};

/**
 * `/healthz`, `/readyz`, and at `/` a status line without names: mount it last, so that the sandbox may answer `/`.
 * A refused token is shown but keeps the rest ready, so that the other platform goes on being served.
 */
export function httpRoutes({ ready, log }: { ready(): Promise<Readiness>; log: Log }): Hono {
  const app = new Hono();
  app.get('/healthz', (c) => c.json({ status: 'ok' }));
  app.get('/readyz', async (c) => {
    const state = await readiness(ready, log);
    const isReady = state.storage && state.queue && !Object.values(state.platforms).includes('untried');
    return c.json({ ready: isReady, ...state }, isReady ? 200 : 503);
  });
  app.get('/', (c) => c.text('Hallway is running.\n'));
  return app;
}

async function readiness(ready: () => Promise<Readiness>, log: Log): Promise<Readiness> {
  try {
    return await ready();
  } catch (cause) {
    log.error('readiness.failed', {}, cause);
    return { storage: false, queue: false, platforms: {} };
  }
}
