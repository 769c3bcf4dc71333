import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { at, chatOf, pressAs } from './scenes.ts';
import type { PictureServer } from './server.ts';
import { openPage, openPlace, take } from './studio.ts';

const pathOf = (name: string) => fileURLToPath(new URL(`../../docs/pictures/${name}.png`, import.meta.url));
const screen = { width: 1080, height: 640 };
const tall = { width: 390, height: 620 };

/** The two pictures of the README: an introduction, and what is coming up. */
export async function drawReadme(browser: Browser, server: PictureServer): Promise<void> {
  await server.post('/sandbox/say', {
    as: 'ana',
    place: 'general',
    text: '/hallway coffee every 2 weeks on tuesday at 10:00',
  });
  await pressAs(server, 'ana', 'Start');
  await server.post('/sandbox/clock', { to: '2026-11-23T12:00:00Z' });
  const timeline = await openPage(browser, tall, [], 1.5);
  await openPlace(timeline, server.url, 'ana/general');
  await at(timeline).column('Clock');
  await take(timeline, pathOf('upcoming'));

  await server.post('/sandbox/clock', { to: '2026-11-24T10:00:00Z' });
  const chat = await openPage(browser, screen, [], 1.5);
  await openPlace(chat, server.url, `ana/${await chatOf(server, 'ana')}`);
  await take(chat, pathOf('chat'));
}
