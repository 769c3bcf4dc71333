import { type Logger, LogLevel, webApi } from '@slack/bolt';
import type { Log } from '../../src/ports/log.ts';

const TIMEOUT_MS = 10_000;
const TOKEN = /\bx(?:ox[a-z]|app)[-.][\w.-]+/g;

/** A client that calls once: what failed is for the outbox to judge, since Slack knows no idempotency key. */
export function strictClient(token: string, apiUrl: string, log: Log): webApi.WebClient {
  return new webApi.WebClient(token, {
    slackApiUrl: apiUrl,
    timeout: TIMEOUT_MS,
    logger: quietLogger(log),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  });
}

/** Slack's libraries as lines of our log: warnings and errors only, and never a token. */
export function quietLogger(log: Log): Logger {
  const note = (words: readonly unknown[]) => words.map(String).join(' ').replace(TOKEN, 'x…').slice(0, 300);
  return {
    debug() {},
    info() {},
    warn: (...words) => log.warn('slack.library', { note: note(words) }),
    error: (...words) => log.warn('slack.library', { note: note(words) }),
    setLevel() {},
    getLevel: () => LogLevel.WARN,
    setName() {},
  };
}
