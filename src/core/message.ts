import type { Instant, InstantStyle, Zone } from '../time/zoned.ts';
import type { AccountId, PersonId } from './ids.ts';
import type { JsonObject } from './json.ts';

/**
 * One stretch of text. People's own words are always `plain`; the renderer escapes once.
 * `account` and `email` of a mention and the zone of a `reader` date are filled in by the runtime when it sends.
 */
export type Span =
  | { readonly kind: 'plain'; readonly text: string }
  | { readonly kind: 'bold'; readonly text: string }
  | { readonly kind: 'italic'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly url: string }
  | {
      readonly kind: 'mention';
      readonly person: PersonId;
      readonly name: string;
      readonly account?: AccountId;
      readonly email?: string;
    }
  | { readonly kind: 'date'; readonly instant: Instant; readonly zone: Zone | 'reader'; readonly style: InstantStyle };

export type Text = readonly Span[];

/** What a press means: `feature.verb` and its arguments, which carry a version since cards live for months. */
export interface Button {
  readonly label: string;
  readonly verb: string;
  readonly args: JsonObject;
  /** Drawn so that a platform which must know beforehand (Teams) opens a form. */
  readonly opensForm?: true;
  readonly style?: 'primary' | 'danger';
}

export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'text'; readonly text: Text }
  | { readonly kind: 'fields'; readonly fields: readonly { readonly label: string; readonly value: Text }[] }
  | { readonly kind: 'list'; readonly items: readonly Text[] }
  | { readonly kind: 'divider' }
  | { readonly kind: 'note'; readonly text: Text }
  | { readonly kind: 'image'; readonly url: string; readonly alt: string }
  | { readonly kind: 'buttons'; readonly buttons: readonly Button[] }
  | {
      readonly kind: 'startChat';
      readonly people: readonly PersonId[];
      readonly contacts?: readonly Contact[];
      /** When half an hour suits them all, if that is known: a meeting that is planned from here begins then. */
      readonly at?: Instant;
    };

/** How somebody is reached from where a message is shown; the runtime fills it in when it sends. */
export interface Contact {
  readonly name: string;
  /** Their account in the workspace the message goes to, if they have one there. */
  readonly account?: AccountId;
  readonly email?: string;
}

/** What a person sees: blocks, and one line for notifications and screen readers that show no blocks. */
export interface Message {
  readonly fallback: string;
  readonly blocks: readonly Block[];
  /** Key of the delivery in whose thread it goes, on platforms that have threads; that one is posted first. */
  readonly thread?: string;
}

const plain = (text: string): Span => ({ kind: 'plain', text });

/** Builds a text from a template; whatever is interpolated as a string is plain and stays plain. */
export function text(parts: TemplateStringsArray, ...values: readonly (Span | Text | string | number)[]): Text {
  const spans: Span[] = [];
  parts.forEach((part, index) => {
    if (part) spans.push(plain(part));
    const value = values[index];
    if (value === undefined) return;
    if (typeof value === 'string' || typeof value === 'number') spans.push(plain(String(value)));
    else if (isText(value)) spans.push(...value);
    else spans.push(value);
  });
  return spans;
}

const isText = (value: Span | Text): value is Text => Array.isArray(value);

export const bold = (words: string): Span => ({ kind: 'bold', text: words });
export const italic = (words: string): Span => ({ kind: 'italic', text: words });
export const link = (words: string, url: string): Span => ({ kind: 'link', text: words, url });
export const mention = (person: { id: PersonId; name: string }): Span => ({
  kind: 'mention',
  person: person.id,
  name: person.name,
});
export const date = (instant: Instant, zone: Zone | 'reader', style: InstantStyle): Span => ({
  kind: 'date',
  instant,
  zone,
  style,
});

/** Joins texts with commas and a last joint: `a, b and c`, with `,` as the last `a, b, c`. */
export function listed(items: readonly (Text | Span | string)[], last = 'and'): Text {
  const joint = last.startsWith(',') ? `${last} ` : ` ${last} `;
  return items.flatMap((item, index) => {
    const glue = index === 0 ? [] : [plain(index === items.length - 1 ? joint : ', ')];
    return [...glue, ...text`${item}`];
  });
}

export const heading = (words: string): Block => ({ kind: 'heading', text: words });
export const paragraph = (words: Text): Block => ({ kind: 'text', text: words });
export const note = (words: Text): Block => ({ kind: 'note', text: words });
export const list = (items: readonly Text[]): Block => ({ kind: 'list', items });
export const buttons = (...items: readonly Button[]): Block => ({ kind: 'buttons', buttons: items });

/** A message of a single paragraph, whose fallback is the same words. */
export function say(words: Text, ...more: readonly Block[]): Message {
  return { fallback: plainWords(words), blocks: [paragraph(words), ...more] };
}

/** The words of a text without dates: for fallbacks. `core/plain.ts` draws dates too. */
function plainWords(words: Text): string {
  return words.map((span) => ('text' in span ? span.text : span.kind === 'mention' ? span.name : '')).join('');
}
