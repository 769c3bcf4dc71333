/**
 * `npm run bench -- NAME`: runs one file of benches, or all, and prints one JSON object a line:
 * `{"bench","variant"?,"n","value","unit","ratio"?,"peer"?}`.
 */

/** One measured figure. */
export interface BenchRow {
  readonly bench: string;
  readonly variant?: string;
  readonly n: number;
  readonly value: number;
  readonly unit: string;
  /** How many times better than `peer`. */
  readonly ratio?: number;
  readonly peer?: string;
}

/** A named bench: yields its rows as they are measured. */
export type Benches = Readonly<Record<string, () => AsyncIterable<BenchRow>>>;

/** The files there are, loaded only when asked for. */
const files: Readonly<Record<string, () => Promise<{ readonly benches: Benches }>>> = {
  commit: () => import('./commit.ts'),
  match: () => import('./match.ts'),
  'slack-ack': () => import('./slack.ts'),
  stores: () => import('./stores.ts'),
};

async function main(names: readonly string[]): Promise<void> {
  const unknown = names.filter((name) => !(name in files));
  if (unknown.length > 0) {
    console.error(`There is no bench ${unknown.join(', ')}; there are: ${Object.keys(files).join(', ')}.`);
    process.exitCode = 64;
    return;
  }
  for (const name of names.length > 0 ? names : Object.keys(files)) {
    const file = await files[name]?.();
    for (const bench of Object.values(file?.benches ?? {})) {
      for await (const row of bench()) console.log(JSON.stringify(row));
    }
  }
}

if (import.meta.main) await main(process.argv.slice(2));
