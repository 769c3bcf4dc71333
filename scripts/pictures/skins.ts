import type { Locator, Page } from 'playwright-core';
import { accountOf } from '../../adapters/sandbox/organisation.ts';
import { draw } from '../../adapters/sandbox/render.ts';
import type { LookName } from '../../adapters/sandbox/ui/use-look.ts';
import type { WireMessage, WireState } from '../../adapters/sandbox/wire.ts';
import type { Block, Message, Text } from '../../src/core/message.ts';
import { features } from '../../src/features/index.ts';
import { skins as platforms } from '../../src/main-skins.ts';
import { zone } from '../../src/time/zoned.ts';

/** A sample of a feature, ready to be drawn. */
export interface NamedSample {
  readonly name: string;
  readonly message: Message;
}

/** How one platform shows messages. */
export interface Skin {
  readonly name: string;
  /** Shows all samples on the page; answers where each of them is. */
  show(page: Page, url: string, samples: readonly NamedSample[]): Promise<readonly Locator[]>;
}

const reader = { locale: 'en-GB', hourCycle: 'h23' } as const;

/** Every message any feature can send. */
export const samples: readonly NamedSample[] = features.flatMap((feature) =>
  feature.samples.map(({ name, draw: make }) => ({ name: `${feature.name}-${name}`, message: make(reader) })),
);

/** The sandbox's page in one of its looks, with the samples as Ana's messages from Hallway. */
const inLook = (look: LookName): Skin => ({
  name: look === 'hallway' ? 'sandbox' : look,
  async show(page, url, shown) {
    await chooseLook(page, look);
    await page.route(/\/sandbox\/state\?as=/, async (route) => {
      const state = (await (await route.fetch()).json()) as WireState;
      await route.fulfill({
        json: { ...state, messages: shown.map((sample, index) => asMessage(sample, index, look)) },
      });
    });
    await page.goto(`${url}/#/ana/personal:ana`);
    await page.waitForSelector('.message');
    if (look !== 'hallway') await page.waitForSelector(`.${look}-card > *`);
    const articles = page.locator('.message article');
    return shown.map((_, index) => articles.nth(index));
  },
});

/** The sandbox's own look, and those of the platforms. */
export const skins: readonly Skin[] = [inLook('hallway'), inLook('slack'), inLook('teams')];

/** Has the page open in a look. */
export const chooseLook = (page: Page, look: LookName): Promise<unknown> =>
  page.addInitScript(`localStorage.setItem('hallway.look', '${look}')`);

function asMessage({ message }: NamedSample, index: number, look: LookName): WireMessage {
  const view = { zone: zone('Europe/Lisbon'), nameOf: capital, person: 'ana' };
  const place = { place: 'personal:ana', from: 'hallway', fromName: 'Hallway', isPrivate: false };
  const at = `2026-12-01T${String(Math.floor(index / 6) + 8).padStart(2, '0')}:${index % 6}0:00Z`;
  const when = { at, day: 'Tue 1 Dec', time: at.slice(11, 16) };
  const sent = addressed(message);
  const skin = look === 'hallway' ? {} : { skin: platforms[look].message(sent, accountOf('ana')) };
  return { id: `m${index + 1}`, seq: index + 1, ...place, ...when, ...draw(sent, view), ...skin };
}

const capital = (id: string) => `${id.charAt(0).toUpperCase()}${id.slice(1)}`;

/** As the runtime does when it sends: everybody has an account here. */
function addressed(message: Message): Message {
  return { ...message, blocks: message.blocks.map(addressedBlock) };
}

function addressedBlock(block: Block): Block {
  switch (block.kind) {
    case 'text':
    case 'note':
      return { ...block, text: withAccounts(block.text) };
    case 'list':
      return { ...block, items: block.items.map(withAccounts) };
    case 'startChat':
      return {
        ...block,
        contacts: block.people.map((person) => ({ name: capital(person), account: accountOf(person) })),
      };
    default:
      return block;
  }
}

const withAccounts = (words: Text): Text =>
  words.map((span) => (span.kind === 'mention' ? { ...span, account: accountOf(span.person) } : span));
