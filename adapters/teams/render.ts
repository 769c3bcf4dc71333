import type { AccountId } from '../../src/core/ids.ts';
import type { Block, Message } from '../../src/core/message.ts';
import { cut } from '../../src/core/plain.ts';
import { type CardAction, label, renderButton, renderStartChat } from './actions.ts';
import { LIMITS } from './limits.ts';
import { renderText, type TextElement } from './rich-text.ts';
import { entityOf, inertLine, literal, type Mentions, markup, mentionsIn } from './words.ts';

export type CardElement = { readonly separator?: true } & (
  | TextElement
  | {
      readonly type: 'TextBlock';
      readonly text: string;
      readonly wrap: true;
      readonly style: 'heading';
      readonly size: 'Large' | 'Medium';
      readonly weight: 'Bolder';
    }
  | { readonly type: 'FactSet'; readonly facts: readonly { readonly title: string; readonly value: string }[] }
  | { readonly type: 'Image'; readonly url: string; readonly altText: string; readonly size: 'Stretch' }
  | { readonly type: 'ActionSet'; readonly actions: readonly CardAction[] }
);

/** An Adaptive Card as Hallway draws it; `msteams` is Teams' own addition. */
export interface AdaptiveCard<Element = CardElement> {
  readonly type: 'AdaptiveCard';
  readonly $schema: string;
  readonly version: '1.5';
  readonly fallbackText: string;
  readonly body: readonly Element[];
  readonly actions?: readonly CardAction[];
  readonly refresh?: { readonly action: CardAction; readonly userIds: readonly string[] };
  readonly msteams?: { readonly entities: readonly ReturnType<typeof entityOf>[] };
}

/** A card within an activity. */
export interface CardAttachment<Card = AdaptiveCard> {
  readonly contentType: 'application/vnd.microsoft.card.adaptive';
  readonly content: Card;
}

/** A message as an activity takes it; the summary is what a notification shows. */
export interface TeamsMessage {
  readonly type: 'message';
  readonly summary: string;
  readonly attachments: readonly [CardAttachment];
}

/** For whom a card is drawn, where one person alone sees it. */
export interface CardView {
  readonly reader?: AccountId;
}

export const attached = <Card>(content: Card): CardAttachment<Card> => ({
  contentType: 'application/vnd.microsoft.card.adaptive',
  content,
});

/** What every card begins with. */
export const cardShell = (fallback: string) => ({
  type: 'AdaptiveCard' as const,
  $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
  version: '1.5' as const,
  fallbackText: inertLine(fallback, LIMITS.fallback),
});

/** Draws a message; everything fits a card. */
export function renderMessage(message: Message, view: CardView = {}): TeamsMessage {
  return asMessage(message, renderCard(message, view));
}

/** Draws a person's home: it asks for itself again when one of those users of the Bot Framework looks at it. */
export function renderHome(home: Message, userIds: readonly string[], view: CardView = {}): TeamsMessage {
  return asMessage(home, renderHomeCard(home, userIds, view));
}

/** The home's card alone, for the answer to its own refresh. */
export function renderHomeCard(home: Message, userIds: readonly string[], view: CardView = {}): AdaptiveCard {
  const [action] = renderButton({ label: 'Refresh', verb: HOME_VERB, args: { v: 1 } });
  const refresh = action && userIds.length > 0 ? { refresh: { action, userIds } } : {};
  return { ...renderCard(home, view), ...refresh };
}

/** The verb with which a home asks for itself; no feature's. */
export const HOME_VERB = 'hallway.home';

/** A message's card alone, for the answer to a press. */
export function renderCard(message: Message, view: CardView = {}): AdaptiveCard {
  const mentions = mentionsIn(message);
  const entities = [...mentions].map(entityOf);
  const shell = { ...cardShell(message.fallback), ...(entities.length > 0 && { msteams: { entities } }) };
  return { ...shell, body: fitting(renderBlocks(message, mentions, view), LIMITS.card - bytes(shell)) };
}

const asMessage = (message: Message, card: AdaptiveCard): TeamsMessage => ({
  type: 'message',
  summary: cut(literal(message.fallback).replace(/\s+/g, ' ').trim(), LIMITS.summary) || 'Hallway',
  attachments: [attached(card)],
});

const more: CardElement = renderText([{ kind: 'plain', text: '… and more: say home' }], new Map(), {
  look: { size: 'Small', isSubtle: true },
});

const bytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value)) + 1;

/** Of what is too much the last is a note that says so. */
function fitting(elements: readonly CardElement[], room: number): CardElement[] {
  const kept: CardElement[] = [];
  let left = room;
  for (const [index, element] of elements.entries()) {
    const size = bytes(element);
    const isLast = index === elements.length - 1;
    if (size + (isLast ? 0 : bytes(more)) > left) return [...kept, more];
    kept.push(element);
    left -= size;
  }
  return kept;
}

/** Draws the blocks of a message; a divider is the line over what follows it. */
function renderBlocks({ blocks }: Message, mentions: Mentions, view: CardView): CardElement[] {
  const drawn: CardElement[] = [];
  let isDivided = false;
  for (const block of blocks) {
    if (block.kind === 'divider') isDivided = drawn.length > 0;
    const elements = block.kind === 'divider' ? [] : renderBlock(block, mentions, view, drawn.length === 0);
    const [first, ...others] = elements;
    if (!first) continue;
    drawn.push(isDivided ? { ...first, separator: true } : first, ...others);
    isDivided = false;
  }
  return inRows(drawn);
}

function renderBlock(
  block: Exclude<Block, { kind: 'divider' }>,
  mentions: Mentions,
  view: CardView,
  isFirst: boolean,
): CardElement[] {
  switch (block.kind) {
    case 'heading':
      return [renderHeading(block.text, isFirst)];
    case 'text':
      return [renderText(block.text, mentions)];
    case 'note':
      return [renderText(block.text, mentions, { look: { size: 'Small', isSubtle: true } })];
    case 'fields':
      return renderFields(block, mentions);
    case 'list':
      return block.items.map((item, index) => renderItem(item, index, block.items.length, mentions));
    case 'image':
      return [renderImage(block)];
    case 'buttons':
      return renderActions(block.buttons.flatMap(renderButton));
    case 'startChat':
      return renderActions(renderStartChat(block, view.reader));
    default:
      return block satisfies never;
  }
}

/** A heading of the card, or of a part of it. */
export function renderHeading(words: string, isFirst: boolean): CardElement {
  const text = inertLine(words, LIMITS.heading);
  return {
    type: 'TextBlock',
    text,
    wrap: true,
    style: 'heading',
    size: isFirst ? 'Large' : 'Medium',
    weight: 'Bolder',
  };
}

function renderItem(item: Extract<Block, { kind: 'list' }>['items'][number], index: number, of: number, m: Mentions) {
  const limit = Math.max(LIMITS.heading, Math.floor(LIMITS.text / of));
  const bulleted = [{ kind: 'plain' as const, text: '• ' }, ...item];
  return renderText(bulleted, m, { limit, ...(index > 0 && { distance: { spacing: 'Small' as const } }) });
}

function renderFields({ fields }: Extract<Block, { kind: 'fields' }>, mentions: Mentions): CardElement[] {
  const facts = fields.map(({ label: title, value }) => ({
    title: inertLine(title, LIMITS.fieldLabel),
    value: markup(value, mentions, LIMITS.fieldText),
  }));
  return facts.length > 0 ? [{ type: 'FactSet', facts }] : [];
}

function renderImage({ url, alt }: Extract<Block, { kind: 'image' }>): CardElement {
  // A picture that Teams cannot fetch is an empty frame; its words are kept.
  if (!/^https?:\/\/\S+$/.test(url) || url.length > LIMITS.imageUrl)
    return renderText([{ kind: 'plain', text: alt }], new Map(), { look: { size: 'Small', isSubtle: true } });
  return { type: 'Image', url, altText: label(alt, LIMITS.altText), size: 'Stretch' };
}

const renderActions = (actions: readonly CardAction[]): CardElement[] =>
  actions.length > 0 ? [{ type: 'ActionSet', actions }] : [];

type Row = Extract<CardElement, { type: 'ActionSet' }>;
const isLinks = ({ actions }: Row) => actions.every(({ type }) => type === 'Action.OpenUrl');

/** Ways into Teams stand in a row over the buttons beside them, for that is the next step; no row holds too many. */
function inRows(elements: readonly CardElement[]): CardElement[] {
  const rows: CardElement[] = [];
  for (const element of elements) {
    const last = rows.at(-1);
    if (element.type !== 'ActionSet' || last?.type !== 'ActionSet' || element.separator) rows.push(element);
    else if (isLinks(last) === isLinks(element))
      rows.splice(-1, 1, { ...last, actions: [...last.actions, ...element.actions] });
    else if (isLinks(element) && !last.separator) rows.splice(-1, 0, element);
    else rows.push(element);
  }
  return rows.flatMap((row) => (row.type === 'ActionSet' ? split(row) : [row]));
}

function split(row: Row): CardElement[] {
  const rows: CardElement[] = [];
  for (let from = 0; from < row.actions.length; from += LIMITS.actionsInSet)
    rows.push({
      ...(from === 0 ? row : { type: 'ActionSet' as const }),
      actions: row.actions.slice(from, from + LIMITS.actionsInSet),
    });
  return rows;
}
