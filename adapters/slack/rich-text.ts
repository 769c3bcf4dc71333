import { nativeId } from '../../src/core/ids.ts';
import type { Span, Text } from '../../src/core/message.ts';
import { isFollowable, withinLimit } from '../../src/core/plain.ts';
import { LIMITS } from './limits.ts';

/** An element of Slack's rich text: words here are never read as markup, so nothing can break out of them. */
export type RichElement =
  | { readonly type: 'text'; readonly text: string; readonly style?: { readonly bold?: true; readonly italic?: true } }
  | { readonly type: 'link'; readonly url: string; readonly text: string }
  | { readonly type: 'user'; readonly user_id: string };

export type RichSection = { readonly type: 'rich_text_section'; readonly elements: readonly RichElement[] };

/** One paragraph as literal elements, at most `limit` characters of words. */
export function richSection(text: Text, limit: number = LIMITS.sectionText): RichSection {
  const elements: RichElement[] = [];
  for (const { span, words } of withinLimit(text, limit)) add(elements, elementOf(span, words));
  // Slack refuses a section without elements.
  return { type: 'rich_text_section', elements: elements.length > 0 ? elements : [{ type: 'text', text: ' ' }] };
}

/** Words of one style stand in one element, as Slack's own editor would write them. */
function add(elements: RichElement[], next: RichElement): void {
  const last = elements.at(-1);
  if (last?.type === 'text' && next.type === 'text' && !last.style && !next.style)
    elements.splice(-1, 1, { type: 'text', text: last.text + next.text });
  else elements.push(next);
}

function elementOf(span: Span, text: string): RichElement {
  if (span.kind === 'mention' && span.account) return { type: 'user', user_id: nativeId(span.account) };
  if (span.kind === 'link' && isFollowable(span.url) && span.url.length <= LIMITS.linkUrl)
    return { type: 'link', url: span.url, text };
  if (span.kind === 'bold') return { type: 'text', text, style: { bold: true } };
  if (span.kind === 'italic') return { type: 'text', text, style: { italic: true } };
  return { type: 'text', text };
}
