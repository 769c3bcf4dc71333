import { nativeId } from '../../src/core/ids.ts';
import type { Span, Text } from '../../src/core/message.ts';
import { formatInstant, type Reader, type Zone } from '../../src/time/zoned.ts';

/** Whoever reads Hallway on Slack reads British English. */
export const slackReader: Reader = { locale: 'en-GB', hourCycle: 'h23' };
const unaddressed = 'UTC' as Zone;

/** Marks that turn the reading direction, and control characters: either could disguise what follows. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
const DISGUISES = /[\u0000-\u0008\u000b-\u001f\u007f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g;
/** Slack has no way to escape these, so people's own words get signs that look the same and mean nothing. */
const LOOKALIKES: Readonly<Record<string, string>> = { '*': '∗', _: '＿', '~': '∼', '`': 'ˋ' };

/** People's words without disguises. */
export const clean = (words: string): string => words.replace(DISGUISES, '');

/** Cut at a word, with an ellipsis, where longer than `limit`. */
export function cut(words: string, limit: number): string {
  if (words.length <= limit) return words;
  const head = words.slice(0, limit - 1);
  const space = head.lastIndexOf(' ');
  const kept = space > limit / 2 ? head.slice(0, space) : head;
  // Half of a surrogate pair is no character.
  return `${kept.replace(/[\ud800-\udbff]$/, '').trimEnd()}…`;
}

/** The three characters that begin or end a mention or a link. */
export const escaped = (words: string): string =>
  clean(words).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** People's words within Slack's markup: no bold, code, quote, mention or link can begin in them. */
export const inert = (words: string): string =>
  escaped(words.replace(/^(\s*)>/gm, '$1›').replace(/[*_~`]/g, (sign) => LOOKALIKES[sign] ?? sign));

/** The words of one span without markup. */
export function plainSpan(span: Span): string {
  switch (span.kind) {
    case 'plain':
    case 'bold':
    case 'italic':
    case 'link':
      return clean(span.text);
    case 'mention':
      return clean(span.email === undefined || span.account ? span.name : `${span.name} (${span.email})`);
    case 'date':
      return formatInstant(span.instant, span.zone === 'reader' ? unaddressed : span.zone, span.style, slackReader);
    default:
      return span satisfies never;
  }
}

/** A link may lead to the web or to a mailbox, never to a script. */
export const isFollowable = (url: string): boolean => /^(https?:\/\/|mailto:)[^\s<>|]+$/i.test(url);

/** A text as Slack's markup, at most `limit` long: spans are dropped or cut whole, so that none is left open. */
export function markup(text: Text, limit: number): string {
  let drawn = '';
  for (const span of text) {
    const whole = markupSpan(span, plainSpan(span));
    if (drawn.length + whole.length <= limit) {
      drawn += whole;
      continue;
    }
    // Escapes make words longer, so the room is tried until what is left fits.
    for (let room = limit - drawn.length; room > 0; room = Math.floor(room * 0.8)) {
      const rest = inert(cut(plainSpan(span), room));
      if (drawn.length + rest.length > limit) continue;
      return rest.endsWith('…') ? drawn + rest : `${drawn}${rest}…`.slice(0, limit);
    }
    return `${drawn.slice(0, limit - 1)}…`;
  }
  return drawn;
}

function markupSpan(span: Span, words: string): string {
  if (words.trim() === '') return words;
  if (span.kind === 'bold') return `*${oneLine(words)}*`;
  if (span.kind === 'italic') return `_${oneLine(words)}_`;
  if (span.kind === 'link' && isFollowable(span.url))
    return `<${escaped(span.url)}|${oneLine(words).replace(/\|/g, '¦')}>`;
  if (span.kind === 'mention' && span.account) return `<@${nativeId(span.account)}>`;
  return inert(words);
}

const oneLine = (words: string) => inert(words.replace(/\s+/g, ' ').trim());
