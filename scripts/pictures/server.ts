import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const pathOf = (relative: string) => fileURLToPath(new URL(`../../${relative}`, import.meta.url));
/** Sunday, 09:00 UTC: the first round of a fortnightly Tuesday is nine days ahead. */
const BEGIN = Date.parse('2026-11-22T09:00:00Z');

/** The real server in a process of its own, with a sandbox that always begins at the same instant. */
export interface PictureServer {
  readonly url: string;
  post(path: string, body: unknown): Promise<Record<string, unknown>>;
  get<Body>(path: string): Promise<Body>;
  stop(): Promise<void>;
}

/** Builds the page freshly into `dist/ui`. */
export async function buildPage(): Promise<void> {
  const [code] = await once(spawn('node', [pathOf('scripts/build-page.js')], { stdio: 'inherit' }), 'exit');
  if (code !== 0) throw new Error(`the page could not be built (${code})`);
}

/** Starts it with a data folder that goes when it stops. */
export async function startServer(): Promise<PictureServer> {
  const folder = mkdtempSync(join(tmpdir(), 'hallway-pictures-'));
  const platform = join(folder, 'sandbox', 'platform');
  mkdirSync(platform, { recursive: true });
  writeFileSync(join(platform, 'messages.jsonl'), `${JSON.stringify({ kind: 'clock', now: BEGIN })}\n`);
  const child = spawn('node', [pathOf('bin/hallway.js'), 'sandbox', '--port', '0'], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      NODE_OPTIONS: `--import=${pathOf('scripts/pictures/same-ids.js')}`,
      HALLWAY_DATA: folder,
      HALLWAY_KEY: Buffer.alloc(32, 7).toString('base64'),
      LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await firstUrl(child);
  const stop = async () => {
    child.kill('SIGTERM');
    await once(child, 'exit');
    rmSync(folder, { recursive: true, force: true });
  };
  return {
    url,
    post: (path, body) => read(path, fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })),
    get: (path) => read(path, fetch(`${url}${path}`)),
    stop,
  };
}

const headers = { 'Content-Type': 'application/json' };

async function read<Body>(path: string, answer: Promise<Response>): Promise<Body> {
  const response = await answer;
  const body: unknown = await response.json();
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${JSON.stringify(body)}`);
  return body as Body;
}

function firstUrl(child: ChildProcess): Promise<string> {
  let out = '';
  return new Promise((done, fail) => {
    child.stdout?.on('data', (chunk) => {
      out += chunk;
      const url = /http:\/\/\S+/.exec(out)?.[0];
      if (url !== undefined) done(url);
    });
    child.on('exit', (code) => fail(new Error(`hallway ended with ${code} before it served`)));
  });
}
