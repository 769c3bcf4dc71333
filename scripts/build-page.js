// Builds the sandbox page into dist/ui. Plain JavaScript: `npm ci` runs it under whatever Node there is.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const pathOf = (relative) => fileURLToPath(new URL(`../${relative}`, import.meta.url));
const SOURCES = 'adapters/sandbox/ui';
/** What the page was built from, beside the page itself. */
const STAMP = 'dist/ui/.sources';

/** A digest of the page's sources, names and contents: times change with every checkout. */
function digest() {
  const hash = createHash('sha256');
  const names = readdirSync(pathOf(SOURCES), { recursive: true }).map((name) => `${SOURCES}/${name}`);
  for (const name of [...names, 'vite.config.ts'].sort())
    if (statSync(pathOf(name)).isFile()) hash.update(`${name}\0`).update(readFileSync(pathOf(name)));
  return hash.digest('hex');
}

const isFresh = () =>
  existsSync(pathOf('dist/ui/index.html')) &&
  existsSync(pathOf(STAMP)) &&
  readFileSync(pathOf(STAMP), 'utf8') === digest();

/** Why there is nothing to do, or undefined. Without dev dependencies the bot runs all the same, only without its page. */
function reasonToSkip() {
  const isBuilt = existsSync(pathOf('dist/ui/index.html'));
  const isOnlyIfStale = process.argv.includes('--if-stale');
  if (!existsSync(pathOf(`${SOURCES}/index.html`)))
    return isBuilt && isOnlyIfStale ? '' : 'the sources of the sandbox page are not here';
  if (isOnlyIfStale && isFresh()) return '';
  if (existsSync(pathOf('node_modules/vite/package.json'))) return undefined;
  return isBuilt
    ? 'the sandbox page is older than its sources; npm ci builds it anew'
    : 'the sandbox page was not built: that takes the dev dependencies (npm ci)';
}

const reason = reasonToSkip();
if (reason === undefined) {
  const { build } = await import('vite');
  await build({ configFile: pathOf('vite.config.ts'), logLevel: 'warn' });
  writeFileSync(pathOf(STAMP), digest());
} else if (reason !== '') {
  console.error(`Hallway: ${reason}`);
}
