import { randomUUID } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import type { Log } from '../../src/ports/log.ts';
import { toIso } from '../../src/time/zoned.ts';
import { ClockMoves } from './clock.ts';
import { clockRoutes } from './clock-routes.ts';
import { guardSandbox } from './guard.ts';
import type { SandboxHost } from './host.ts';
import { viewMet } from './met.ts';
import { accountOf, personIn } from './organisation.ts';
import { organisationRoutes } from './organisation-routes.ts';
import { pageRoutes } from './page.ts';
import { Receiver } from './receive.ts';
import { Refusal } from './refusal.ts';
import { readBody } from './request.ts';
import { type Skin, type Skins, skinNames } from './skin.ts';
import type { SandboxSeed, SandboxState } from './state.ts';
import { drawHome, viewState, viewUpcoming } from './view.ts';

const MAX_BODY_BYTES = 1_000_000;

const sayBody = z.object({ as: z.string(), place: z.string(), text: z.string() });
const pressBody = z.object({ as: z.string(), message: z.string(), button: z.string() });
const submitBody = z.object({
  as: z.string(),
  form: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
});

/** What the routes stand on. */
export interface RouteSetting {
  readonly state: SandboxState;
  readonly host: SandboxHost;
  readonly seed: SandboxSeed;
  readonly log: Log;
  /** The folder of the built page. */
  readonly page: string;
  /** Looks of other platforms; without them the page has its own only. */
  readonly skins: Skins | undefined;
}

/** The page and the sandbox API, behind the guard. */
export function sandboxRoutes(setting: RouteSetting): Hono {
  const { state, host, log, page, skins } = setting;
  const moves = new ClockMoves(state, host, log);
  const receiver = new Receiver(state, host, log, skins);
  const tooLarge = (c: Context) => c.json({ error: 'That is more than 1 MB. Send less at once.' }, 413);
  const app = new Hono();
  app.onError((error, c) => answerError(error, c, log));
  app.use(guardSandbox);
  app.use('/sandbox/*', bodyLimit({ maxSize: MAX_BODY_BYTES, onError: tooLarge }));
  app.route('/', pageRoutes(page));
  app.route('/sandbox', talkRoutes(state, receiver, skins));
  app.route('/sandbox', planRoutes(state, host));
  app.route('/sandbox/clock', clockRoutes(state, moves, receiver));
  app.route('/sandbox', organisationRoutes(setting, moves));
  app.notFound((c) => c.json({ error: `There is nothing at ${c.req.path}. The page is at /.` }, 404));
  return app;
}

function talkRoutes(state: SandboxState, receiver: Receiver, skins: Skins | undefined): Hono {
  // Another process may count its revisions from the same number.
  const boot = randomUUID();
  return new Hono()
    .get('/state', (c) => {
      const as = readerOf(c, state);
      const tag = `"${boot}.${state.revision}.${as ?? ''}.${c.req.query('skin') ?? ''}"`;
      c.header('Cache-Control', 'no-cache');
      c.header('ETag', tag);
      return c.req.header('If-None-Match') === tag ? c.body(null, 304) : c.json(viewState(state, as, skinOf(c, skins)));
    })
    .post('/say', async (c) => {
      const { as, place, text } = await readBody(c, sayBody);
      return c.json(await receiver.say(as, place, text));
    })
    .post('/press', async (c) => {
      const { as, message, button } = await readBody(c, pressBody);
      return c.json(await receiver.press(as, message, button));
    })
    .post('/submit', async (c) => {
      const { as, form, values } = await readBody(c, submitBody);
      return c.json(await receiver.submit(as, form, values));
    })
    .get('/home', async (c) => {
      const as = readerOf(c, state);
      if (as === undefined) throw new Refusal(400, 'Say whose home: /sandbox/home?as=ID.');
      await receiver.openHome(as);
      const home = state.home(accountOf(as));
      return c.json({ home: home ? drawHome(state.organisation, home, as, skinOf(c, skins)) : null });
    });
}

function planRoutes(state: SandboxState, host: SandboxHost): Hono {
  return new Hono()
    .get('/upcoming', async (c) => {
      const as = readerOf(c, state);
      const items = [...(await host.upcoming())].sort((a, b) => a.at - b.at);
      return c.json({ now: toIso(state.now), items: items.map((item) => viewUpcoming(state.organisation, item, as)) });
    })
    .get('/met', async (c) => c.json(viewMet(await host.table('introductions'), state.organisation, state.now)));
}

/** The look that `?skin=` asks for; a refusal if there is none of that name. */
function skinOf(c: Context, skins: Skins | undefined): Skin | undefined {
  const asked = c.req.query('skin');
  if (asked === undefined) return undefined;
  const name = skinNames.find((one) => one === asked);
  if (name && skins) return skins[name];
  throw new Refusal(404, `There is no look called "${asked}". There are: ${skins ? skinNames.join(', ') : 'none'}.`);
}

/** Who looks, from `?as=`; a refusal if nobody has that id. */
function readerOf(c: Context, state: SandboxState): string | undefined {
  const as = c.req.query('as');
  if (as === undefined || personIn(state.organisation, as)) return as;
  throw new Refusal(404, `There is nobody with the id "${as}". /sandbox/state lists everybody.`);
}

function answerError(error: Error, c: Context, log: Log): Response {
  if (error instanceof Refusal) return c.json({ error: error.message, ...error.details }, error.status);
  const id = randomUUID();
  log.error('sandbox.request.failed', { id, path: c.req.path }, error);
  return c.json({ error: `Something went wrong here. The log has more under ${id}.` }, 500);
}
