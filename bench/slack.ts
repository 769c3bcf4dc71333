import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { FakeSlack } from '../test/support/fake-slack/server.ts';
import { signedHttp, Visitors } from '../test/support/fake-slack/visitor.ts';
import { FakeWorkspace } from '../test/support/fake-slack/workspace.ts';
import type { BenchRow } from './run.ts';

const PEOPLE = 5_000;
const ROUNDS = 50;
const A_SECOND = 200;
/** `SLACK_ACK_SECONDS` shortens a run for a profile; the figure that counts is of the whole. */
const SECONDS = Number(process.env.SLACK_ACK_SECONDS ?? 30);
/** One in so many. */
const OPENS_HOME = 100;
const PORT = 39_872;
const SECRET = 'bench-signing-secret';
const KEY = Buffer.alloc(32, 7).toString('base64');
const origin = `http://127.0.0.1:${PORT}`;

/**
 * Acknowledgements of signed presses, commands and openings of the home under load. The bot is `hallway start` in a
 * process of its own; load and fake Slack share this one, so that both fit on two cores and are counted apart.
 */
export const benches = {
  'slack-ack': async function* (): AsyncGenerator<BenchRow> {
    const folder = await mkdtemp(join(tmpdir(), 'hallway-bench-'));
    await done(spawnNode(['slack-fill.ts', folder, KEY, PEOPLE, ROUNDS], process.env));
    const home = workspaceOf(PEOPLE);
    const fake = await FakeSlack.start([home]);
    const bot = await startBot(folder, fake.apiUrl, home.token);
    const visitors = new Visitors(fake, home, signedHttp(origin, SECRET, Date.now));

    const botBefore = cpuSeconds(bot.pid);
    const ownBefore = process.cpuUsage();
    const { times, lost } = await load(visitors);
    const own = process.cpuUsage(ownBefore);
    const botShare = (cpuSeconds(bot.pid) - botBefore) / SECONDS;
    const ownShare = (own.user + own.system) / 1e6 / SECONDS;

    bot.kill('SIGTERM');
    if (bot.exitCode === null) await once(bot, 'close');
    yield* rowsOf(times, lost);
    const n = times.length + lost;
    const row = (bench: string, value: number, unit: string) => ({ bench, variant: 'lowdb', n, value, unit });
    // An opening of the home is answered by drawing it, the others in the conversation.
    yield row('slack-ack-unanswered', n - Math.floor(n / OPENS_HOME) - home.messages.length, 'interactions');
    yield row('slack-ack-bot-cpu', Number(botShare.toFixed(2)), 'cores');
    yield row('slack-ack-load-cpu', Number(ownShare.toFixed(2)), 'cores');
    await fake.stop();
    await rm(folder, { recursive: true, force: true });
  },
};

function* rowsOf(times: readonly number[], lost: number): Generator<BenchRow> {
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  const n = times.length + lost;
  for (const [bench, value] of [
    ['slack-ack', at(0.99)],
    ['slack-ack-median', at(0.5)],
    ['slack-ack-slowest', at(1)],
  ] as const)
    yield { bench, variant: 'lowdb', n, value: Number(value.toFixed(1)), unit: 'ms' };
  yield { bench: 'slack-ack-lost', variant: 'lowdb', n, value: lost, unit: 'requests' };
}

function workspaceOf(people: number): FakeWorkspace {
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
async function startBot(folder: string, apiUrl: string, token: string) {
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
function cpuSeconds(pid: number | undefined): number {
  const [, rest = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
  const fields = rest.split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** Sends at the set pace whatever comes back, as Slack does; answers each acknowledgement's time, shortest first. */
async function load(visitors: Visitors): Promise<{ times: number[]; lost: number }> {
  const times: number[] = [];
  const sent: Promise<void>[] = [];
  let lost = 0;
  const timed = async (deed: Promise<{ status: number }>) => {
    const began = performance.now();
    const isHeard = await deed.then(
      ({ status }) => status === 200,
      () => false,
    );
    if (isHeard) times.push(performance.now() - began);
    else lost += 1;
  };
  const start = performance.now();
  for (let index = 0; index < A_SECOND * SECONDS; index += 1) {
    const wait = start + (index * 1_000) / A_SECOND - performance.now();
    if (wait > 1) await after(wait);
    sent.push(timed(deedOf(visitors, index)));
  }
  await Promise.all(sent);
  return { times: times.sort((a, b) => a - b), lost };
}

/** Half commands, half presses that are kept; one in a hundred opens their home. */
function deedOf(visitors: Visitors, index: number): Promise<{ status: number }> {
  const user = `U${((index * 37) % PEOPLE) + 1}`;
  if (index % OPENS_HOME === OPENS_HOME - 1) return visitors.event({ type: 'app_home_opened', user, tab: 'home' });
  const card = { channel: 'C1', ts: '1.1', text: '', blocks: [] };
  if (index % 4 === 0) return visitors.types(user, 'met');
  if (index % 4 === 2) return visitors.types(user, '');
  return visitors.sendsPress(user, card, { action_id: 'me.resume#1.1', value: '{"v":1}' });
}
