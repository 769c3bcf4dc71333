import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';

const SWITCHES = ['no-sandbox', 'disable-gpu', 'disable-quic', 'no-first-run', 'disable-background-networking'];
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A width and a height to look at a page in. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** One of the four ways each picture is taken. */
export interface Variant {
  readonly size: Size;
  readonly colorScheme: 'light' | 'dark';
}

export const sizes: readonly Size[] = [
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
];
export const variants: readonly Variant[] = sizes.flatMap((size) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ size, colorScheme })),
);
/** A way in words: `390 dark`. */
export const nameOf = ({ size, colorScheme }: Variant): string => `${size.width} ${colorScheme}`;

/** Chromium from CHROMIUM_PATH, Debian's, or Playwright's own. */
export function openBrowser(): Promise<Browser> {
  const executablePath = [process.env.CHROMIUM_PATH, '/usr/bin/chromium'].find((path) => path && existsSync(path));
  return chromium.launch({
    args: SWITCHES.map((flag) => `--${flag}`),
    ...(executablePath && { executablePath }),
  });
}

/** A fresh page of that size; what it throws is added to `problems`. */
export async function openPage(browser: Browser, viewport: Size, problems: string[], scale = 1): Promise<Page> {
  const context = await browser.newContext({
    viewport,
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'UTC',
    deviceScaleFactor: scale,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.on('pageerror', (error) => problems.push(`threw ${error.message}`));
  return page;
}

/** Opens a place of the sandbox's page and waits until everything it asked for has come. */
export async function openPlace(page: Page, url: string, hash: string): Promise<void> {
  await page.goto(`${url}/#/${hash}`, { waitUntil: 'networkidle' });
  await page.locator('.desk, .waiting').first().waitFor();
}

/** Takes the picture of a page or of a part of it. */
export async function take(what: Page | Locator, path: string): Promise<void> {
  mkdirSync(dirname(path), { recursive: true });
  await what.screenshot({ path, animations: 'disabled' });
}

/** What is wrong with the page as it stands: serious findings of axe-core, missing alt texts, what is too wide. */
export async function inspect(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(inspection);
}

// Handed over as text: the page has no module of ours, and these names mean something only there.
const inspection = `(async () => {
  const { violations } = await axe.run({ resultTypes: ['violations'] });
  const found = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => 'axe ' + id + ': ' + node.html.slice(0, 160)));
  for (const image of document.querySelectorAll('img:not([alt])')) found.push('no alt text: ' + image.outerHTML);
  const wide = document.documentElement.scrollWidth - innerWidth;
  if (wide > 0) found.push('the page is ' + wide + ' px too wide');
  for (const part of document.querySelectorAll('body *')) {
    const { overflowX, textOverflow } = getComputedStyle(part);
    if (part.scrollWidth <= part.clientWidth + 1 || part.clientWidth === 0) continue;
    // Meant to be cut with dots, or to scroll sideways inside its own frame.
    const isMeant = textOverflow === 'ellipsis' || part.matches('input, .hidden-words, [data-scrolls], [data-scrolls] *, svg *');
    if (!isMeant && overflowX !== 'visible') found.push('cut off: ' + part.outerHTML.slice(0, 120));
    else if (!isMeant && part.getBoundingClientRect().left + part.scrollWidth > innerWidth + 1 && part.checkVisibility())
      found.push('runs out of the page: ' + part.outerHTML.slice(0, 120));
  }
  return found;
})()`;
