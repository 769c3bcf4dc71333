type Loose = Readonly<Record<string, unknown>>;

/** Blocks as lines of text: words, buttons in brackets, and fields with what stands in them. */
export function drawn(blocks: unknown): string {
  if (!Array.isArray(blocks)) return '';
  return blocks
    .map((block: Loose) => (block.type === 'input' ? field(block) : words(block)))
    .filter(Boolean)
    .join('\n');
}

function words(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(words).filter(Boolean).join(' ');
  if (typeof value !== 'object' || value === null) return '';
  const { type, text, elements, fields, user_id, alt_text } = value as Loose;
  if (type === 'button') return `[${words(text)}]`;
  if (type === 'user') return `@${String(user_id)}`;
  return [text, elements, fields, alt_text].map(words).filter(Boolean).join(' ');
}

function field({ block_id, label, element }: Loose): string {
  return `${String(block_id)} (${words(label)}) = ${String(initialOf(element as Loose) ?? '')}`;
}

/** What a field holds as it is drawn. */
export function initialOf(element: Loose): string | undefined {
  const { initial_value, initial_date, initial_user, initial_option, initial_options } = element;
  const some = Array.isArray(initial_options) ? initial_options.map((one: Loose) => String(one.value)) : undefined;
  const one = (initial_option as Loose | undefined)?.value;
  return [initial_value, initial_date, initial_user, one, some?.join(',')].find((each) => each !== undefined) as
    | string
    | undefined;
}
