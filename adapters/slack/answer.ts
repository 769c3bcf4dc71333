import type { Message } from '../../src/core/message.ts';
import type { Reply } from '../../src/core/reply.ts';
import type { Surface } from './envelopes.ts';
import { renderErrors, renderForm, renderMessageView } from './forms.ts';
import { renderMessage } from './render.ts';
import type { Tenant } from './tenants.ts';

const TIMEOUT_MS = 10_000;

/** What Slack is told in the acknowledgement of a form: nothing closes it. */
export type FormAck =
  | { readonly response_action: 'errors'; readonly errors: Record<string, string> }
  | { readonly response_action: 'update'; readonly view: object }
  | undefined;

/** Shows a reply where the person acted: only to them, unless it takes the place of the card they pressed. */
export async function answer(
  tenant: Tenant,
  surface: Exclude<Surface, { kind: 'form' }>,
  user: string,
  reply: Reply,
): Promise<void> {
  switch (surface.kind) {
    case 'conversation':
      return inConversation(tenant, surface, reply);
    case 'home':
      return atHome(tenant, surface, reply);
    case 'view':
      return inView(tenant, surface.view, reply);
    case 'mention': {
      const message = reply.message ?? reply.replace;
      if (message)
        await tenant.client.chat.postEphemeral({ channel: surface.channel, user, ...renderMessage(message) });
    }
  }
}

/** What a form's sender sees in the form itself; the rest is said in the conversation it was opened from. */
export function acknowledge({ fields, responseUrl }: Extract<Surface, { kind: 'form' }>, reply: Reply): FormAck {
  if (reply.errors && Object.keys(reply.errors).length > 0)
    return { response_action: 'errors', errors: renderErrors(reply.errors, fields) };
  if (reply.form)
    return {
      response_action: 'update',
      view: renderForm(reply.form, responseUrl === undefined ? {} : { responseUrl }),
    };
  const message = reply.message ?? reply.replace;
  return message && responseUrl === undefined
    ? { response_action: 'update', view: renderMessageView(message) }
    : undefined;
}

/** After the acknowledgement of a form: its words, and the card it came from drawn again. */
export async function afterForm({ responseUrl }: Extract<Surface, { kind: 'form' }>, reply: Reply): Promise<void> {
  if (responseUrl === undefined || reply.errors) return;
  if (reply.replace) await respond(responseUrl, reply.replace, true);
  const message = wordsOf(reply);
  if (message) await respond(responseUrl, message, false);
}

async function inConversation(
  tenant: Tenant,
  surface: Extract<Surface, { kind: 'conversation' }>,
  reply: Reply,
): Promise<void> {
  const { responseUrl, trigger, channel, isCard } = surface;
  // The trigger is good for three seconds only, so the form goes first.
  if (reply.form)
    await tenant.client.views.open({ trigger_id: trigger, view: renderForm(reply.form, { channel, responseUrl }) });
  if (reply.replace && isCard) await respond(responseUrl, reply.replace, true);
  const message = isCard ? wordsOf(reply) : (reply.message ?? reply.replace);
  if (message) await respond(responseUrl, message, false);
}

async function atHome(tenant: Tenant, { trigger }: Extract<Surface, { kind: 'home' }>, reply: Reply): Promise<void> {
  // Opening it: the runtime draws it by the same way as after a deed, within what Slack allows a minute.
  if (trigger === undefined) return;
  const { client } = tenant;
  if (reply.form) return void (await client.views.open({ trigger_id: trigger, view: renderForm(reply.form) }));
  // The home itself is drawn again by the runtime after every deed; what is said stands over it.
  const message = reply.message ?? reply.replace;
  if (message) await client.views.open({ trigger_id: trigger, view: renderMessageView(message) });
}

async function inView({ client }: Tenant, view_id: string, reply: Reply): Promise<void> {
  const message = reply.message ?? reply.replace;
  if (reply.form) await client.views.update({ view_id, view: renderForm(reply.form) });
  else if (message) await client.views.update({ view_id, view: renderMessageView(message) });
}

/** What is still to be said once the card was drawn again: a reply may say the same in both ways. */
function wordsOf({ message, replace }: Reply): Message | undefined {
  return replace && JSON.stringify(message) === JSON.stringify(replace) ? undefined : message;
}

async function respond(url: string, message: Message, isReplacing: boolean): Promise<void> {
  const body = { ...renderMessage(message), response_type: 'ephemeral', replace_original: isReplacing };
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  // The address is a secret of its own: whoever has it can write there.
  if (!response.ok) throw new Error(`a response_url answered ${response.status}`);
}
