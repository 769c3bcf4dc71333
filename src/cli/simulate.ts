import { setImmediate } from 'node:timers/promises';
import { Command, Option } from 'commander';
import { z } from 'zod';
import { type EngineName, engines } from '../features/coffee/pairing/index.ts';
import { pairsIn, type SimulatedRound, type SimulationSpec, simulate } from '../features/coffee/pairing/simulation.ts';
import type { Pair } from '../features/coffee/pairing/types.ts';
import { CommandError, exits } from './exits.ts';
import { progress } from './progress.ts';

const count = z.coerce.number().int();

/** A share such as 0.1, or a percentage such as 10 or 10%. */
const share = z
  .string()
  .regex(/^\d+(\.\d+)?%?$/, 'expected a share such as 0.1 or 10%')
  .transform((text) => (text.endsWith('%') || Number(text) > 1 ? Number.parseFloat(text) / 100 : Number(text)))
  .pipe(z.number().min(0).max(1));

const options = z.object({
  members: count.min(0).max(100_000),
  rounds: count.min(0).max(10_000),
  seed: z.string(),
  groupSize: count.min(2).max(8),
  engine: z.enum(Object.keys(engines) as [EngineName, ...EngineName[]]),
  zones: count.min(1).max(24),
  absent: share,
  json: z.boolean().optional(),
});

/** What `simulate --json` prints. */
interface Report {
  readonly members: number;
  readonly rounds: readonly Omit<SimulatedRound, 'groups'>[];
  readonly totals: {
    readonly ms: number;
    readonly repeats: number;
    readonly left: number;
    readonly acrossTeams: number;
    readonly firstRepeatRound: number | null;
    readonly pairsMet: number;
  };
}

/** `hallway simulate`: an organisation in virtual time, by our engine or as the peers do it. */
export function simulateCommand(): Command {
  return new Command('simulate')
    .description('play rounds of an invented organisation: who meets whom, how soon repeats come, who is left out')
    .requiredOption('--members <n>', 'how many people')
    .requiredOption('--rounds <n>', 'how many rounds')
    .option('--seed <text>', 'the same seed gives the same rounds', 'hallway')
    .option('--group-size <n>', 'people in a group, 2 to 8', '2')
    .addOption(new Option('--engine <name>', 'how groups are made').choices(Object.keys(engines)).default('exact'))
    .option('--zones <n>', 'time zones the people live in', '1')
    .option('--absent <share>', 'share of people away in each round, such as 0.1', '0')
    .option('--json', 'one JSON object instead of a table')
    .action(async (given: unknown) => {
      const chosen = readOptions(given);
      const report = await play(chosen, engines[chosen.engine]);
      console.log(chosen.json ? JSON.stringify(report) : tableOf(report, chosen));
    });
}

type Chosen = z.infer<typeof options>;

function readOptions(given: unknown): Chosen {
  const parsed = options.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const name = String(issue?.path[0] ?? 'options').replace('groupSize', 'group-size');
  throw new CommandError(exits.badData, `--${name}: ${issue?.message ?? 'cannot be read'}`);
}

async function play(spec: SimulationSpec, engine: Pair): Promise<Report> {
  const rounds: SimulatedRound[] = [];
  const bar = progress('Rounds', spec.rounds);
  for (const round of simulate(spec, engine, () => performance.now())) {
    rounds.push(round);
    bar.step();
    // Lets the bar's own timer have its turn.
    await setImmediate();
  }
  bar.stop();
  return { members: spec.members, rounds: rounds.map(({ groups: _, ...round }) => round), totals: totalsOf(rounds) };
}

function totalsOf(rounds: readonly SimulatedRound[]): Report['totals'] {
  const sum = (read: (round: SimulatedRound) => number): number => rounds.reduce((all, round) => all + read(round), 0);
  const pairs = rounds.map(({ groups }) => [...pairsIn(groups)].map((pair) => pair.join(' ')));
  const met = new Set(pairs.flat());
  const all = pairs.reduce((total, list) => total + list.length, 0);
  const across = rounds.reduce((total, round, i) => total + round.acrossTeams * (pairs[i]?.length ?? 0), 0);
  return {
    ms: sum((r) => r.ms),
    repeats: sum((r) => r.repeats),
    left: sum((r) => r.left),
    acrossTeams: all === 0 ? 0 : across / all,
    firstRepeatRound: rounds.find((r) => r.repeats > 0)?.round ?? null,
    pairsMet: met.size,
  };
}

function tableOf(report: Report, { members: n, engine, groupSize }: Chosen): string {
  const rows = report.rounds.map((r) =>
    [r.round, r.repeats, r.left, `${(r.acrossTeams * 100).toFixed(0)} %`, r.ms.toFixed(1)].map((cell) =>
      String(cell).padStart(10),
    ),
  );
  const head = ['round', 'repeats', 'left out', 'across', 'ms'].map((cell) => cell.padStart(10));
  const { totals } = report;
  const pairs = (n * (n - 1)) / 2;
  const lines = [
    `${engine}: ${totals.pairsMet} of ${pairs} pairs met, ${totals.repeats} repeats, ${totals.left} left out, ` +
      `${(totals.acrossTeams * 100).toFixed(1)} % across teams`,
    `first repeat: ${totals.firstRepeatRound === null ? 'none' : `round ${totals.firstRepeatRound}`}`,
  ];
  // With pairs, and one trio if the number is odd, no plan can do without a repeat for longer than this.
  const bound = n % 2 === 0 ? n - 1 : Math.floor((n * (n - 1)) / (n + 3));
  if (groupSize === 2 && n > 1) lines.push(`rounds without a repeat, at most: ${bound}`);
  return [head.join(''), ...rows.map((row) => row.join('')), ...lines].join('\n');
}
