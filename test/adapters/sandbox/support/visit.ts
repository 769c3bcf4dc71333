import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { type ServedSandbox, serveSandbox } from './serve.ts';

const flags = ['no-sandbox', 'disable-gpu', 'disable-quic', 'no-first-run', 'disable-background-networking'];
const switches = [...flags, 'disable-component-update', 'disable-sync'].map((flag) => `--${flag}`);
const executable = [process.env.CHROMIUM_PATH, '/usr/bin/chromium'].find((path) => path && existsSync(path));
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const screen = { width: 1280, height: 800 };
export const phone = { width: 390, height: 844 };

export interface Visit {
  readonly served: ServedSandbox;
  readonly page: Page;
  /** What the page asked of any other origin, and what it complained of. */
  readonly strays: string[];
  /** The files of the page that were loaded so far, by their names. */
  readonly loaded: string[];
  /** The serious findings of axe-core, as `rule: element`, and what is too wide. */
  findings(): Promise<string[]>;
  close(): Promise<void>;
}

export interface VisitOptions {
  readonly viewport?: typeof screen;
  readonly prepare?: (served: ServedSandbox) => Promise<unknown>;
  /** The look to draw in. */
  readonly look?: 'slack' | 'teams';
}

/** The page built freshly and a browser for all tests of a file; answers how to visit a place, and where the page is. */
export function withBrowser(): { visit(hash: string, options?: VisitOptions): Promise<Visit>; folder(): string } {
  let folder = '';
  let browser: Browser;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hallway-page-'));
    // In a process of its own: vitest's NODE_ENV would make it a page for developers.
    const env = { ...process.env, NODE_ENV: 'production' };
    await promisify(execFile)('npx', ['vite', 'build', '--outDir', folder, '--emptyOutDir'], { env });
    browser = await chromium.launch({ args: switches, ...(executable && { executablePath: executable }) });
  });
  afterAll(() => browser.close());
  return { visit: (hash, options) => visit(browser, folder, hash, options), folder: () => folder };
}

async function visit(
  browser: Browser,
  folder: string,
  hash: string,
  { viewport = screen, prepare, look }: VisitOptions = {},
): Promise<Visit> {
  const served = await serveSandbox(folder);
  await prepare?.(served);
  const context = await browser.newContext({ viewport, reducedMotion: 'reduce' });
  if (look) await context.addInitScript(`localStorage.setItem('hallway.look', '${look}')`);
  const page = await context.newPage();
  const strays: string[] = [];
  const loaded: string[] = [];
  page.on('request', (request) => {
    const { origin, pathname } = new URL(request.url());
    if (origin !== served.url) strays.push(request.url());
    else if (pathname === '/' || /\.\w+$/.test(pathname)) loaded.push(pathname === '/' ? 'index.html' : pathname);
  });
  page.on('pageerror', (error) => strays.push(error.message));
  page.on('console', (said) => said.text().includes('Content Security Policy') && strays.push(said.text()));
  page.setDefaultTimeout(10_000);
  await page.goto(`${served.url}/#/${hash}`);
  await page.waitForSelector('.desk');
  const close = async () => {
    await context.close();
    await served.stop();
  };
  return { served, page, strays, loaded, findings: () => findings(page), close };
}

async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const found: string[] =
    await page.evaluate(`axe.run({ resultTypes: ['violations'] }).then(({ violations }) => violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => id + ': ' + node.html)))`);
  const wide: number = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
  return wide > 0 ? [...found, `overflow: ${wide}px`] : found;
}
