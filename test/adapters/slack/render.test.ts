import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { readValues, renderErrors, renderForm } from '../../../adapters/slack/forms.ts';
import { renderHome, renderMessage } from '../../../adapters/slack/render.ts';
import { markup } from '../../../adapters/slack/words.ts';
import type { Form } from '../../../src/core/form.ts';
import { accountId, personId, workspaceId } from '../../../src/core/ids.ts';
import { bold, italic, link, type Message, text } from '../../../src/core/message.ts';
import { cut } from '../../../src/core/plain.ts';
import { features } from '../../../src/features/index.ts';
import { blockErrors, viewErrors } from '../../support/fake-slack/blocks.ts';

const workspace = workspaceId('slack:T1');
const reader = { locale: 'en-GB', hourCycle: 'h23' } as const;
const samples = features.flatMap((feature) =>
  feature.samples.map(({ name, draw }) => ({ name: `${feature.name}-${name}`, message: draw(reader) })),
);
const ana = { kind: 'mention', person: personId('p1'), name: 'Ana', account: accountId(workspace, 'U1') } as const;

describe('every message of every feature', () => {
  it.each(samples)('$name is drawn as its golden file says, and Slack takes it', async ({ name, message }) => {
    const drawn = renderMessage(message);

    expect(blockErrors(drawn.blocks, 50)).toEqual([]);
    expect(viewErrors(renderHome(message))).toEqual([]);
    await expect(`${JSON.stringify(drawn, null, 1)}\n`).toMatchFileSnapshot(`../../golden/slack/${name}.json`);
  });

  it.each(samples)('$name keeps every button', ({ message }) => {
    const wanted = message.blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []));
    const drawn = renderMessage(message).blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []));

    expect(drawn.map(({ value }) => JSON.parse(value))).toEqual(wanted.map(({ args }) => args));
  });
});

const nasty = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 4_000 }),
  fc.constantFrom('<!channel>', '<!here|here>', '<@U9>', '<https://evil.example|you>', '*bold*', '_i_', '~s~', '`c`'),
  fc.constantFrom(
    '> quote',
    '&amp;lt;',
    '\u202egnp.exe',
    '```\ncode\n```',
    '',
    ' ',
    'a '.repeat(4_000),
    '<'.repeat(3_500),
  ),
);

/** Every way in which people's own words get into a message. */
const messageOf = (words: string): Message => ({
  fallback: words,
  blocks: [
    { kind: 'heading', text: words },
    { kind: 'text', text: text`${words} ${bold(words)} ${italic(words)} ${link(words, 'https://hallway.example')}` },
    {
      kind: 'note',
      text: text`${words} ${bold(words)} ${italic(words)} ${link(words, 'https://hallway.example')} ${ana}`,
    },
    {
      kind: 'note',
      text: text`${link('safe', words)}${{ ...ana, account: undefined as never, name: words, email: words }}`,
    },
    { kind: 'list', items: [text`${words}`, text`${bold(words)}`] },
    { kind: 'fields', fields: Array.from({ length: 12 }, () => ({ label: words, value: text`${words}` })) },
    { kind: 'image', url: 'https://hallway.example/a.png', alt: words },
    { kind: 'buttons', buttons: [{ label: words, verb: 'coffee.met', args: { v: 1 } }] },
  ],
});

/** All markup that Slack would read, wherever it stands. */
function markupsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(markupsIn);
  if (typeof value !== 'object' || value === null) return [];
  const own = 'type' in value && value.type === 'mrkdwn' && 'text' in value ? [String(value.text)] : [];
  return [...own, ...Object.values(value).flatMap(markupsIn)];
}

describe('people’s own words', () => {
  it('cannot mention, link, format or turn the reading, whatever they are, and are never refused', () => {
    fc.assert(
      fc.property(nasty, (words) => {
        const drawn = renderMessage(messageOf(words));

        expect(blockErrors(drawn.blocks, 50)).toEqual([]);
        const raw = JSON.stringify(drawn);
        expect(raw).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200e\u200f]/);
        expect(drawn.text).not.toMatch(/[<>]/);
        for (const one of markupsIn(drawn)) {
          // What is left after our own two tags holds no tag, and each sign of ours has its partner.
          const rest = one.replace(/<@U1>/g, '').replace(/<https?:\/\/[^\s|<>]+\|[^<>|]*>/g, '');
          expect(rest).not.toMatch(/[<>`~]/);
          for (const sign of ['\\*', '_'])
            expect((rest.match(new RegExp(sign, 'g')) ?? []).length % 2, `${sign} in ${rest}`).toBe(0);
          expect(one).not.toMatch(/<(?!@U1>|https?:\/\/)/);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('stand in rich text as they are, where nothing is read as markup', () => {
    const drawn = renderMessage({
      fallback: '',
      blocks: [{ kind: 'text', text: text`${'<!channel> *now* & `then`'}` }],
    });

    expect(JSON.stringify(drawn.blocks)).toContain('<!channel> *now* & `then`');
    expect(drawn.blocks[0]?.type).toBe('rich_text');
  });

  it('become a mention only through an account of this workspace', () => {
    expect(markup(text`Hello ${ana}`, 100)).toBe('Hello <@U1>');
    expect(markup(text`${{ kind: 'mention', person: personId('p'), name: 'Bo', email: 'bo@example.org' }}`, 100)).toBe(
      'Bo (bo@example.org)',
    );
  });
});

test('too long a text is cut at a word with an ellipsis', () => {
  expect(cut('one two three', 9)).toBe('one two…');
  expect(cut('abcdefghij', 5)).toBe('abcd…');
  expect(cut(`abc${'😀'.repeat(3)}`, 5)).toBe('abc…');
});

test('of too many blocks the last says that there is more', () => {
  const drawn = renderMessage({
    fallback: '',
    blocks: Array.from({ length: 80 }, () => ({ kind: 'divider' as const })),
  });

  expect(drawn.blocks).toHaveLength(50);
  expect(drawn.blocks.at(-1)?.type).toBe('context');
});

const form: Form = {
  title: 'A title that is much too long for a modal',
  verb: 'coffee.setup',
  args: { v: 1, channel: 'slack:T1#C1' },
  submit: 'Keep these settings please',
  intro: 'Every other Tuesday.',
  fields: [
    { kind: 'text', name: 'topics', label: 'Topics', optional: true, initial: 'x'.repeat(5_000), multiline: true },
    { kind: 'select', name: 'size', label: 'Size', options: [{ value: '2', label: 'Pairs' }], initial: '2' },
    { kind: 'select', name: 'none', label: 'None', options: [] },
    { kind: 'choices', name: 'days', label: 'Days', options: days(7), initial: ['d1', 'gone'] },
    { kind: 'choices', name: 'zones', label: 'Zones', options: days(150), initial: [] },
    { kind: 'date', name: 'from', label: 'From', initial: '2026-12-01' },
    { kind: 'person', name: 'who', label: 'Who', initial: 'slack:T1/U1', hint: 'A colleague' },
  ],
};

function days(n: number) {
  return Array.from({ length: n }, (_, index) => ({ value: `d${index}`, label: `Day ${index} ${'x'.repeat(99)}` }));
}

describe('forms', () => {
  test('Slack takes every kind of field', async () => {
    const view = renderForm(form, { channel: 'C1', responseUrl: 'https://hooks.slack.com/commands/1/2/3' });

    expect(viewErrors(view)).toEqual([]);
    expect(JSON.parse(view.private_metadata)).toMatchObject({ args: form.args, channel: 'C1' });
    await expect(`${JSON.stringify(view, null, 1).replace(/x{40,}/g, 'x…')}\n`).toMatchFileSnapshot(
      '../../golden/slack/form.json',
    );
  });

  test('what was filled in comes back by field, people as accounts', () => {
    const values = readValues(workspace, {
      topics: { value: { value: null } },
      size: { value: { selected_option: { value: '2' } } },
      days: { value: { selected_options: [{ value: 'd1' }] } },
      from: { value: { selected_date: '2026-12-01' } },
      who: { value: { selected_user: 'U1' } },
    });

    expect(values).toEqual({ topics: undefined, size: '2', days: ['d1'], from: '2026-12-01', who: 'slack:T1/U1' });
  });

  test('an error for a field that is not drawn stands at the first', () => {
    expect(renderErrors({ size: 'Too big.', ghost: 'Gone.' }, ['topics', 'size'])).toEqual({
      size: 'Too big.',
      topics: 'Gone.',
    });
  });
});
