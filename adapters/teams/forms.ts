import { z } from 'zod';
import type { FieldErrors, Form, FormValues } from '../../src/core/form.ts';
import { accountId, type WorkspaceId } from '../../src/core/ids.ts';
import type { JsonObject } from '../../src/core/json.ts';
import type { Message } from '../../src/core/message.ts';
import { type CardAction, label } from './actions.ts';
import { chosen, type Filled, type FormElement, renderError, renderField } from './inputs.ts';
import { LIMITS } from './limits.ts';
import {
  type AdaptiveCard,
  attached,
  type CardAttachment,
  type CardElement,
  cardShell,
  renderCard,
  renderHeading,
} from './render.ts';
import { renderText } from './rich-text.ts';

/** Where a form was opened, so that its submit can redraw the card it came from. */
const origin = z.object({ conversation: z.string().optional(), activity: z.string().optional() });
export type FormOrigin = z.output<typeof origin>;

const asked = {
  name: z.string(),
  label: z.string(),
  hint: z.string().optional(),
  optional: z.literal(true).optional(),
};
const options = z.array(z.object({ value: z.string(), label: z.string() }));
const field = z.discriminatedUnion('kind', [
  z.object({
    ...{ ...asked, kind: z.literal('text'), initial: z.string().optional() },
    ...{ maxLength: z.number().optional(), multiline: z.literal(true).optional() },
  }),
  z.object({ ...asked, kind: z.literal('select'), options, initial: z.string().optional() }),
  z.object({ ...asked, kind: z.literal('choices'), options, initial: z.array(z.string()).optional() }),
  z.object({ ...asked, kind: z.literal('date'), initial: z.string().optional() }),
  z.object({ ...asked, kind: z.literal('person'), initial: z.string().optional() }),
]);
const metadata = z.object({
  verb: z.string(),
  args: z.record(z.string(), z.json()),
  origin,
  kinds: z.record(z.string(), z.string()),
  // Teams forgets a form once it is sent, and an error is shown by drawing it again.
  form: z
    .object({ title: z.string(), submit: z.string(), intro: z.string().optional(), fields: z.array(field) })
    .optional(),
});
/** What a form was drawn with, as it comes back with what was filled in. */
export type FormMetadata = z.output<typeof metadata>;

/** The card of a form. */
export type FormCard = AdaptiveCard<CardElement | FormElement>;

/** A dialog, as `task/fetch` and `task/submit` are answered with `continue`. */
export interface TeamsDialog {
  readonly title: string;
  readonly width: 'medium';
  readonly height: 'medium' | 'large';
  readonly card: CardAttachment<FormCard>;
}

/** Draws a form as a dialog; the verb, its arguments and the origin go along with its submit. */
export function renderForm(form: Form, from: FormOrigin = {}, filled?: Filled): TeamsDialog {
  const title = label(form.title, LIMITS.dialogTitle);
  const height = form.fields.length > 4 ? 'large' : 'medium';
  return { title, width: 'medium', height, card: attached(cardOf(form, from, filled, 'Action.Submit')) };
}

/** The same form as a card of the chat, where no dialog can be opened: it was asked for in words. */
export function renderFormCard(form: Form, from: FormOrigin = {}, filled?: Filled): FormCard {
  const card = cardOf(form, from, filled, 'Action.Execute');
  return { ...card, body: [renderHeading(form.title, true), ...card.body] };
}

/** A message where there is no conversation to say it in: after a form, in its dialog. */
export function renderMessageView(message: Message): TeamsDialog {
  return { title: 'Hallway', width: 'medium', height: 'medium', card: attached(renderCard(message)) };
}

/** What a submit was drawn with, from the data that came back; undefined for what is none of ours. */
export function readMetadata(data: unknown): FormMetadata | undefined {
  return z.object({ hallway: metadata }).safeParse(data).data?.hallway;
}

/** What was filled in, as the bot reads it: people as accounts of that workspace. */
export function readValues(workspace: WorkspaceId, { kinds }: FormMetadata, data: unknown): FormValues {
  const sent = z.record(z.string(), z.unknown()).safeParse(data).data ?? {};
  const read = ([name, kind]: readonly [string, string]) => {
    const given = sent[name];
    const words = typeof given === 'string' && given !== '' ? given : undefined;
    if (kind === 'choices') return [name, chosen(words ?? '')] as const;
    return [name, kind === 'person' && words !== undefined ? accountId(workspace, words) : words] as const;
  };
  return Object.fromEntries(Object.entries(kinds).map(read));
}

/** The form again with what was wrong; undefined where it was too large to go along, so that a message has to do. */
export function renderErrors(meta: FormMetadata, values: FormValues, errors: FieldErrors): TeamsDialog | undefined {
  const form = formOf(meta);
  return form && renderForm(form, meta.origin, { values, errors });
}

/** The same as a card of the chat. */
export function renderErrorsCard(meta: FormMetadata, values: FormValues, errors: FieldErrors): FormCard | undefined {
  const form = formOf(meta);
  return form && renderFormCard(form, meta.origin, { values, errors });
}

const formOf = ({ form, verb, args }: FormMetadata): Form | undefined => form && ({ ...form, verb, args } as Form);

function cardOf(form: Form, from: FormOrigin, filled: Filled | undefined, type: SendingAction): FormCard {
  const intro = form.intro === undefined ? [] : [renderText([{ kind: 'plain', text: form.intro }], new Map())];
  const names = new Set(form.fields.map(({ name }) => name));
  // An error of a field that is not in the form stands above it, or nobody would see it.
  const others = Object.entries(filled?.errors ?? {}).flatMap(([name, text]) => (names.has(name) ? [] : [text]));
  return {
    ...cardShell(form.title),
    body: [...intro, ...others.map(renderError), ...form.fields.flatMap((one) => renderField(one, filled))],
    actions: [submitOf(form, from, type)],
  };
}

type SendingAction = 'Action.Submit' | 'Action.Execute';

function submitOf({ verb, args, ...form }: Form, from: FormOrigin, type: SendingAction): CardAction {
  const kinds = Object.fromEntries(form.fields.map(({ name, kind }) => [name, kind]));
  const fits = Buffer.byteLength(JSON.stringify(form)) <= LIMITS.formData;
  const hallway: JsonObject = JSON.parse(JSON.stringify({ verb, args, origin: from, kinds, ...(fits && { form }) }));
  const shown = { title: label(form.submit, LIMITS.buttonLabel), style: 'positive', data: { hallway } } as const;
  return type === 'Action.Submit' ? { type, ...shown } : { type, verb, ...shown };
}
