import type { Message } from '../../../../src/core/message.ts';
import type { Log, LogFields } from '../../../../src/ports/log.ts';
import { wordsOf } from '../../../support/reading.ts';

/** One piece of text that somebody, or some file, got to see. */
export interface Heard {
  readonly where: string;
  readonly text: string;
}

/** A log that keeps every line of every level with all its fields, the cause included. */
export class LoudLog implements Log {
  readonly lines: string[] = [];
  readonly #fields: LogFields;
  readonly #root: LoudLog;

  constructor(fields: LogFields = {}, root?: LoudLog) {
    this.#fields = fields;
    this.#root = root ?? this;
  }

  child = (fields: LogFields): Log => new LoudLog({ ...this.#fields, ...fields }, this.#root);
  debug = (event: string, fields?: LogFields): void => this.#keep(event, fields);
  info = (event: string, fields?: LogFields): void => this.#keep(event, fields);
  warn = (event: string, fields?: LogFields): void => this.#keep(event, fields);
  error = (event: string, fields?: LogFields, cause?: unknown): void => this.#keep(event, fields, cause);

  #keep(event: string, fields?: LogFields, cause?: unknown): void {
    const error = cause instanceof Error ? `${cause.message} ${cause.stack}` : cause;
    this.#root.lines.push(JSON.stringify({ event, ...this.#fields, ...fields, error }));
  }
}

/** A message taken apart: its blocks, lists item by item, its fallback, and what its buttons carry. */
export function piecesOf(where: string, message: Message | undefined): readonly Heard[] {
  if (!message) return [];
  const texts = message.blocks.flatMap((block): readonly string[] => {
    switch (block.kind) {
      case 'heading':
        return [block.text];
      case 'text':
      case 'note':
        return [wordsOf(block.text)];
      case 'list':
        return block.items.map(wordsOf);
      case 'fields':
        return block.fields.map(({ label, value }) => `${label}: ${wordsOf(value)}`);
      case 'buttons':
        return block.buttons.map((button) => JSON.stringify(button));
      default:
        return [];
    }
  });
  return [message.fallback, ...texts].map((text) => ({ where, text }));
}
