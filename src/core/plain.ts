import { formatInstant, type Reader, type Zone } from '../time/zoned.ts';
import type { Span, Text } from './message.ts';

/** Whoever reads Hallway reads British English. */
const houseReader: Reader = { locale: 'en-GB', hourCycle: 'h23' };
const unaddressed = 'UTC' as Zone;

/** Marks that turn the reading direction, and control characters: either could disguise what follows. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
const DISGUISES = /[\u0000-\u0008\u000b-\u001f\u007f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g;

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
      return formatInstant(span.instant, span.zone === 'reader' ? unaddressed : span.zone, span.style, houseReader);
    default:
      return span satisfies never;
  }
}

/** The spans of a text with their words, at most `limit` characters in all: the last is cut at a word. */
export function withinLimit(text: Text, limit: number): { readonly span: Span; readonly words: string }[] {
  const kept: { span: Span; words: string }[] = [];
  let left = limit;
  for (const span of text) {
    const words = plainSpan(span);
    if (words === '') continue;
    const fits = words.length <= left;
    if (fits || left > 1) kept.push({ span, words: fits ? words : cut(words, left) });
    left -= words.length;
    if (left <= 0) break;
  }
  return kept;
}

/** A link may lead to the web or to a mailbox, never to a script. */
export const isFollowable = (url: string): boolean => /^(https?:\/\/|mailto:)[^\s<>|]+$/i.test(url);
