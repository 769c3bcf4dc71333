import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import type { WireState } from '../../adapters/sandbox/wire.ts';
import { at, pressAs } from './scenes.ts';
import type { PictureServer } from './server.ts';
import { openPage, openPlace, take } from './studio.ts';

const pathOf = (name: string) => fileURLToPath(new URL(`../../docs/pictures/${name}.png`, import.meta.url));
const command = '/hallway coffee every 2 weeks on tuesday at 10:00';
// Narrower than the clock's column needs, so that the conversation has the room.
const screen = { width: 960, height: 720 };
const tall = { width: 460, height: 1_600 };
const SCALE = 1.25;

/** The two pictures of the README: what is coming up, and an introduction across zones. */
export async function drawReadme(browser: Browser, server: PictureServer): Promise<void> {
  await server.post('/sandbox/say', { as: 'ana', place: 'general', text: command });
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
    const card = messages.findLast(({ text }) => /\(it's \d/.test(text) && text.includes("You're both free"));
    const others = places.find(({ id }) => id === card?.place)?.people.filter((id) => id !== person) ?? [];
    const [other] = others;
    if (card && other !== undefined) return { person, other, place: card.place };
  }
  throw new Error('nobody was introduced across two zones');
}
