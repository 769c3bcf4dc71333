type Loose = Readonly<Record<string, unknown>>;

/** What somebody reads of a card or an activity: its words, line by line, its buttons in brackets. */
export function readingOf(shown: unknown): string {
  if (Array.isArray(shown)) return shown.map(readingOf).filter(Boolean).join('\n');
  if (typeof shown !== 'object' || shown === null) return '';
  const { type, text, title, value, inlines, content, body, actions, attachments, items, facts, label } =
    shown as Loose;
  if (type === 'RichTextBlock') return (inlines as readonly Loose[]).map((one) => one.text).join('');
  if (typeof type === 'string' && type.startsWith('Action.')) return `[${String(title)}]`;
  const own = [text, label, title === undefined ? undefined : `${String(title)} ${String(value)}`];
  const inner = [content, attachments, body, items, facts, actions].map(readingOf);
  return [...own.filter((one) => typeof one === 'string'), ...inner].filter(Boolean).join('\n');
}
