import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import type { WireState } from '../../adapters/sandbox/wire.ts';
import { at, pressAs } from './scenes.ts';
import type { PictureServer } from './server.ts';
import { chooseLook } from './skins.ts';
import { openPage, openPlace, take } from './studio.ts';

const pathOf = (name: string) => fileURLToPath(new URL(`../../docs/pictures/${name}.png`, import.meta.url));
const command = '/hallway coffee every 2 weeks on tuesday at 10:00';
// Narrower than the clock's column needs, so that the conversation has the room.
const screen = { width: 960, height: 620 };
const tall = { width: 460, height: 1_600 };
const SCALE = 1.25;
/** The conversation alone, as wide as the platforms make it. */
const talk = { width: 1_000, height: 620 };

/** The pictures of README and docs: what is coming up, and an introduction across zones, here, on Slack and on Teams. */
export async function drawReadme(browser: Browser, server: PictureServer): Promise<void> {
  await server.post('/sandbox/say', { as: 'ana', place: 'general', text: command });
  await drawTalk(browser, server, 'slack', 'ana/general', 'slack-start');
  await pressAs(server, 'ana', 'Start');
  await server.post('/sandbox/clock', { to: '2026-11-23T16:00:00Z' });
  const timeline = await openPage(browser, tall, [], SCALE);
  await openPlace(timeline, server.url, 'ana/general');
  await at(timeline).column('Clock');
  await timeline.evaluate(trim);
  await take(timeline.getByRole('region', { name: 'Coming up' }), pathOf('upcoming'));

  await server.post('/sandbox/clock', { to: '2026-11-24T10:00:00Z' });
  const { person, other, place } = await acrossZones(server);
  await server.post('/sandbox/say', { as: other, place, text: 'Hello. The first of these suits me. You?' });
  await server.post('/sandbox/say', { as: person, place, text: 'Me too. I bring the coffee, you bring the question.' });
  const chat = await openPage(browser, screen, [], SCALE);
  await openPlace(chat, server.url, `${person}/${place}`);
  await take(chat, pathOf('chat'));
  for (const look of ['slack', 'teams'] as const) {
    await drawTalk(browser, server, look, `${person}/${place}`, `${look}-introduction`);
    await drawTalk(browser, server, look, `${person}/home`, `${look}-home`);
  }
}

/** One place in a platform's look, without the sandbox around it. */
async function drawTalk(
  browser: Browser,
  server: PictureServer,
  look: 'slack' | 'teams',
  hash: string,
  name: string,
): Promise<void> {
  const page = await openPage(browser, talk, [], SCALE);
  await chooseLook(page, look);
  await openPlace(page, server.url, hash);
  await page.locator(`.${look}-card > *`).first().waitFor();
  // On Teams those introduced share no chat with Hallway: each has the card alone.
  const what = name === 'teams-introduction' ? page.locator('.message').first() : page.locator('.desk > main');
  await take(what, pathOf(name));
  await page.context().close();
}

// The first days are enough for a picture, with some air around them.
const trim = `(() => {
  const section = document.querySelector('.timeline').closest('section');
  Object.assign(section.style, { margin: 0, padding: '1rem', border: 0 });
  for (const late of section.querySelectorAll('.timeline > li:nth-child(n + 6), .timeline ~ button')) late.remove();
})()`;

interface Introduced {
  readonly person: string;
  readonly other: string;
  readonly place: string;
}

/** Two people in two zones whose hours overlap. */
async function acrossZones(server: PictureServer): Promise<Introduced> {
  const { people } = await server.get<WireState>('/sandbox/state');
  for (const { id: person } of people) {
    const { messages, places } = await server.get<WireState>(`/sandbox/state?as=${person}`);
    const card = messages.findLast(({ text }) => /\(it's \d/.test(text) && text.includes("You're both at work"));
    const others = places.find(({ id }) => id === card?.place)?.people.filter((id) => id !== person) ?? [];
    const [other] = others;
    if (card && other !== undefined) return { person, other, place: card.place };
  }
  throw new Error('nobody was introduced across two zones');
}
