import { type DestinationStream, type Logger, pino, stdTimeFunctions } from 'pino';
import type { Log, LogFields } from '../ports/log.ts';

/** What may be logged of an error: its class, code and stack frames, and those of its causes. */
export type ErrorFacts = {
  readonly type: string;
  readonly code?: string;
  readonly message?: string;
  readonly at?: readonly string[];
  readonly cause?: ErrorFacts;
};

const MAX_CAUSES = 4;
const MAX_FRAMES = 20;
const SECRET_NAME = /token|secret|password|authorization|cookie/i;
const SECRET_VALUE = /\bxox[a-z.]*-|\bxapp-|\bBearer\s|\beyJ[\w-]{10}|:\/\/[^/\s]*:[^/\s]*@/;

/** JSON lines on stderr, one an event. Fields that name or look like a secret are blanked; see `errorFacts` for causes. */
export function jsonLog(
  level: 'debug' | 'info' | 'warn' | 'error',
  // Synchronous, so that the last lines before a crash are there.
  stream: DestinationStream = pino.destination({ fd: 2, sync: true }),
): Log {
  const options = {
    level,
    base: null,
    messageKey: 'event',
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  return logOver(pino(options, stream));
}

function logOver(logger: Logger): Log {
  return {
    child: (fields) => logOver(logger.child(blanked(fields))),
    debug: (event, fields = {}) => logger.debug(blanked(fields), event),
    info: (event, fields = {}) => logger.info(blanked(fields), event),
    warn: (event, fields = {}) => logger.warn(blanked(fields), event),
    error: (event, fields = {}, cause) =>
      logger.error({ ...blanked(fields), ...(cause === undefined ? {} : { cause: errorFacts(cause) }) }, event),
  };
}

function blanked(fields: LogFields): LogFields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, isSecret(name, value) ? '***' : value]),
  );
}

function isSecret(name: string, value: LogFields[string]): boolean {
  return typeof value === 'string' && (SECRET_NAME.test(name) || SECRET_VALUE.test(value));
}

/**
 * Leaves messages out, since they may quote people (a JSON parser repeats its input, a refusal what was typed);
 * only the operating system's own, such as ECONNREFUSED with its address, are kept.
 */
export function errorFacts(error: unknown, depth = 1): ErrorFacts {
  if (!(error instanceof Error)) return { type: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const inner = error instanceof AggregateError ? error.errors[0] : error.cause;
  return {
    type: error.constructor.name,
    ...(code === undefined ? {} : { code }),
    ...(code !== undefined && 'syscall' in error ? { message: error.message } : {}),
    at: framesOf(error),
    ...(inner === undefined || depth === MAX_CAUSES ? {} : { cause: errorFacts(inner, depth + 1) }),
  };
}

function framesOf(error: Error): readonly string[] {
  const stack = error.stack ?? '';
  const header = stack.indexOf(error.message);
  // A message of several lines could look like frames, so the header goes first.
  const body = header < 0 ? stack : stack.slice(header + error.message.length);
  return body
    .split('\n')
    .filter((line) => /^ {4}at .*:\d+:\d+\)?$/.test(line))
    .slice(0, MAX_FRAMES)
    .map((line) => line.slice(7));
}
