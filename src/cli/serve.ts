import { type Config, readConfig } from '../config.ts';
import { isLoopback } from '../config-rules.ts';
import { jsonLog } from '../drivers/json-log.ts';
import { type RunningServer, type Setting, startServer } from '../main.ts';
import type { Log } from '../ports/log.ts';
import { carryOut } from './carry-out.ts';
import { exits } from './exits.ts';

const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;
/** Whoever sent the signal waits ten seconds; what a stop this late would cut off is safe in the store. */
const STOP_MS = 9_000;

/** Starts the server, says where it is, and leaves it running until a signal; then the process ends with 0. */
export async function serve(config: Config = readConfig(), setting: Pick<Setting, 'people'> = {}): Promise<void> {
  const log = jsonLog(config.logLevel);
  const stopping = stopAtSignal(log);
  process.on('uncaughtException', (cause) => {
    log.error('process.crashed', {}, cause);
    process.exit(exits.software);
  });
  for (const { variable, text } of config.warnings) log.warn('config.warning', { variable, text });
  const server = await startServer(config, {
    ...setting,
    log,
    carryOut: async (bot, request) => {
      const answer = await carryOut(bot, request);
      await bot.settle();
      return answer;
    },
  });
  stopping.server = server;
  console.log(whereItIs(config, server.port));
}

/** Before the server is up there is nothing to settle: a start that is cut off is begun again by the next. */
function stopAtSignal(log: Log): { server?: RunningServer } {
  const stopping: { server?: RunningServer } = {};
  let isStopping = false;
  const stop = async () => {
    if (isStopping) return;
    isStopping = true;
    setTimeout(() => {
      log.warn('server.stop_cut_off');
      process.exit(0);
    }, STOP_MS).unref();
    await stopping.server?.stop();
    log.info('server.stopped');
    process.exit(0);
  };
  for (const signal of SIGNALS) process.on(signal, stop);
  return stopping;
}

function whereItIs(config: Config, port: number): string {
  const { host, url } = config.http;
  if (config.sandbox.isServed) return `Hallway is running. Open http://localhost:${port} to try it in a sandbox.`;
  const address = url ?? `http://${isLoopback(host) ? 'localhost' : host}:${port}`;
  const isIdle = config.slack === undefined && config.teams === undefined;
  if (!isIdle) return `Hallway is running at ${address}`;
  return `Hallway is running at ${address} but has nothing to serve: others can reach ${host}, and the sandbox is for this machine only. Set HOST=127.0.0.1 to open it.`;
}
