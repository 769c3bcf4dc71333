type Loose = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const textOf = (value: unknown) => (isObject(value) && typeof value.text === 'string' ? value.text : undefined);
const itemsOf = (value: unknown): readonly Loose[] => (Array.isArray(value) ? value.filter(isObject) : []);

/** What Slack would say against these blocks: empty where it would take them. Limits are its published ones. */
export function blockErrors(blocks: unknown, most: 50 | 100): string[] {
  if (!Array.isArray(blocks)) return ['blocks are no list'];
  const errors = blocks.length > most ? [`${blocks.length} blocks, at most ${most}`] : [];
  const ids = blocks.flatMap((block) =>
    isObject(block) && typeof block.block_id === 'string' ? [block.block_id] : [],
  );
  if (new Set(ids).size < ids.length) errors.push('a block_id twice');
  return [
    ...errors,
    ...blocks.flatMap((block, at) =>
      (isObject(block) ? oneBlock(block) : ['no block']).map((one) => `blocks/${at}: ${one}`),
    ),
  ];
}

/** What Slack would say against a view. */
export function viewErrors(view: unknown): string[] {
  if (!isObject(view)) return ['no view'];
  const errors = blockErrors(view.blocks, 100);
  if (view.type === 'home') return errors;
  if (view.type !== 'modal') return ['a view is a modal or a home'];
  errors.push(...plain(view.title, 24, 'title'));
  for (const name of ['submit', 'close']) if (view[name] !== undefined) errors.push(...plain(view[name], 24, name));
  errors.push(
    ...within(view.private_metadata ?? '', 3_000, 'private_metadata'),
    ...within(view.callback_id ?? '', 255, 'callback_id'),
  );
  const hasInput = itemsOf(view.blocks).some(({ type }) => type === 'input');
  if (hasInput && view.submit === undefined) errors.push('inputs without a submit');
  return errors;
}

function oneBlock(block: Loose): string[] {
  switch (block.type) {
    case 'header':
      return plain(block.text, 150, 'header');
    case 'divider':
      return [];
    case 'section':
      return section(block);
    case 'context': {
      const elements = itemsOf(block.elements);
      return [
        ...count(elements, 1, 10, 'context elements'),
        ...elements.flatMap((one) => words(one, 3_000, 'context')),
      ];
    }
    case 'image':
      return [
        ...within(block.image_url, 3_000, 'image_url'),
        ...within(block.alt_text, 2_000, 'alt_text'),
        ...(block.alt_text ? [] : ['no alt_text']),
      ];
    case 'actions':
      return actions(itemsOf(block.elements));
    case 'rich_text':
      return [
        ...count(itemsOf(block.elements), 1, 100, 'rich text elements'),
        ...itemsOf(block.elements).flatMap(rich),
      ];
    case 'input':
      return [
        ...plain(block.label, 2_000, 'label'),
        ...(block.hint === undefined ? [] : plain(block.hint, 2_000, 'hint')),
        ...input(block.element),
      ];
    default:
      return [`unknown type ${String(block.type)}`];
  }
}

function section(block: Loose): string[] {
  if (block.fields === undefined) return words(block.text, 3_000, 'section');
  const fields = itemsOf(block.fields);
  return [...count(fields, 1, 10, 'fields'), ...fields.flatMap((one) => words(one, 2_000, 'field'))];
}

function actions(elements: readonly Loose[]): string[] {
  const ids = elements.map(({ action_id }) => action_id);
  return [
    ...count(elements, 1, 25, 'actions'),
    ...(new Set(ids).size < ids.length ? ['an action_id twice'] : []),
    ...elements.flatMap((one) => [
      ...plain(one.text, 75, 'button'),
      ...within(one.action_id, 255, 'action_id'),
      ...within(one.value ?? '', 2_000, 'value'),
      ...(one.style === undefined || one.style === 'primary' || one.style === 'danger' ? [] : ['unknown style']),
    ]),
  ];
}

function rich(element: Loose): string[] {
  const inner = itemsOf(element.elements);
  if (element.type === 'rich_text_list') return [...count(inner, 1, 300, 'list items'), ...inner.flatMap(rich)];
  if (element.type !== 'rich_text_section') return [`unknown rich text ${String(element.type)}`];
  return [...count(inner, 1, 1_000, 'section elements'), ...inner.flatMap(richElement)];
}

function richElement(element: Loose): string[] {
  switch (element.type) {
    case 'text':
      return textOf(element) ? [] : ['empty rich text'];
    case 'link':
      return /^(https?:|mailto:)/.test(String(element.url)) ? [] : ['a link that is none'];
    case 'user':
      return /^[UW][A-Z0-9]+$/i.test(String(element.user_id)) ? [] : ['no user_id'];
    default:
      return [`unknown rich text element ${String(element.type)}`];
  }
}

function input(element: unknown): string[] {
  if (!isObject(element)) return ['no element'];
  const errors = within(element.action_id ?? '', 255, 'action_id');
  if (element.options !== undefined) errors.push(...optionsOf(element));
  if (element.type === 'plain_text_input' && !(Number(element.max_length) <= 3_000))
    errors.push('max_length over 3000');
  if (element.initial_date !== undefined && !/^\d{4}-\d\d-\d\d$/.test(String(element.initial_date)))
    errors.push('initial_date');
  const known = [
    'plain_text_input',
    'static_select',
    'multi_static_select',
    'checkboxes',
    'datepicker',
    'users_select',
  ];
  return known.includes(String(element.type)) ? errors : [...errors, `unknown input ${String(element.type)}`];
}

function optionsOf(element: Loose): string[] {
  const options = itemsOf(element.options);
  const values = options.map(({ value }) => value);
  const initial = [
    ...itemsOf(element.initial_options),
    ...(isObject(element.initial_option) ? [element.initial_option] : []),
  ];
  return [
    ...count(options, 1, element.type === 'checkboxes' ? 10 : 100, 'options'),
    ...options.flatMap((one) => [...plain(one.text, 75, 'option'), ...within(one.value, 150, 'option value')]),
    ...(initial.every(({ value }) => values.includes(value)) ? [] : ['an initial option that is none']),
    ...(element.initial_options !== undefined && initial.length === 0 ? ['no initial options'] : []),
  ];
}

const plain = (value: unknown, most: number, what: string) =>
  isObject(value) && value.type === 'plain_text' ? words(value, most, what) : [`${what} is no plain_text`];

const words = (value: unknown, most: number, what: string): string[] => {
  const text = textOf(value);
  return text ? within(text, most, what) : [`${what} is empty`];
};

const within = (value: unknown, most: number, what: string): string[] =>
  typeof value === 'string' && value.length <= most ? [] : [`${what} is over ${most}`];

const count = (items: readonly unknown[], least: number, most: number, what: string): string[] =>
  items.length >= least && items.length <= most ? [] : [`${items.length} ${what}, wanted ${least} to ${most}`];
