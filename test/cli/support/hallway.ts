import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const pathOf = (relative: string) => fileURLToPath(new URL(`../../../${relative}`, import.meta.url));
const BIN = pathOf('bin/hallway.js');
const PATH = `${pathOf('node_modules/.bin')}:${process.env.PATH}`;
/** Halves what each start costs: the sources are compiled once for all of them. */
const NODE_COMPILE_CACHE = join(tmpdir(), 'hallway-compile-cache');

/** Variables for the child beside PATH. */
export type Variables = Readonly<Record<string, string>>;

/** What a command left behind. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A server in a process of its own. */
export interface Served {
  readonly url: string;
  readonly child: ChildProcess;
  /** What it has logged so far. */
  log(): string;
  /** Sends the signal; resolves with the exit code and how long it took. */
  stop(signal?: NodeJS.Signals): Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  get(path: string, headers?: Variables): Promise<Response>;
  say(as: string, place: string, words: string): Promise<Record<string, unknown>>;
  post(path: string, body: unknown): Promise<Record<string, unknown>>;
}

/** A data folder that goes when the test does. */
export function dataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hallway-cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function launch(args: readonly string[], variables: Variables): ChildProcess {
  return spawn('node', [BIN, ...args], {
    // Where no .env lies about.
    cwd: tmpdir(),
    env: { PATH, NODE_COMPILE_CACHE, PORT: '0', LOG_LEVEL: 'warn', ...variables },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

/** Runs a command to its end, with `input` on its standard input. */
export async function hallway(args: readonly string[], variables: Variables = {}, input = ''): Promise<Ended> {
  const child = launch(args, variables);
  child.stdin?.end(input);
  const exit = once(child, 'close');
  const [out, err] = await Promise.all([text(child.stdout as NodeJS.ReadableStream), text(child.stderr as never)]);
  const [code] = (await exit) as [number | null];
  return { code, out, err };
}

/** Starts a server and waits for the line that says where it is. It is killed with the test, if need be. */
export async function serve(variables: Variables, args: readonly string[] = ['start']): Promise<Served> {
  const child = launch(args, variables);
  const exit = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  onTestFinished(() => void child.kill('SIGKILL'));
  let log = '';
  child.stderr?.on('data', (chunk) => {
    log += chunk;
  });
  const url = await firstUrl(child, () => log);
  const send = async (path: string, body: unknown) => {
    const response = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    return (await response.json()) as Record<string, unknown>;
  };
  return {
    url,
    child,
    log: () => log,
    stop: async (signal = 'SIGTERM') => {
      child.kill(signal);
      const [code, by] = await exit;
      return { code, signal: by };
    },
    get: (path, headers = {}) => fetch(`${url}${path}`, { headers }),
    say: (as, place, words) => send('/sandbox/say', { as, place, text: words }),
    post: send,
  };
}

function firstUrl(child: ChildProcess, log: () => string): Promise<string> {
  let out = '';
  return new Promise((done, fail) => {
    child.stdout?.on('data', (chunk) => {
      out += chunk;
      const url = /http:\/\/\S+/.exec(out)?.[0];
      if (url !== undefined) done(url);
    });
    child.on('exit', (code) => fail(new Error(`hallway ended with ${code} before it served: ${log()}`)));
  });
}

/** The files under a folder, those whose path matches `except` aside, that hold any of these texts. */
export function filesWith(folder: string, texts: readonly string[], except: RegExp): string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => !except.test(path))
    .flatMap((path) => texts.filter((one) => readFileSync(path).includes(one)).map((one) => `${path}: ${one}`));
}
