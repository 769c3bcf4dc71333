import { nativeId } from '../../src/core/ids.ts';
import type { Span, Text } from '../../src/core/message.ts';
import { clean, cut, isFollowable, plainSpan } from '../../src/core/plain.ts';

/** Slack has no way to escape these, so people's own words get signs that look the same and mean nothing. */
const LOOKALIKES: Readonly<Record<string, string>> = { '*': '∗', _: '＿', '~': '∼', '`': 'ˋ' };

/** The three characters that begin or end a mention or a link. */
export const escaped = (words: string): string =>
  clean(words).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** People's words within Slack's markup: no bold, code, quote, mention or link can begin in them. */
export const inert = (words: string): string =>
  escaped(words.replace(/^(\s*)>/gm, '$1›').replace(/[*_~`]/g, (sign) => LOOKALIKES[sign] ?? sign));

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
