import type { Span, Text } from '../../src/core/message.ts';
import { isFollowable, withinLimit } from '../../src/core/plain.ts';
import { LIMITS } from './limits.ts';
import { literal, type Mentions, markup } from './words.ts';

/** How a text stands out or holds back. */
export type Look = { readonly size?: 'Small'; readonly isSubtle?: true };
/** How far it stands from what is above it. */
type Distance = { readonly spacing?: 'Small' | 'None' };

/** A stretch of rich text: its words are never read as markup, so nothing can break out of them. */
export type TextRun = Look & {
  readonly type: 'TextRun';
  readonly text: string;
  readonly weight?: 'Bolder';
  readonly italic?: true;
  readonly selectAction?: { readonly type: 'Action.OpenUrl'; readonly url: string };
};

export type TextElement = Distance &
  (
    | { readonly type: 'RichTextBlock'; readonly inlines: readonly TextRun[] }
    | (Look & { readonly type: 'TextBlock'; readonly text: string; readonly wrap: true })
  );

/** One paragraph: literal runs, or markdown where somebody is rung, which Teams allows only there. */
export function renderText(
  text: Text,
  mentions: Mentions,
  { limit = LIMITS.text, look = {}, distance = {} }: { limit?: number; look?: Look; distance?: Distance } = {},
): TextElement {
  const rings = text.some((span) => span.kind === 'mention' && span.account && mentions.has(span.account));
  if (rings) return { type: 'TextBlock', text: markup(text, mentions, limit), wrap: true, ...look, ...distance };
  const runs: TextRun[] = [];
  for (const { span, words } of withinLimit(text, limit)) add(runs, { ...runOf(span, literal(words)), ...look });
  // An empty block would be refused.
  const inlines = runs.length > 0 ? runs : [{ type: 'TextRun' as const, text: ' ' }];
  return { type: 'RichTextBlock', inlines, ...distance };
}

/** Words of one style stand in one run. */
function add(runs: TextRun[], next: TextRun): void {
  const last = runs.at(-1);
  if (last && isPlain(last) && isPlain(next)) runs.splice(-1, 1, { ...last, text: last.text + next.text });
  else runs.push(next);
}

const isPlain = ({ weight, italic, selectAction }: TextRun) => !weight && !italic && !selectAction;

function runOf(span: Span, text: string): TextRun {
  if (span.kind === 'link' && isFollowable(span.url) && span.url.length <= LIMITS.linkUrl)
    return { type: 'TextRun', text, selectAction: { type: 'Action.OpenUrl', url: span.url } };
  if (span.kind === 'bold') return { type: 'TextRun', text, weight: 'Bolder' };
  if (span.kind === 'italic') return { type: 'TextRun', text, italic: true };
  return { type: 'TextRun', text };
}
