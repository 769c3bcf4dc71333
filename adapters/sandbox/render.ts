import { nativeId } from '../../src/core/ids.ts';
import type { Block, Button, Message, Span, Text } from '../../src/core/message.ts';
import { formatInstant, type Reader, toIso, type Zone } from '../../src/time/zoned.ts';
import { accountOf } from './organisation.ts';
import { groupPlace, placeId } from './places.ts';
import type { DrawnBlock, DrawnButton, DrawnMessage, DrawnSpan, DrawnText } from './wire.ts';

/** Whoever reads the sandbox reads British English. */
export const sandboxReader: Reader = { locale: 'en-GB', hourCycle: 'h23' };

/** For whom a message is drawn. */
export interface View {
  readonly zone: Zone;
  readonly nameOf: (person: string) => string;
  /** Who reads it; left out of the names of a chat to start. */
  readonly person: string;
}

/** A button of a message under the id by which it is pressed. */
export interface PlacedButton {
  readonly id: string;
  readonly button: Button;
}

/** Draws every kind of block for one reader, and the same as plain text. */
export function draw(message: Message, view: View): DrawnMessage {
  const placed = placedButtons(message);
  let next = 0;
  const blocks = message.blocks.flatMap((block): DrawnBlock[] => {
    if (block.kind !== 'buttons') return drawBlock(block, view);
    const buttons = placed.slice(next, next + block.buttons.length).map(drawButton);
    next += block.buttons.length;
    return [{ kind: 'buttons', buttons }];
  });
  const text = blocks.map(plainBlock).filter(Boolean).join('\n');
  return { text: text || message.fallback, blocks, buttons: placed.map(drawButton) };
}

/** What a person wrote, as a message. */
export function drawWords(words: string): DrawnMessage {
  return { text: words, blocks: [{ kind: 'text', text: [{ kind: 'plain', text: words }] }], buttons: [] };
}

/** The message's buttons with ids; an id names place and verb, so that a redrawn card is not pressed by mistake. */
export function placedButtons(message: Message): readonly PlacedButton[] {
  const buttons = message.blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []));
  return buttons.map((button, index) => ({ id: `${index + 1}.${button.verb}`, button }));
}

function drawBlock(block: Exclude<Block, { kind: 'buttons' }>, view: View): DrawnBlock[] {
  const drawn = (words: Text) => words.map((span) => drawSpan(span, view));
  switch (block.kind) {
    case 'heading':
    case 'divider':
    case 'image':
      return [block];
    case 'text':
    case 'note':
      return [{ kind: block.kind, text: drawn(block.text) }];
    case 'fields':
      return [{ kind: 'fields', fields: block.fields.map(({ label, value }) => ({ label, value: drawn(value) })) }];
    case 'list':
      return [{ kind: 'list', items: block.items.map(drawn) }];
    case 'startChat':
      return drawStartChat(block, view);
    default:
      return block satisfies never;
  }
}

function drawSpan(span: Span, view: View): DrawnSpan {
  switch (span.kind) {
    case 'plain':
    case 'bold':
    case 'italic':
      return { kind: span.kind, text: span.text };
    case 'link':
      return isFollowable(span.url) ? span : { kind: 'plain', text: span.text };
    case 'mention': {
      const withEmail = span.email === undefined ? span.name : `${span.name} (${span.email})`;
      return span.account ? { kind: 'mention', text: span.name } : { kind: 'plain', text: withEmail };
    }
    case 'date': {
      const zone = span.zone === 'reader' ? view.zone : span.zone;
      return {
        kind: 'date',
        text: formatInstant(span.instant, zone, span.style, sandboxReader),
        at: toIso(span.instant),
      };
    }
    default:
      return span satisfies never;
  }
}

function drawStartChat({ contacts = [] }: Extract<Block, { kind: 'startChat' }>, view: View): DrawnBlock[] {
  const accounts = contacts.flatMap(({ account }) => account ?? []);
  const others = accounts.map(nativeId).filter((id) => id !== view.person);
  if (others.length === 0) return [];
  // A card may name only the others; whoever opens the chat is always in it.
  const place = groupPlace([...accounts, accountOf(view.person)]);
  return [{ kind: 'startChat', place: placeId(place), label: `Chat with ${others.map(view.nameOf).join(', ')}` }];
}

function drawButton({ id, button }: PlacedButton): DrawnButton {
  return {
    id,
    label: button.label,
    ...(button.style && { style: button.style }),
    ...(button.opensForm && { opensForm: button.opensForm }),
  };
}

// A link may lead to the web, to a mailbox or to a file of this server; never to a script.
const isFollowable = (url: string) => /^(https?:\/\/|mailto:|\/(?!\/))/i.test(url);

const plainText = (text: DrawnText): string => text.map((span) => span.text).join('');

function plainBlock(block: DrawnBlock): string {
  switch (block.kind) {
    case 'heading':
      return block.text;
    case 'text':
    case 'note':
      return plainText(block.text);
    case 'fields':
      return block.fields.map(({ label, value }) => `${label}: ${plainText(value)}`).join('\n');
    case 'list':
      return block.items.map((item) => `• ${plainText(item)}`).join('\n');
    case 'image':
      return block.alt;
    case 'divider':
    case 'buttons':
    case 'startChat':
      return '';
    default:
      return block satisfies never;
  }
}
