import { join } from 'node:path';
import { type Context, Hono } from 'hono';
import type { SandboxHost, SandboxPerson } from '../adapters/sandbox/index.ts';
import { type App, createApp } from './app.ts';
import { type OpenStore, openStore } from './cli/open-store.ts';
import type { Config } from './config.ts';
import { isLoopback } from './config-rules.ts';
import type { WorkspaceId } from './core/ids.ts';
import type { Json } from './core/json.ts';
import { setAlarm } from './drivers/alarm.ts';
import { type ControlRequest, listenForControl } from './drivers/control-socket.ts';
import { cronHeartbeat } from './drivers/cron-heartbeat.ts';
import { httpRoutes, type Readiness } from './drivers/http-routes.ts';
import { startHttp } from './drivers/http-server.ts';
import { jsonLog } from './drivers/json-log.ts';
import { linkRoutes } from './drivers/link-routes.ts';
import { createMetrics, type Metrics } from './drivers/metrics.ts';
import { ProcessPace } from './drivers/process-pace.ts';
import { realWait } from './drivers/real-wait.ts';
import { systemClock } from './drivers/system-clock.ts';
import { features as ours } from './features/index.ts';
import { type Adapter, type Adapters, begin, platformsIn, shipped } from './main-platforms.ts';
import type { Clock } from './ports/clock.ts';
import type { Feature } from './ports/feature.ts';
import type { Heartbeat } from './ports/heartbeat.ts';
import type { Log } from './ports/log.ts';
import { referencesIn } from './runtime/references.ts';
import { inRealTime, settling } from './runtime/settling.ts';
import { tokensIn } from './runtime/tokens.ts';

export type { Adapter } from './main-platforms.ts';

/** What a server takes besides its configuration; the command line gives the first three, tests the others. */
export interface Setting {
  readonly people?: readonly SandboxPerson[];
  readonly log?: Log;
  /** Does what another process asks of the bot over the control socket. */
  readonly carryOut?: (bot: OpenBot, request: ControlRequest) => Promise<Json>;
  readonly adapters?: Adapters;
  readonly clock?: Clock;
  readonly heartbeat?: Heartbeat;
  /** Instead of the ones Hallway comes with. */
  readonly features?: readonly Feature[];
}

/** A bot on its own store: the one of the configured platforms, or the sandbox's. */
export interface OpenBot {
  readonly app: App;
  readonly store: OpenStore;
  /** Its routes, in their order. */
  readonly routes: readonly Hono[];
  readiness(): Readiness['platforms'];
  /** Catches up with what fell due while it was not running; time goes on from here. */
  begin(): Promise<void>;
  /** Does what is due. One at a time: asking while one runs gets one more after it. */
  settle(): Promise<void>;
  /** Takes no more work, lets what is in flight settle, and frees the store. */
  close(): Promise<void>;
}

/** A server that listens. */
export interface RunningServer {
  readonly port: number;
  /** Takes no more requests and work, lets what is in flight settle, and frees everything. */
  stop(): Promise<void>;
}

/** Serves what is configured. ConfigError, StoreError, SealingError or ListenError, with the cure, where it cannot. */
export async function startServer(config: Config, setting: Setting = {}): Promise<RunningServer> {
  const log = setting.log ?? jsonLog(config.logLevel);
  const equipped = { ...setting, log, metrics: createMetrics() };
  const bots: OpenBot[] = [];
  const doors: Closable[] = [];
  const stop = async () => {
    // While the doors close no more is taken from the queues: what is in flight has all the time there is.
    for (const { store } of bots) void store.queue.stop();
    await closeAll([...bots, ...doors]);
  };
  try {
    await openBots(config, equipped, bots);
    for (const bot of bots) await bot.begin();
    const [first] = bots;
    if (first) doors.push(await openControl(config, first, equipped));
    const http = await startHttp({
      ...config.http,
      app: routesOf(bots, log).route('/', equipped.metrics.routes(config.metricsToken)),
      log,
    });
    doors.push({ close: http.stop });
    log.info('server.started', { host: config.http.host, port: http.port, bots: bots.length });
    return { port: http.port, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function openControl({ storage }: Config, bot: OpenBot, { carryOut, log }: Equipped): Promise<Closable> {
  const handle = async (request: ControlRequest) => (await carryOut?.(bot, request)) ?? null;
  return { close: (await listenForControl({ folder: storage.folder, log, handle })).stop };
}

/** The bot whose store `hallway forget` and `hallway settings` mean, opened for this process alone. */
export async function openMainBot(config: Config, log: Log): Promise<OpenBot> {
  const setting = { log, metrics: createMetrics() };
  return isPlatformConfigured(config) ? openPlatforms(config, setting) : openSandbox(config, setting);
}

/** Where the main store is, if it is in PostgreSQL; the sandbox's never is. */
export const mainDatabase = (config: Config): string | undefined =>
  isPlatformConfigured(config) ? config.storage.databaseUrl : undefined;

/** The folder of the store that belongs to the configured platforms, or else of the sandbox's. */
export const mainFolder = (config: Config): string =>
  isPlatformConfigured(config) ? config.storage.folder : join(config.storage.folder, 'sandbox');

const isPlatformConfigured = (config: Config) => platformsIn(config).length > 0;

type Equipped = Setting & { readonly log: Log; readonly metrics: Metrics };
type Closable = { close(): Promise<void> };

/** Fills `bots` one by one, so that those opened are closed again if the next one cannot be. */
async function openBots(config: Config, setting: Equipped, bots: OpenBot[]): Promise<void> {
  if (isPlatformConfigured(config)) bots.push(await openPlatforms(config, setting));
  if (config.sandbox.isServed) bots.push(await openSandbox(config, setting));
}

async function openPlatforms(config: Config, setting: Equipped): Promise<OpenBot> {
  const { log, metrics, adapters = shipped, clock = systemClock, features = ours } = setting;
  const { heartbeat = cronHeartbeat(log) } = setting;
  const place = { ...config.storage, url: config.http.url };
  const { store, random, web, calendar } = await openStore(place, config, log);
  const platforms = new Map<string, Adapter>();
  const pace = store.pace ?? new ProcessPace();
  const parts = { log, clock, pace, wait: realWait, tokens: tokensIn(store), references: referencesIn(store) };
  for (const name of platformsIn(config)) {
    const adapter = await adapters[name]?.(config, parts);
    if (adapter) platforms.set(name, adapter);
  }
  const queue = metrics.metered(store.queue, clock);
  const app = createApp({ ...store, queue, platforms, clock, random, log, ...web }, features);
  const alarm = setAlarm(clock, () => void turns.settle().catch((cause) => log.error('settle.failed', {}, cause)));
  const beat = async () => {
    await app.beat();
    alarm.next(await app.nextInstant());
  };
  const turns = settling({ settle: metrics.timed(beat) });
  const bot = inRealTime(app, turns, log);
  return {
    app,
    store,
    settle: turns.settle,
    routes: [calendar, linkRoutes(app.takeFile), ...[...platforms.values()].map((adapter) => adapter.routes(bot))],
    readiness: () => Object.fromEntries([...platforms].map(([name, adapter]) => [name, adapter.readiness()])),
    async begin() {
      await app.wakeAll();
      const listen = () => Promise.all([...platforms].map(([name, adapter]) => begin(name, adapter, bot, log)));
      heartbeat.start(async () => {
        void listen();
        await turns.settle();
      });
      void listen();
      store.onWork?.(() => void turns.settle().catch((cause) => log.error('settle.failed', {}, cause)));
    },
    async close() {
      alarm.stop();
      await Promise.all([heartbeat.stop(), store.queue.stop()]);
      await turns.alone(async () => undefined);
      await closeAll([...platforms.values(), store]);
    },
  };
}

async function openSandbox(config: Config, { log, metrics, people, features = ours }: Equipped): Promise<OpenBot> {
  const folder = join(config.storage.folder, 'sandbox');
  // A port that is taken at the start is not known yet; without an address there are links enough.
  const url = config.http.port === 0 ? undefined : `http://localhost:${config.http.port}`;
  const { store, random, web, calendar } = await openStore({ folder, url }, config, log);
  const { createSandbox } = await import('../adapters/sandbox/index.ts');
  const kept = { folder: join(folder, 'platform'), seedNow: systemClock.now() };
  const { skins } = await import('./main-skins.ts');
  const sandbox = await createSandbox({ ...kept, log, skins, ...(people && { people }) });
  const { workspace, clock } = sandbox;
  const queue = metrics.metered(store.queue, clock);
  const platforms = new Map([['sandbox', sandbox]]);
  const app = createApp({ ...store, queue, platforms, clock, random, log, ...web }, features);
  const turns = settling({ settle: metrics.timed(app.settle) });
  const host: SandboxHost = {
    ...app,
    settle: turns.settle,
    sync: () => app.sync(workspace),
    upcoming: () => app.upcoming(workspace),
    table: (name) => app.table(workspace, name),
    erase: () => turns.alone(() => eraseAll(store, workspace)),
  };
  return {
    app,
    store,
    settle: turns.settle,
    routes: [calendar, linkRoutes(app.takeFile), sandbox.routes(host)],
    readiness: () => ({}),
    async begin() {
      await app.observe(sandbox.installed());
      await app.sync(workspace);
      await app.wakeAll();
      await turns.settle();
    },
    async close() {
      await store.queue.stop();
      await turns.alone(async () => undefined);
      await closeAll([sandbox, store]);
    },
  };
}

async function eraseAll({ storage, installations }: OpenStore, workspace: WorkspaceId): Promise<void> {
  await storage.erase({ org: await installations.orgOf(workspace) });
  await installations.remove(workspace);
}

/** Latest opened, first closed: requests stop coming before the bots they go to are closed. */
async function closeAll(opened: Iterable<Closable>): Promise<void> {
  for (const one of [...opened].reverse()) await one.close();
}

/** A platform's own paths before the sandbox's, whose guard turns away all that is not a local browser. */
function routesOf(bots: readonly OpenBot[], log: Log): Hono {
  const common = httpRoutes({ ready: () => readiness(bots), log });
  const app = new Hono();
  const answer = (c: Context) => common.fetch(c.req.raw);
  app.get('/healthz', answer).get('/readyz', answer);
  app.get('/', (c, next) => (isLocal(c.req.header('Host')) ? next() : answer(c)));
  for (const routes of bots.flatMap((bot) => bot.routes)) app.route('/', routes);
  return app.route('/', common);
}

const isLocal = (host = '') => isLoopback((URL.parse(`http://${host}`)?.hostname ?? '').replace(/^\[|\]$/g, ''));

async function readiness(bots: readonly OpenBot[]): Promise<Readiness> {
  const works = async (asked: (bot: OpenBot) => Promise<unknown>) =>
    (await Promise.allSettled(bots.map(asked))).every(({ status }) => status === 'fulfilled');
  return {
    storage: await works(({ store }) => store.storage.organisations()),
    queue: await works(({ store }) => store.queue.next()),
    platforms: Object.assign({}, ...bots.map((bot) => bot.readiness())),
  };
}
