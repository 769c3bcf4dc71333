import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { PostOutcome } from '../../src/core/delivery.ts';
import type { FieldErrors } from '../../src/core/form.ts';
import { type AccountId, workspaceOf } from '../../src/core/ids.ts';
import { type Message, say, text } from '../../src/core/message.ts';
import type { Reply } from '../../src/core/reply.ts';
import type { Activity } from './bodies.ts';
import type { Deed, Surface, Where } from './envelopes.ts';
import {
  type FormOrigin,
  renderErrors,
  renderErrorsCard,
  renderForm,
  renderFormCard,
  renderMessageView,
} from './forms.ts';
import { type PostingParts, redrawThere, sayThere, sayTo } from './post.ts';
import {
  type AdaptiveCard,
  attached,
  renderCard,
  renderHome,
  renderHomeCard,
  renderMessage,
  type TeamsMessage,
} from './render.ts';

/** How Teams is answered over HTTP; without a body there is nothing to show. */
export interface HttpAnswer {
  readonly status: 200 | 401 | 403 | 503;
  readonly body?: object;
}

/** Where an answer goes: who acted, by which activity, in which way. */
export interface Occasion {
  readonly activity: Activity;
  readonly account: AccountId;
  readonly where: Where;
  readonly deed: Deed;
  readonly surface: Surface;
}

const OK: HttpAnswer = { status: 200 };
const MOST_TRIES = 3;
const LONGEST_WAIT_MS = 5_000;

/** Answers in Teams what was asked in words; nothing is left unsaid, though it may have to be said in public. */
export async function answerWords(parts: PostingParts, occasion: Occasion, reply: Reply): Promise<void> {
  const { account, activity, where } = occasion;
  const drawn = await drawnFor(parts, occasion, reply);
  if (!drawn) return;
  const outcome = await insisting(parts, () => sayTo(parts, account, drawn));
  if (outcome.kind === 'posted') return keepHome(parts, occasion, outcome);
  if (where.kind === 'personal') throw new Error(`an answer was not taken: ${outcome.kind}`);
  await answerThere(parts, occasion, cannotWrite(activity.from.name));
}

/** Answers where it was asked, for everybody there to read. */
export async function answerThere(parts: PostingParts, occasion: Occasion, message: Message): Promise<void> {
  const { account, activity } = occasion;
  await insisting(parts, () => sayThere(parts, workspaceOf(account), activity.conversation.id, renderMessage(message)));
}

/** What a press or a form is answered with at once; what takes more calls is done by `afterInvoke`. */
export function answerInvoke(occasion: Occasion, reply: Reply): HttpAnswer {
  const { surface, deed, account } = occasion;
  if (surface.kind === 'dialog') return inDialog(occasion, reply);
  if (deed.kind === 'home' && reply.message)
    return card(renderHomeCard(reply.message, [occasion.activity.from.id], { reader: account }));
  if (deed.kind === 'submit' && hasErrors(reply)) {
    const again = renderErrorsCard(deed.form, deed.values, reply.errors);
    return again ? card(again as AdaptiveCard) : toast(problemsOf(reply.errors));
  }
  const shown = deed.kind === 'submit' ? (reply.message ?? reply.replace) : reply.replace;
  if (shown) return card(renderCard(shown, { reader: account }));
  return toast(reply.form?.title ?? reply.message?.fallback ?? 'Done');
}

/** The rest of an answer: cards drawn anew for good, and what is to be said beside them. */
export async function afterInvoke(parts: PostingParts, occasion: Occasion, reply: Reply): Promise<void> {
  const { account, surface, deed, activity } = occasion;
  if (hasErrors(reply) || deed.kind === 'home') return;
  const view = { reader: account };
  const workspace = workspaceOf(account);
  const conversation = activity.conversation.id;
  const pressed = cardOf(occasion);
  if (reply.replace && pressed)
    await redrawThere(parts, workspace, { conversation, activity: pressed }, renderMessage(reply.replace, view));
  if (surface.kind !== 'card') return;
  if (deed.kind === 'submit') return settleForm(parts, occasion, reply);
  if (reply.form)
    await sayTo(parts, account, cardMessage(renderFormCard(reply.form, originOf(occasion)), reply.form.title));
  const words = wordsOf(reply);
  if (words) await answerWords(parts, occasion, { message: words });
}

/** A press or a form from a client that sends them as messages: nothing can be answered over HTTP. */
export async function answerSubmitted(parts: PostingParts, occasion: Occasion, reply: Reply): Promise<void> {
  const { deed, account } = occasion;
  if (deed.kind === 'submit' && hasErrors(reply)) {
    const again = renderErrorsCard(deed.form, deed.values, reply.errors);
    const words = problemsOf(reply.errors);
    await sayTo(parts, account, again ? cardMessage(again as AdaptiveCard, words) : renderMessage(say(text`${words}`)));
    return;
  }
  await afterInvoke(parts, occasion, reply);
}

/** What somebody of another organisation is told, who met Hallway in a channel that the two share. */
export const notOurs = (name = ''): Message =>
  say(
    text`Hello${name === '' ? '' : ` ${name}`}. I look after the people of one organisation, and you are here from another, so there is nothing I can do for you here. I keep nothing about you.`,
  );

/** What is told where the bot needs longer than Teams waits. */
export const patience: Reply = { message: say(text`One moment, I am on it.`) };

/** A form of the chat is replaced by what came of it, for good. */
async function settleForm(parts: PostingParts, { activity, account, surface }: Occasion, reply: Reply): Promise<void> {
  const shown = reply.message ?? reply.replace;
  if (surface.kind !== 'card' || surface.activity === undefined || !shown) return;
  const at = { conversation: activity.conversation.id, activity: surface.activity };
  await redrawThere(parts, workspaceOf(account), at, renderMessage(shown, { reader: account }));
}

function inDialog(occasion: Occasion, reply: Reply): HttpAnswer {
  const { deed } = occasion;
  const next = (value: object): HttpAnswer => ({ status: 200, body: { task: { type: 'continue', value } } });
  if (deed.kind === 'submit' && hasErrors(reply)) {
    const again = renderErrors(deed.form, deed.values, reply.errors);
    return next(again ?? renderMessageView(say(text`${problemsOf(reply.errors)}`)));
  }
  if (reply.form) return next(renderForm(reply.form, originOf(occasion)));
  const message = reply.message ?? reply.replace;
  return message ? next(renderMessageView(message)) : OK;
}

/** The card that a deed came from, named by the envelope; of a dialog's form only in a chat that is one's own. */
function cardOf({ surface, deed, where, activity }: Occasion): string | undefined {
  if (deed.kind === 'submit') return where.kind === 'personal' ? deed.form.origin.activity : undefined;
  return surface.kind === 'card' ? surface.activity : activity.replyToId;
}

function originOf(occasion: Occasion): FormOrigin {
  const { activity, deed } = occasion;
  if (deed.kind === 'submit') return deed.form.origin;
  const pressed = cardOf(occasion);
  return { conversation: activity.conversation.id, ...(pressed !== undefined && { activity: pressed }) };
}

async function drawnFor(parts: PostingParts, occasion: Occasion, reply: Reply): Promise<TeamsMessage | undefined> {
  const { account } = occasion;
  if (reply.form) return cardMessage(renderFormCard(reply.form), reply.form.title);
  const message = reply.message ?? reply.replace;
  if (!message) return undefined;
  if (occasion.deed.kind !== 'home') return renderMessage(message, { reader: account });
  const { user } = await parts.conversations.account(account);
  return renderHome(message, user === undefined ? [] : [user], { reader: account });
}

/** The latest home is the one that is kept fresh. */
async function keepHome(parts: PostingParts, { deed, account }: Occasion, { ref }: PostOutcome & { kind: 'posted' }) {
  if (deed.kind !== 'home' || typeof ref.activity !== 'string') return;
  await parts.conversations.change(workspaceOf(account), new Map([[account, { home: ref.activity }]]));
}

/** Nobody sees that an answer was refused, so one that Teams asks to wait is tried again a few times. */
async function insisting(parts: PostingParts, work: () => Promise<PostOutcome>): Promise<PostOutcome> {
  let outcome = await work();
  for (let tries = 1; outcome.kind === 'later' && tries < MOST_TRIES; tries += 1) {
    await sleep(Math.max(0, Math.min(outcome.at - parts.clock.now(), LONGEST_WAIT_MS)));
    outcome = await work();
  }
  return outcome;
}

const cannotWrite = (name = ''): Message =>
  say(
    text`${name === '' ? '' : `${name}, `}I cannot write to you in private yet. Add me to your apps, and say it to me there.`,
  );

const card = (value: AdaptiveCard): HttpAnswer => invoked('application/vnd.microsoft.card.adaptive', value);
const toast = (value: string): HttpAnswer => invoked('application/vnd.microsoft.activity.message', value);
const invoked = (type: string, value: unknown): HttpAnswer => ({
  status: 200,
  body: { statusCode: 200, type, value },
});

const cardMessage = (content: object, summary: string): TeamsMessage => ({
  type: 'message',
  summary,
  attachments: [attached(content as AdaptiveCard)],
});

const hasErrors = (reply: Reply): reply is Reply & { readonly errors: FieldErrors } =>
  reply.errors !== undefined && Object.keys(reply.errors).length > 0;
const problemsOf = (errors: FieldErrors) => Object.values(errors).join(' ');

/** What is still to be said once the card was drawn again: a reply may say the same in both ways. */
const wordsOf = ({ message, replace }: Reply): Message | undefined =>
  replace && isDeepStrictEqual(message, replace) ? undefined : message;
