import type { Block, Button, Message } from '../../src/core/message.ts';
import { clean, cut } from '../../src/core/plain.ts';
import { LIMITS } from './limits.ts';
import { type RichSection, richSection } from './rich-text.ts';
import { escaped, inert, markup } from './words.ts';

export type PlainText = { readonly type: 'plain_text'; readonly text: string; readonly emoji?: boolean };
/** `verbatim` keeps Slack from making links and mentions of what only looks like one. */
export type Markup = { readonly type: 'mrkdwn'; readonly text: string; readonly verbatim: true };

export interface SlackButton {
  readonly type: 'button';
  readonly action_id: string;
  readonly text: PlainText;
  readonly value: string;
  readonly style?: 'primary' | 'danger';
}

/** What Hallway draws with on Slack. */
export type SlackBlock =
  | { readonly type: 'header'; readonly text: PlainText }
  | { readonly type: 'section'; readonly fields: readonly Markup[] }
  | { readonly type: 'context'; readonly elements: readonly Markup[] }
  | { readonly type: 'divider' }
  | { readonly type: 'image'; readonly image_url: string; readonly alt_text: string }
  | { readonly type: 'actions'; readonly elements: readonly SlackButton[] }
  | {
      readonly type: 'rich_text';
      readonly elements: readonly (
        | RichSection
        | { readonly type: 'rich_text_list'; readonly style: 'bullet'; readonly elements: readonly RichSection[] }
      )[];
    };

/** A message as `chat.postMessage` and a `response_url` take it. */
export interface SlackMessage {
  readonly text: string;
  readonly blocks: SlackBlock[];
}

export const plainText = (words: string, limit: number): PlainText => ({
  type: 'plain_text',
  // Slack refuses an empty text.
  text: cut(clean(words).replace(/\s+/g, ' ').trim(), limit) || '…',
  emoji: false,
});

const mrkdwn = (text: string): Markup => ({ type: 'mrkdwn', text: text.trim() === '' ? '…' : text, verbatim: true });

/** Draws a message; everything fits Slack's limits. */
export function renderMessage(message: Message): SlackMessage {
  return { text: fallbackOf(message), blocks: renderBlocks(message, LIMITS.blocksInMessage) };
}

/** Draws a person's App Home. */
export function renderHome(home: Message) {
  return { type: 'home' as const, blocks: renderBlocks(home, LIMITS.blocksInView) };
}

/** Draws the blocks of a message; of too many the last is a note that says so. */
export function renderBlocks(message: Message, limit: number): SlackBlock[] {
  const drawn = message.blocks.flatMap((block, index) => renderBlock(block, index));
  if (drawn.length <= limit) return drawn;
  return [...drawn.slice(0, limit - 1), { type: 'context', elements: [mrkdwn('… and more: /hallway home')] }];
}

const fallbackOf = (message: Message) => cut(escaped(message.fallback), LIMITS.fallback).replace(/&[a-z]*…$/, '…');

function renderBlock(block: Block, index: number): SlackBlock[] {
  switch (block.kind) {
    case 'heading':
      return [{ type: 'header', text: plainText(block.text, LIMITS.header) }];
    case 'text':
      return [{ type: 'rich_text', elements: [richSection(block.text)] }];
    case 'note':
      return [{ type: 'context', elements: [mrkdwn(markup(block.text, LIMITS.contextText))] }];
    case 'fields':
      return renderFields(block);
    case 'list':
      return renderList(block);
    case 'divider':
      return [{ type: 'divider' }];
    case 'image':
      return renderImage(block);
    case 'buttons':
      return renderButtons(block.buttons, index);
    // On Slack those people share the chat that the card stands in, and a name anywhere is a press away from it.
    case 'startChat':
      return [];
    default:
      return block satisfies never;
  }
}

function renderFields({ fields }: Extract<Block, { kind: 'fields' }>): SlackBlock[] {
  const drawn = fields.map(({ label, value }) => {
    const name = cut(inert(label.replace(/\s+/g, ' ').trim()), LIMITS.header);
    return mrkdwn(`*${name || '…'}*\n${markup(value, LIMITS.fieldText - name.length - 3)}`);
  });
  return inGroups(drawn, LIMITS.fieldsInSection).map((some) => ({ type: 'section', fields: some }));
}

function renderList({ items }: Extract<Block, { kind: 'list' }>): SlackBlock[] {
  if (items.length === 0) return [];
  const room = Math.max(1, Math.floor(LIMITS.sectionText / items.length));
  const elements = items.map((item) => richSection(item, Math.max(room, LIMITS.header)));
  return [{ type: 'rich_text', elements: [{ type: 'rich_text_list', style: 'bullet', elements }] }];
}

function renderImage({ url, alt }: Extract<Block, { kind: 'image' }>): SlackBlock[] {
  const alt_text = plainText(alt, LIMITS.altText).text;
  // A picture that Slack cannot fetch would cost the whole message; its words are kept.
  if (!/^https?:\/\//.test(url) || url.length > LIMITS.imageUrl)
    return [{ type: 'context', elements: [mrkdwn(inert(alt_text))] }];
  return [{ type: 'image', image_url: url, alt_text }];
}

function renderButtons(buttons: readonly Button[], index: number): SlackBlock[] {
  const drawn = buttons.flatMap((button, place) => renderButton(button, `${index}.${place}`));
  return inGroups(drawn, LIMITS.buttonsInActions).map((elements) => ({ type: 'actions', elements }));
}

/** The verb is what a press means; the place behind it keeps ids apart within one message. */
function renderButton(button: Button, place: string): SlackButton[] {
  const action_id = `${button.verb}#${place}`;
  const value = JSON.stringify(button.args);
  // Cut, either would mean something else; a card without the button is better than no card.
  if (action_id.length > LIMITS.actionId || value.length > LIMITS.buttonValue) return [];
  const text = plainText(button.label, LIMITS.buttonLabel);
  return [{ type: 'button', action_id, text, value, ...(button.style && { style: button.style }) }];
}

function inGroups<Item>(items: readonly Item[], most: number): Item[][] {
  const groups: Item[][] = [];
  for (let from = 0; from < items.length; from += most) groups.push(items.slice(from, from + most));
  return groups;
}
