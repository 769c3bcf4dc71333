import type { Page } from 'playwright-core';
import type { WireState } from '../../adapters/sandbox/wire.ts';
import type { PictureServer } from './server.ts';

/** What somebody does on a page. */
export type Act = (page: Page) => Promise<unknown>;

/** A page as somebody comes to it, and what they do there before the picture is taken. */
export interface Scene {
  readonly name: string;
  /** After the `#/`: who looks, and where. */
  readonly hash: string;
  readonly act?: Act;
  /** What the server is made to answer instead, set before the page opens. */
  readonly prepare?: Act;
}

/** A time in the story: what happens first, and what is seen then. */
export interface Chapter {
  readonly name: string;
  readonly happens?: (server: PictureServer) => Promise<unknown>;
  readonly scenes: (server: PictureServer) => Promise<readonly Scene[]>;
}

/** What a person does on the page, on a screen or a phone. */
export const at = (page: Page) => ({
  /** On a phone one column shows at a time. */
  async column(name: 'Chats' | 'Conversation' | 'Clock') {
    const button = page.getByRole('navigation', { name: 'Columns' }).getByRole('button', { name, exact: true });
    if (await button.isVisible()) await button.click();
  },
  press: (name: string | RegExp) => page.getByRole('button', { name }).first().click(),
  pressLast: (name: string) => page.getByRole('log').getByRole('button', { name, exact: true }).last().click(),
  reads: (words: string | RegExp) => page.getByText(words).first().waitFor(),
  type: (words: string) => page.getByRole('combobox', { name: /Write in/ }).fill(words),
});

/** The id of the first chat that a person shares with somebody. */
export async function chatOf(server: PictureServer, person: string): Promise<string> {
  const { places } = await server.get<WireState>(`/sandbox/state?as=${person}`);
  const chat = places.find(({ kind }) => kind === 'group');
  if (!chat) throw new Error(`${person} has not been introduced to anybody`);
  return chat.id;
}

/** Presses a button by its words on the latest card of a person that has it. */
export async function pressAs(server: PictureServer, as: string, label: string): Promise<void> {
  const { messages } = await server.get<WireState>(`/sandbox/state?as=${as}`);
  const card = messages.findLast(({ buttons }) => buttons.some((button) => button.label === label));
  const button = card?.buttons.find((one) => one.label === label);
  if (!card || !button) throw new Error(`${as} has no button "${label}"`);
  await server.post('/sandbox/press', { as, message: card.id, button: button.id });
}
