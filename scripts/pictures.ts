// Draws every message, form and page into artifacts/pictures, or those with a word in their name; `--readme` draws the
// README's two instead.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { fileOf, type Shot, titleOf, writeGallery } from './pictures/gallery.ts';
import { drawReadme } from './pictures/readme.ts';
import type { Chapter, Scene } from './pictures/scenes.ts';
import { buildPage, type PictureServer, startServer } from './pictures/server.ts';
import { type Skin, samples, skins } from './pictures/skins.ts';
import { story } from './pictures/story.ts';
import {
  inspect,
  openBrowser,
  openPage,
  openPlace,
  type Size,
  sizes,
  take,
  type Variant,
  variants,
} from './pictures/studio.ts';

const folder = fileURLToPath(new URL('../artifacts/pictures', import.meta.url));

/** Only pictures whose chapter or name holds this word, while one mends them. */
const wanted = process.argv[2] ?? '';
const isWanted = (chapter: string, name: string) => `${chapter} ${name}`.toLowerCase().includes(wanted.toLowerCase());

async function drawSkin(browser: Browser, server: PictureServer, skin: Skin): Promise<Shot[]> {
  const chapter = `Messages in ${skin.name}`;
  const shown = samples.filter(({ name }) => isWanted(chapter, name));
  const shots = await Promise.all(
    (shown.length === 0 ? [] : sizes).map(async (size) => {
      const thrown: string[] = [];
      const page = await openPage(browser, size, thrown);
      const places = await skin.show(page, server.url, shown);
      const taken = await inBoth(page, size, async (variant) => {
        const problems = [...thrown, ...(await inspect(page))];
        const row: Shot[] = [];
        for (const [index, { name }] of shown.entries()) {
          const file = fileOf(chapter, name, variant);
          await take(places[index] ?? page, join(folder, file));
          // The page was looked at as a whole; what is wrong stands at its first picture.
          row.push({ chapter, name, variant, file, problems: index === 0 ? problems : [] });
        }
        return row;
      });
      await page.context().close();
      return taken.flat();
    }),
  );
  return shots.flat();
}

async function drawChapter(browser: Browser, server: PictureServer, chapter: Chapter): Promise<Shot[]> {
  await chapter.happens?.(server);
  const shots: Shot[] = [];
  for (const scene of await chapter.scenes(server)) {
    if (!isWanted(chapter.name, scene.name)) continue;
    const both = sizes.map((size) => drawScene(browser, server, chapter.name, scene, size));
    shots.push(...(await Promise.all(both)).flat());
  }
  return shots;
}

async function drawScene(
  browser: Browser,
  server: PictureServer,
  chapter: string,
  scene: Scene,
  size: Size,
): Promise<Shot[]> {
  const thrown: string[] = [];
  const page = await openPage(browser, size, thrown);
  try {
    await scene.prepare?.(page);
    await openPlace(page, server.url, scene.hash);
    await scene.act?.(page);
  } catch (cause) {
    thrown.push(cause instanceof Error ? cause.message : String(cause));
  }
  const shots = await inBoth(page, size, async (variant): Promise<Shot> => {
    const file = fileOf(chapter, scene.name, variant);
    await take(page, join(folder, file));
    return { chapter, name: scene.name, variant, file, problems: [...thrown, ...(await inspect(page))] };
  });
  await page.context().close();
  return shots;
}

async function inBoth<Answer>(page: Page, size: Size, work: (variant: Variant) => Promise<Answer>): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const variant of variants.filter((one) => one.size === size)) {
    await page.emulateMedia({ colorScheme: variant.colorScheme });
    answers.push(await work(variant));
  }
  return answers;
}

async function drawAll(browser: Browser, server: PictureServer): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  const shots: Shot[] = [];
  for (const skin of skins) shots.push(...(await drawSkin(browser, server, skin)));
  for (const chapter of story) shots.push(...(await drawChapter(browser, server, chapter)));
  writeGallery(folder, shots);
  const wrong = shots.filter((shot) => shot.problems.length > 0);
  for (const shot of wrong) for (const words of shot.problems) console.error(`${titleOf(shot)}: ${words}`);
  console.log(`${shots.length} pictures in artifacts/pictures/index.html, ${wrong.length} with something wrong`);
  if (wrong.length > 0) process.exitCode = 1;
}

await buildPage();
const [server, browser] = await Promise.all([startServer(), openBrowser()]);
try {
  await (process.argv.includes('--readme') ? drawReadme(browser, server) : drawAll(browser, server));
} finally {
  await browser.close();
  await server.stop();
}
