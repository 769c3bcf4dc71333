import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as after } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { FakeWorkspace } from '../test/support/fake-slack/workspace.ts';

const PORT = 39_872;
const KEY = Buffer.alloc(32, 7).toString('base64');
export const SECRET = 'bench-signing-secret';
export const origin = `http://127.0.0.1:${PORT}`;

/** A program and rounds of everybody, in the folder's store. */
export const fillStore = (folder: string, people: number, rounds: number): Promise<void> =>
  done(spawnNode(['slack-fill.ts', folder, KEY, people, rounds], process.env));

/** A workspace whose #general holds everybody. */
export function workspaceOf(people: number): FakeWorkspace {
  const users = Array.from({ length: people }, (_, index) => ({ id: `U${index + 1}`, is_admin: index === 0 }));
  const home = new FakeWorkspace('T1', users);
  home.channel(
    'C1',
    'general',
    users.map(({ id }) => id),
  );
  return home;
}

function spawnNode(words: readonly (string | number)[], env: NodeJS.ProcessEnv) {
  const [program = '', ...rest] = words.map(String);
  const path = fileURLToPath(new URL(program, import.meta.url));
  const flags = (process.env.SLACK_ACK_NODE ?? '').split(' ').filter(Boolean);
  const isBot = program.endsWith('hallway.js');
  return spawn(process.execPath, [...(isBot ? flags : []), path, ...rest], {
    env,
    stdio: ['ignore', 'inherit', 'pipe'],
  });
}

async function done(child: ReturnType<typeof spawnNode>): Promise<void> {
  child.stderr.pipe(process.stderr);
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`filling the store ended with ${code}`);
}

/** The bot as it runs in production, up to the end of its first look at the directory. */
export async function startBot(folder: string, apiUrl: string, token: string) {
  const bot = spawnNode(['../bin/hallway.js', 'start'], {
    ...process.env,
    ...{ HALLWAY_DATA: folder, HALLWAY_KEY: KEY, PORT: String(PORT), HOST: '127.0.0.1', LOG_LEVEL: 'info' },
    ...{ SLACK_API_URL: apiUrl, SLACK_BOT_TOKEN: token, SLACK_SIGNING_SECRET: SECRET },
  });
  let log = '';
  const begun = Promise.withResolvers<void>();
  bot.once('close', () => begun.reject(new Error(`the bot ended: ${log}`)));
  begun.promise.catch(() => undefined);
  bot.stderr.on('data', (bytes: Buffer) => {
    if (/"(warn|error)"/.test(String(bytes))) process.stderr.write(bytes);
    if (log.includes('slack.begun')) return;
    log += bytes;
    if (log.includes('slack.begun')) begun.resolve();
  });
  await begun.promise;
  await after(2_000);
  return bot;
}

/** User and system time of a process so far. */
export function cpuSeconds(pid: number | undefined): number {
  const [, rest = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
  const fields = rest.split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** The most memory a process has held, in MB. */
export function peakMegabytes(pid: number | undefined): number {
  const [, kilobytes = '0'] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Math.round(Number(kilobytes) / 1_024);
}
