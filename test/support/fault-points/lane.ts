import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import type { Order } from './bot.ts';
import type { State } from './state.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const node = join(root, 'node_modules/.bin/node');

/** How an order ended: carried out, or with the process killed at a step. */
export type Ending =
  | {
      readonly kind: 'done';
      readonly steps: number;
      /** As the store was when it was opened, before anything was made good. */
      readonly found: State;
      readonly state: State;
      readonly failures: readonly string[];
    }
  | { readonly kind: 'killed'; readonly step: string };

/** Puts the bot's sources into one file, which starts in a fraction of the time; answers its path. */
export async function bundleBot(folder: string): Promise<string> {
  const output = { entryFileNames: 'bot.mjs', codeSplitting: false } as const;
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: fileURLToPath(new URL('bot.ts', import.meta.url)),
      outDir: folder,
      emptyOutDir: true,
      minify: false,
      rolldownOptions: { output },
    },
  });
  return join(folder, 'bot.mjs');
}

/** One bot process after another: who kills one gets a new one with the next order. */
export class Lane {
  readonly #program: string;
  readonly #cache: string;
  #child: ChildProcessWithoutNullStreams | undefined;

  constructor(program: string) {
    this.#program = program;
    this.#cache = join(program, '..', 'compiled');
  }

  /** Has an order carried out. Throws where the process ends in any way but the one ordered. */
  order(order: Order): Promise<Ending> {
    const child = this.#child ?? this.#start();
    const { promise, resolve, reject } = Promise.withResolvers<Ending>();
    let step: string | undefined;
    const lines = createInterface(child.stdout).on('line', (line) => {
      const said = JSON.parse(line) as { kind: 'dying'; step: string } | Ending;
      if (said.kind === 'dying') step = said.step;
      else finish(() => resolve(said));
    });
    const closed = (code: number | null, signal: NodeJS.Signals | null) => {
      this.#child = undefined;
      if (signal === 'SIGKILL' && step !== undefined) finish(() => resolve({ kind: 'killed', step: step ?? '' }));
      else finish(() => reject(new Error(`the bot ended with ${signal ?? code}: ${errors.join('')}`)));
    };
    const errors: string[] = [];
    const complain = (chunk: Buffer) => errors.push(String(chunk));
    const finish = (then: () => void) => {
      lines.close();
      child.off('close', closed);
      child.stderr.off('data', complain);
      then();
    };
    child.on('close', closed);
    child.stderr.on('data', complain);
    child.stdin.write(`${JSON.stringify(order)}\n`);
    return promise;
  }

  close(): void {
    this.#child?.stdin.end();
  }

  #start(): ChildProcessWithoutNullStreams {
    const env = { ...process.env, NODE_COMPILE_CACHE: this.#cache };
    const child = spawn(node, ['--disable-warning=ExperimentalWarning', this.#program], { env });
    this.#child = child;
    return child;
  }
}
