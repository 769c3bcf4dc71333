import { Command, Option } from 'commander';
import { type EngineName, engines } from '../features/coffee/pairing/index.ts';
import type { PairingResult } from '../features/coffee/pairing/types.ts';
import { CommandError, exits } from './exits.ts';
import { readInput } from './input.ts';
import { readMatchInput } from './match-input.ts';

interface Options {
  readonly seed: string;
  readonly engine: EngineName;
  readonly table?: boolean;
}

/** `hallway match`: one pairing, offline; JSON in, JSON out. */
export function matchCommand(): Command {
  return new Command('match')
    .description('make the groups of one round from JSON on standard input, offline')
    .option('--seed <text>', 'the same seed gives the same groups', 'hallway')
    .addOption(new Option('--engine <name>', 'how groups are made').choices(Object.keys(engines)).default('exact'))
    .option('--table', 'a table for people in place of JSON')
    .action(async ({ seed, engine, table }: Options) => {
      const input = readMatchInput(parseJson(await readInput('-')), seed);
      const start = performance.now();
      const result = engines[engine](input);
      const ms = performance.now() - start;
      console.log(table ? tableOf(result) : JSON.stringify(answerOf(result, ms)));
    });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.replaceAll(/\s+/g, ' ') : String(cause);
    throw new CommandError(exits.badData, `input: this is not JSON (${why})`);
  }
}

function answerOf({ isCutShort: _, ...result }: PairingResult, ms: number): object {
  return { ...result, ms: Math.round(ms * 1000) / 1000 };
}

function tableOf(result: PairingResult): string {
  const names = result.groups.map((group) => group.join(', '));
  const width = Math.max(0, ...names.map((name) => name.length));
  const rows = names.map((name, i) => `${name.padEnd(width)}  ${result.reasons[i] ?? ''}`);
  const left = result.left.map(({ id, why }) => `${id}: ${why}`);
  const proof = result.gap === 0 ? 'nothing better exists' : 'not proven the best';
  const total = `${result.groups.length} groups, ${result.repeats} repeats, ${result.left.length} left out; ${proof}`;
  return [...rows, ...left, total].join('\n');
}
