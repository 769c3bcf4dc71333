// Draws the icons of the Teams app from their SVG sources: node scripts/draw-icons.ts
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openBrowser, openPage } from './pictures/studio.ts';

const pathOf = (name: string) => fileURLToPath(new URL(`../manifests/teams/${name}`, import.meta.url));
const icons = { color: 192, outline: 32 } as const;

const browser = await openBrowser();
for (const [name, size] of Object.entries(icons)) {
  const page = await openPage(browser, { width: size, height: size }, []);
  const svg = readFileSync(pathOf(`${name}.svg`), 'utf8');
  await page.setContent(`<style>* { margin: 0 } svg { display: block }</style>${svg}`);
  await page.screenshot({ path: pathOf(`${name}.png`), omitBackground: true });
}
await browser.close();
