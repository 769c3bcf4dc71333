import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { FakeSlack } from '../test/support/fake-slack/server.ts';
import { signedHttp, Visitors } from '../test/support/fake-slack/visitor.ts';
import type { BenchRow } from './run.ts';
import { cpuSeconds, fillStore, origin, peakMegabytes, SECRET, startBot, workspaceOf } from './slack-bot.ts';

const PEOPLE = 5_000;
const ROUNDS = 50;
const A_SECOND = 200;
/** `SLACK_ACK_SECONDS` shortens a run for a profile; the figure that counts is of the whole. */
const SECONDS = Number(process.env.SLACK_ACK_SECONDS ?? 30);
/** One in so many. */
const OPENS_HOME = 100;

/**
 * Acknowledgements of signed presses, commands and openings of the home under load. The bot is `hallway start` in a
 * process of its own; load and fake Slack share this one, so that both fit on two cores and are counted apart.
 */
export const benches = {
  'slack-ack': async function* (): AsyncGenerator<BenchRow> {
    const folder = await mkdtemp(join(tmpdir(), 'hallway-bench-'));
    await fillStore(folder, PEOPLE, ROUNDS);
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
  'slack-sync': async function* (): AsyncGenerator<BenchRow> {
    for (const people of [2_000, 20_000]) yield* firstSync(people);
  },
};

/** The first look at a workspace, in real time and within Slack's rates: how long it takes, and the bot's peak memory. */
async function* firstSync(people: number): AsyncGenerator<BenchRow> {
  const folder = await mkdtemp(join(tmpdir(), 'hallway-bench-'));
  const home = workspaceOf(people);
  const fake = await FakeSlack.start([home]);
  const began = performance.now();
  const bot = await startBot(folder, fake.apiUrl, home.token);
  const ms = Math.round(performance.now() - began);
  const row = (bench: string, value: number, unit: string) => ({ bench, variant: 'lowdb', n: people, value, unit });
  yield row('slack-sync', ms, 'ms');
  yield row('slack-sync-rss', peakMegabytes(bot.pid), 'MB');
  yield row('slack-sync-refusals', fake.rates.refusals, 'calls');
  bot.kill('SIGTERM');
  if (bot.exitCode === null) await once(bot, 'close');
  await fake.stop();
  await rm(folder, { recursive: true, force: true });
}

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
