import { type AccountId, nativeId } from '../../src/core/ids.ts';
import type { Message, Span, Text } from '../../src/core/message.ts';
import { clean, cut, isFollowable, plainSpan } from '../../src/core/plain.ts';
import { LIMITS } from './limits.ts';

/** Invisible, of no width, and no sign of markup: what it parts is read apart and looks the same. */
const JOINER = '\u2060';
/** The clients of Teams disagree about escapes, so people's own words get signs that look the same and mean nothing. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  ...{ '*': '∗', _: '＿', '~': '∼', '`': 'ˋ', '[': '［', ']': '］', '<': '‹', '>': '›', '|': '¦' },
};

/** The text by which a card names somebody it rings, by account. */
export type Mentions = ReadonlyMap<AccountId, string>;

/** Commands as they are said in Teams, where no line begins with a slash. */
const said = (words: string): string =>
  words
    .replace(/(?<=^|[\s("“])\/hallway(?= [a-z]|[.,:)"”]|$)/g, 'Hallway')
    .replace(/ype \/invite @Hallway there/g, 'ype @Hallway help there');

/** People's words where nothing but dates in braces would be read: rich text, labels, choices. */
export const literal = (words: string): string => said(clean(words)).replace(/\{(?=\{)/g, `{${JOINER}`);

/** People's words within a paragraph of markdown: no bold, link, mention, entity or date can begin in them. */
const inert = (words: string): string =>
  literal(words)
    .replace(/[*_~`[\]<>|]/g, (sign) => LOOKALIKES[sign] ?? sign)
    .replace(/[\\&]/g, (sign) => sign + JOINER);

/** Paragraphs that are no list, heading, rule or code, whatever their lines begin with. */
const paragraphs = (drawn: string): string =>
  drawn
    .trim()
    .replace(/\s*\n\s*/g, '\n\n')
    .replace(/^(?=[-+#=]|\d+[.)])/gm, JOINER);

/** People's words as one line of markdown, at most about `limit` of them. */
export const inertLine = (words: string, limit: number): string =>
  paragraphs(inert(cut(words.replace(/\s+/g, ' ').trim(), limit))) || '…';

/** Whom a message rings, each with a text of their own. */
export function mentionsIn(message: Message): Mentions {
  const mentions = new Map<AccountId, string>();
  const taken = new Set<string>();
  for (const span of message.blocks.flatMap(spansOf)) {
    if (span.kind !== 'mention' || !span.account || mentions.has(span.account)) continue;
    let name = inertLine(span.name, LIMITS.heading);
    while (taken.has(name)) name += JOINER;
    taken.add(name);
    mentions.set(span.account, name);
  }
  return mentions;
}

function spansOf(block: Message['blocks'][number]): Text {
  switch (block.kind) {
    case 'text':
    case 'note':
      return block.text;
    case 'list':
      return block.items.flat();
    case 'fields':
      return block.fields.flatMap(({ value }) => value);
    default:
      return [];
  }
}

/** How Teams learns whom each mention names. */
export const entityOf = ([account, name]: readonly [AccountId, string]) => ({
  type: 'mention' as const,
  text: `<at>${name}</at>`,
  mentioned: { id: nativeId(account), name },
});

/** A text as the markdown of a card, at most `limit` long: spans are dropped or cut whole, so that none is left open. */
export function markup(text: Text, mentions: Mentions, limit: number = LIMITS.text): string {
  let drawn = '';
  for (const span of text) {
    const words = plainSpan(span);
    const whole = markupSpan(span, words, mentions);
    const room = limit - drawn.length;
    drawn += whole.length <= room ? whole : inert(cut(words, Math.max(1, Math.floor(room / 2))));
    if (whole.length > room) break;
  }
  return paragraphs(drawn) || '…';
}

function markupSpan(span: Span, words: string, mentions: Mentions): string {
  if (words.trim() === '') return words;
  const name = span.kind === 'mention' && span.account ? mentions.get(span.account) : undefined;
  if (name !== undefined) return `<at>${name}</at>`;
  if (span.kind === 'link' && isFollowable(span.url)) return `[${inertLine(words, LIMITS.text)}](${linked(span.url)})`;
  // Signs of emphasis count only beside letters and digits, so other words stay plain.
  const canStandOut = /^[\p{L}\p{N}].*[\p{L}\p{N}.?…]$|^[\p{L}\p{N}]$/su.test(words);
  if (span.kind === 'bold' && canStandOut) return `**${inertLine(words, LIMITS.text)}**`;
  if (span.kind === 'italic' && canStandOut) return `_${inertLine(words, LIMITS.text)}_`;
  return inert(words);
}

/** A web address within the brackets of a link. */
const linked = (url: string): string =>
  url.replace(/[()[\]\\*_~`{}"']/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
