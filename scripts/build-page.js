// Builds the sandbox page into dist/ui. Plain JavaScript: `npm ci` runs it under whatever Node there is.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const pathOf = (relative) => fileURLToPath(new URL(`../${relative}`, import.meta.url));

/** Why there is nothing to do, or undefined. Without dev dependencies the bot runs all the same, only without its page. */
function reasonToSkip() {
  if (process.argv.includes('--if-missing') && existsSync(pathOf('dist/ui/index.html'))) return '';
  if (!existsSync(pathOf('adapters/sandbox/ui/index.html'))) return 'the sources of the sandbox page are not here';
  if (!existsSync(pathOf('node_modules/vite/package.json')))
    return 'the sandbox page was not built: that takes the dev dependencies (npm ci)';
  return undefined;
}

const reason = reasonToSkip();
if (reason === undefined) {
  const { build } = await import('vite');
  await build({ configFile: pathOf('vite.config.ts'), logLevel: 'warn' });
} else if (reason !== '') {
  console.error(`Hallway: ${reason}`);
}
