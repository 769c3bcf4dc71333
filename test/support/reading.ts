import type { Button, Message, Text } from '../../src/core/message.ts';
import { formatInstant, zone } from '../../src/time/zoned.ts';

const reader = { locale: 'en-GB', hourCycle: 'h23' } as const;

/** Every button of a message. */
export const buttonsOf = (message: Message): readonly Button[] =>
  message.blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []));

/** The words of a text as a person reads them; dates in the zone they carry. */
export const wordsOf = (text: Text): string =>
  text
    .map((span) => {
      if (span.kind === 'mention') return span.name;
      if (span.kind === 'date')
        return formatInstant(span.instant, span.zone === 'reader' ? zone('UTC') : span.zone, span.style, reader);
      return span.text;
    })
    .join('');

/** A whole message as a person reads it, a line a block. */
export function read(message: Message | undefined): string {
  if (!message) return '';
  return message.blocks
    .map((block) => {
      switch (block.kind) {
        case 'heading':
          return block.text;
        case 'text':
        case 'note':
          return wordsOf(block.text);
        case 'list':
          return block.items.map((item) => `- ${wordsOf(item)}`).join('\n');
        case 'fields':
          return block.fields.map((field) => `${field.label}: ${wordsOf(field.value)}`).join('\n');
        case 'buttons':
          return block.buttons.map((button) => `[${button.label}]`).join(' ');
        default:
          return '';
      }
    })
    .filter((line) => line !== '')
    .join('\n');
}
