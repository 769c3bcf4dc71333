import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { describe, expect, it, test } from 'vitest';
import { readPress } from '../../../adapters/teams/actions.ts';
import { renderCard, renderHome, renderMessage } from '../../../adapters/teams/render.ts';
import { accountId, personId, workspaceId } from '../../../src/core/ids.ts';
import { bold, italic, link, type Message, say, text } from '../../../src/core/message.ts';
import { features } from '../../../src/features/index.ts';
import { instant } from '../../../src/time/zoned.ts';
import { cardErrors, everyPart } from './support/cards.ts';

const workspace = workspaceId('teams:8c0f1e5e-0000-4000-8000-000000000001');
const reader = { locale: 'en-GB', hourCycle: 'h23' } as const;
const samples = features.flatMap((feature) =>
  feature.samples.map(({ name, draw }) => ({ name: `${feature.name}-${name}`, message: draw(reader) })),
);
const ana = { kind: 'mention', person: personId('p1'), name: 'Ana', account: accountId(workspace, 'u1') } as const;
const cardIn = (message: Message) => renderMessage(message).attachments[0].content;

describe('every message of every feature', () => {
  it.each(samples)('$name is drawn as its golden file says; schema and parser take it', async ({ name, message }) => {
    const drawn = renderMessage(message);

    expect(cardErrors(cardIn(message))).toEqual([]);
    expect(cardErrors(renderHome(message, ['29:ana']).attachments[0].content)).toEqual([]);
    await expect(`${JSON.stringify(drawn, null, 1)}\n`).toMatchFileSnapshot(`../../golden/teams/${name}.json`);
  });

  it.each(samples)('$name keeps every button', ({ message }) => {
    const wanted = message.blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []));
    const drawn = cardIn(message).body.flatMap((one) => (one.type === 'ActionSet' ? one.actions : []));

    expect(drawn.map((action) => 'data' in action && readPress(action.data))).toEqual(
      wanted.map(({ verb, args }) => ({ verb, args })),
    );
    expect(drawn.map(({ type }) => type)).toEqual(
      wanted.map(({ opensForm }) => (opensForm ? 'Action.Submit' : 'Action.Execute')),
    );
  });
});

const nasty = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 4_000 }),
  fc.constantFrom('<at>Ana</at>', '<script>', '[you](https://evil.example)', '**b**', '_i_', '~~s~~', '`c`', '1. one'),
  fc.constantFrom(
    '- a\n- b',
    '# h',
    '    code',
    '> q',
    'a\n===',
    '***',
    '![x](https://evil.example/x.png)',
    '\\',
    '+ a',
  ),
  fc.constantFrom(
    '{{DATE(2026-12-01T10:00:00Z)}}',
    '&lt;at&gt;',
    '\u202egnp.exe',
    '```\nx\n```',
    '',
    ' ',
    '<https://e.example>',
  ),
  fc.constantFrom(
    'a '.repeat(4_000),
    '<'.repeat(3_500),
    '😀'.repeat(3_000),
    'a|b\n-|-\n1|2',
    '*\n',
    '[x]: https://e.example\n[x]',
  ),
);
const within = fc.tuple(nasty, nasty, fc.constantFrom('', '- ', 'a', '1', '*', ' ')).map((parts) => parts.join(''));

/** Every way in which people's own words get into a message. */
const messageOf = (words: string): Message => {
  const spans = text`${words} ${bold(words)} ${italic(words)} ${link(words, 'https://hallway.example')}`;
  const named = { ...ana, account: accountId(workspace, 'u2'), name: words };
  return {
    fallback: words,
    blocks: [
      { kind: 'heading', text: words },
      { kind: 'text', text: spans },
      { kind: 'note', text: [...spans, ana, ...text`${words}`] },
      { kind: 'note', text: [...text`${words}`, named, ...text` and ${ana}`] },
      { kind: 'note', text: text`${ana}${{ kind: 'mention', person: personId('p'), name: words, email: words }}` },
      { kind: 'list', items: [text`${words}`, text`${ana} ${bold(words)}`] },
      { kind: 'fields', fields: Array.from({ length: 3 }, () => ({ label: words, value: text`${words}` })) },
      { kind: 'image', url: 'https://hallway.example/a.png', alt: words },
      { kind: 'buttons', buttons: [{ label: words, verb: 'coffee.met', args: { v: 1 } }] },
      { kind: 'startChat', people: [], contacts: [{ name: words, account: accountId(workspace, 'u3') }] },
    ],
  };
};

const markdown = new MarkdownIt({ html: false });
/** What markdown makes of a text, beside paragraphs, the emphasis that we give and our own link. */
const surprises = (drawn: string) =>
  markdown
    .render(drawn)
    .replace(/<\/?(p|strong|em)>|<a href="https:\/\/hallway\.example">|<\/a>/g, '')
    .match(/<[^>]+>/g);

describe('people’s own words', () => {
  it('cannot mention, link, format or turn the reading, whatever they are, and are never refused', () => {
    fc.assert(
      fc.property(within, (words) => {
        const card = cardIn(messageOf(words));

        expect(cardErrors(card)).toEqual([]);
        expect(Buffer.byteLength(JSON.stringify(card))).toBeLessThan(28_000);
        expect(JSON.stringify(card)).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200e\u200f]|\{\{/);
        const names = card.msteams?.entities.map((entity) => entity.text) ?? [];
        expect(new Set(names).size).toBe(names.length);
        for (const one of everyPart(card)) {
          // A fact has a title and a value; titles of actions are never read as markdown.
          const drawn = one.type === 'TextBlock' ? [one.text] : 'value' in one ? [one.title, one.value] : [];
          for (const found of drawn.map(String)) {
            const bare = names.reduce((rest, name) => rest.replaceAll(name, 'Ana'), found);
            expect(bare).not.toMatch(/[<>]/);
            expect(surprises(bare), found).toBeNull();
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  it('are never bold, slanted or a link of their own, beside a mention', () => {
    fc.assert(
      fc.property(within, (words) => {
        const [element] = renderCard({ fallback: '', blocks: [{ kind: 'text', text: text`${words} ${ana}` }] }).body;
        const drawn = element?.type === 'TextBlock' ? element.text.replace('<at>Ana</at>', '') : '';

        expect(markdown.render(drawn).match(/<(?!\/?p>)[^>]+>/g)).toBeNull();
      }),
      { numRuns: 150 },
    );
  });

  it('stand in rich text as they are, where nothing is read as markdown', () => {
    const [drawn] = renderCard(say(text`${'<at>Ana</at> **now** [here](https://e.example)'}`)).body;

    expect(drawn).toEqual({
      type: 'RichTextBlock',
      inlines: [{ type: 'TextRun', text: '<at>Ana</at> **now** [here](https://e.example)' }],
    });
  });
});

test('rings each person once, and tells two of the same name apart', () => {
  const other = { ...ana, account: accountId(workspace, 'u2') };

  const card = renderCard(say(text`${ana}, ${other} and ${ana}`));

  expect(card.body).toMatchObject([{ text: '<at>Ana</at>, <at>Ana\u2060</at> and <at>Ana</at>' }]);
  expect(card.msteams?.entities.map(({ mentioned }) => mentioned.id)).toEqual(['u1', 'u2']);
});

test('links to the chat with everybody else on Teams, over all other buttons', () => {
  const contacts = [
    { name: 'Ana', account: ana.account },
    { name: 'Bo Berg', account: accountId(workspace, 'u2'), email: 'bo@example.org' },
    { name: 'Li Na', account: accountId(workspace, 'u3') },
    { name: 'Jo from Slack', email: 'jo@example.org' },
  ];
  const message = say(
    text`Hello`,
    { kind: 'buttons', buttons: [{ label: 'We met', verb: 'coffee.met', args: {} }] },
    { kind: 'startChat', people: [], contacts },
  );

  const [, links, buttons] = renderCard(message, { reader: ana.account }).body;
  const [chat] = links?.type === 'ActionSet' ? links.actions : [];

  expect(buttons).toMatchObject({ type: 'ActionSet', actions: [{ title: 'We met' }] });
  expect(chat).toMatchObject({ title: 'Chat with Bo Berg, Li Na' });
  expect(chat?.type === 'Action.OpenUrl' && new URL(chat.url).searchParams.get('users')).toBe(
    'bo@example.org,8:orgid:u3',
  );
});

test('links to a meeting with everybody whose address is known, half an hour from when it suits them', () => {
  const contacts = [{ name: 'Bo Berg', account: accountId(workspace, 'u2'), email: 'bo@example.org' }];
  const planned = (more: object) => {
    const [, row] = renderCard(say(text`Hello`, { kind: 'startChat', people: [], contacts, ...more })).body;
    const [, meeting] = row?.type === 'ActionSet' ? row.actions : [];
    return meeting?.type === 'Action.OpenUrl' ? Object.fromEntries(new URL(meeting.url).searchParams) : undefined;
  };

  expect(planned({ at: instant('2026-12-02T14:30Z') })).toEqual({
    subject: 'Coffee',
    startTime: '2026-12-02T14:30:00+00:00',
    endTime: '2026-12-02T15:00:00+00:00',
    attendees: 'bo@example.org',
  });
  expect(planned({})).toEqual({ subject: 'Coffee', attendees: 'bo@example.org' });
});

test('a home asks for itself again for those who look at it', () => {
  const { refresh } = renderHome(say(text`Nothing waits for you.`), ['29:ana']).attachments[0].content;

  expect(refresh?.userIds).toEqual(['29:ana']);
  expect(refresh?.action).toMatchObject({ type: 'Action.Execute', verb: 'hallway.home' });
});

test('a divider is the line over what follows it, and none stands at the end', () => {
  const words = { kind: 'text', text: text`a` } as const;
  const divider = { kind: 'divider' } as const;

  const { body } = renderCard({ fallback: '', blocks: [divider, words, divider, words, divider] });

  expect(body.map(({ separator }) => separator)).toEqual([undefined, true]);
});

test('of too much the last says that there is more', () => {
  const card = cardIn({
    fallback: '',
    blocks: Array.from({ length: 30 }, () => ({ kind: 'text' as const, text: text`${'ä'.repeat(2_900)}` })),
  });

  expect(Buffer.byteLength(JSON.stringify(card))).toBeLessThan(28_000);
  expect(JSON.stringify(card.body.at(-1))).toContain('… and more: say home');
});

test('says commands as they are said in Teams, and leaves addresses alone', () => {
  const { summary, attachments } = renderMessage(
    say(text`You can pause with /hallway pause. See https://example.org/hallway pages.`),
  );

  const [purpose] = renderCard(say(text`Say ${bold('/hallway')} and one of these:`)).body;

  expect(JSON.stringify(purpose)).toContain('"Hallway"');
  expect(summary).toBe('You can pause with Hallway pause. See https://example.org/hallway pages.');
  expect(JSON.stringify(attachments)).not.toContain('/hallway pause');
});
