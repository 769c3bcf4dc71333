import { ConfigError, readConfig } from '../config.ts';
import { UserError } from '../core/errors.ts';
import { ListenError } from '../drivers/http-server.ts';
import { StoreError } from '../drivers/lowdb/index.ts';
import { PostgresError } from '../drivers/postgres/index.ts';
import { SealingError } from '../drivers/sealing/index.ts';
import { CommandError, type Exit, exits } from './exits.ts';

/** The exit code that an error stands for. */
export function exitOf(error: unknown): Exit {
  if (error instanceof CommandError) return error.exit;
  if (error instanceof ConfigError || error instanceof SealingError) return exits.config;
  if (error instanceof StoreError) return storeExit(error);
  if (error instanceof PostgresError) return databaseExit(error);
  if (error instanceof ListenError) return isTaken(error) ? exits.tryLater : exits.cannotCreate;
  return error instanceof UserError ? exits.badData : exits.software;
}

/** Whether LOG_LEVEL asks for stacks; settings that cannot be read do not. */
export function isDebugging(): boolean {
  try {
    return readConfig().logLevel === 'debug';
  } catch {
    return false;
  }
}

/** What to tell the person at the terminal; the value of no variable is in it, and a stack only when they ask for it. */
export function sentenceFor(error: unknown, isDebug: boolean): string {
  const stack = isDebug && error instanceof Error ? `\n${error.stack}` : '';
  return `${plainSentence(error)}${stack}`;
}

function plainSentence(error: unknown): string {
  if (error instanceof ConfigError)
    return ['Hallway cannot start with these settings:', ...error.message.split('\n')].join('\n  ');
  const message = error instanceof Error ? error.message : String(error);
  if (exitOf(error) !== exits.software) return `Hallway: ${ended(message)}`;
  return `Hallway: something went wrong (${message}). LOG_LEVEL=debug shows where.`;
}

function storeExit({ kind }: StoreError): Exit {
  if (kind === 'in use') return exits.tryLater;
  return kind === 'unwritable' ? exits.cannotCreate : exits.ioError;
}

function databaseExit({ kind }: PostgresError): Exit {
  if (kind === 'refused') return exits.config;
  return kind === 'away' || kind === 'full' ? exits.tryLater : exits.ioError;
}

const isTaken = ({ cause }: ListenError) => cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE';
const ended = (sentence: string) => (/[.!?:]$/.test(sentence) || sentence.includes('\n') ? sentence : `${sentence}.`);
