/**
 * `npm run bench -- NAME`: runs one bench, one file of them, or all, and prints one JSON object a line:
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

/** The files there are, by what all of one are called. */
const files: Readonly<Record<string, () => Promise<{ readonly benches: Benches }>>> = {
  'check-ins': () => import('./check-ins.ts'),
  commit: () => import('./commit.ts'),
  'job-library': () => import('./job-library.ts'),
  match: () => import('./match.ts'),
  'one-on-ones': () => import('./one-on-ones.ts'),
  slack: () => import('./slack.ts'),
  stores: () => import('./stores.ts'),
};

async function main(names: readonly string[]): Promise<void> {
  const loaded = await Promise.all(
    Object.entries(files).map(async ([file, load]) => ({ file, benches: (await load()).benches })),
  );
  const known = loaded.flatMap(({ file, benches }) => [file, ...Object.keys(benches)]);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    console.error(`There is no bench ${unknown.join(', ')}; there are: ${[...new Set(known)].join(', ')}.`);
    process.exitCode = 64;
    return;
  }
  const isAsked = (name: string) => names.length === 0 || names.includes(name);
  for (const { file, benches } of loaded)
    for (const [name, bench] of Object.entries(benches))
      if (isAsked(file) || isAsked(name)) for await (const row of bench()) console.log(JSON.stringify(row));
}

if (import.meta.main) await main(process.argv.slice(2));
