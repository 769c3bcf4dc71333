import { z } from 'zod';
import type { Field, FieldErrors, Form, FormValues, Option } from '../../src/core/form.ts';
import { type AccountId, accountId, nativeId, type WorkspaceId } from '../../src/core/ids.ts';
import type { Message } from '../../src/core/message.ts';
import { clean, cut } from '../../src/core/plain.ts';
import { isLocalDate } from '../../src/time/zoned.ts';
import { LIMITS } from './limits.ts';
import { plainText, renderBlocks, type SlackBlock } from './render.ts';

/** Where a form was opened, so that its submit is answered there: kept in the view, and nowhere else. */
export interface FormOrigin {
  readonly channel?: string;
  readonly responseUrl?: string;
}

const metadata = z.object({
  args: z.record(z.string(), z.json()),
  channel: z.string().optional(),
  responseUrl: z.string().optional(),
});

const stateValue = z.object({
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
  selected_options: z.array(z.object({ value: z.string() })).optional(),
  selected_date: z.string().nullish(),
  selected_user: z.string().nullish(),
});
/** What Slack sends of a filled-in form. */
export const viewState = z.record(z.string(), z.record(z.string(), stateValue));

/** Draws a form as a modal; the verb is its callback, arguments and origin go along. */
export function renderForm(form: Form, origin: FormOrigin = {}) {
  const intro: SlackBlock[] =
    form.intro === undefined ? [] : renderBlocks({ fallback: '', blocks: [paragraph(form.intro)] }, 1);
  return {
    type: 'modal' as const,
    callback_id: form.verb,
    private_metadata: metadataOf(form, origin),
    title: plainText(form.title, LIMITS.modalTitle),
    submit: plainText(form.submit, LIMITS.modalButton),
    close: plainText('Cancel', LIMITS.modalButton),
    blocks: [...intro, ...form.fields.flatMap(renderField)].slice(0, LIMITS.blocksInView),
  };
}

/** A message where there is no conversation to say it in: after a press on the App Home. */
export function renderMessageView(message: Message) {
  return {
    type: 'modal' as const,
    callback_id: 'hallway.message',
    title: plainText('Hallway', LIMITS.modalTitle),
    close: plainText('Done', LIMITS.modalButton),
    blocks: renderBlocks(message, LIMITS.blocksInView),
  };
}

/** The arguments and the origin a view was drawn with; undefined for what is none of ours. */
export function readMetadata(text: string): z.output<typeof metadata> | undefined {
  try {
    return metadata.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** What was filled in, as the bot reads it: people as accounts of that workspace. */
export function readValues(workspace: WorkspaceId, state: z.output<typeof viewState>): FormValues {
  const values: Record<string, string | readonly string[] | undefined> = {};
  for (const [name, actions] of Object.entries(state)) {
    const [given] = Object.values(actions);
    if (!given) continue;
    if (given.selected_options) values[name] = given.selected_options.map(({ value }) => value);
    else if (given.selected_user) values[name] = accountId(workspace, given.selected_user);
    else values[name] = given.value ?? given.selected_option?.value ?? given.selected_date ?? undefined;
  }
  return values;
}

/** Errors by a field that is in the view; one for a field that is not goes to the first, or Slack would show none. */
export function renderErrors(errors: FieldErrors, fields: readonly string[]): Record<string, string> {
  const drawn: Record<string, string> = {};
  const [first = ''] = fields;
  for (const [name, text] of Object.entries(errors)) {
    const place = fields.includes(name) ? name : first;
    drawn[place] = cut([drawn[place], clean(text)].filter(Boolean).join(' '), LIMITS.fieldHint);
  }
  return drawn;
}

const paragraph = (words: string) => ({ kind: 'text' as const, text: [{ kind: 'plain' as const, text: words }] });

// The way back to the conversation is given up before the arguments, without which a submit means nothing.
function metadataOf({ args }: Form, origin: FormOrigin): string {
  const whole = JSON.stringify({ args, ...origin });
  return whole.length <= LIMITS.privateMetadata ? whole : JSON.stringify({ args });
}

function renderField(field: Field) {
  const element = elementOf(field);
  if (!element) return [];
  return [
    {
      type: 'input' as const,
      block_id: field.name,
      label: plainText(field.label, LIMITS.fieldLabel),
      ...(field.hint !== undefined && { hint: plainText(field.hint, LIMITS.fieldHint) }),
      optional: field.optional ?? false,
      element: { action_id: 'value', ...element },
    },
  ];
}

function elementOf(field: Field) {
  switch (field.kind) {
    case 'text': {
      const max_length = Math.min(field.maxLength ?? LIMITS.inputText, LIMITS.inputText);
      const initial = field.initial ? { initial_value: cut(field.initial, max_length) } : {};
      return { type: 'plain_text_input' as const, multiline: field.multiline ?? false, max_length, ...initial };
    }
    case 'select':
      return chooser('static_select', field.options, (options) => {
        const initial = options.find(({ value }) => value === field.initial);
        return initial ? { initial_option: initial } : {};
      });
    case 'choices':
      return chooser(
        field.options.length > LIMITS.checkboxes ? 'multi_static_select' : 'checkboxes',
        field.options,
        (options) => {
          const initial = options.filter(({ value }) => field.initial?.includes(value));
          return initial.length > 0 ? { initial_options: initial } : {};
        },
      );
    case 'date':
      return { type: 'datepicker' as const, ...(isLocalDate(field.initial) && { initial_date: field.initial }) };
    case 'person':
      return { type: 'users_select' as const, ...(field.initial && { initial_user: userOf(field.initial) }) };
    default:
      return field satisfies never;
  }
}

const userOf = (account: string) => (account.includes('/') ? nativeId(account as AccountId) : account);

type DrawnOption = { readonly value: string; readonly text: ReturnType<typeof plainText> };

/** Slack refuses a list without options, so such a field is left out. */
function chooser<Kind extends string, Initial>(
  type: Kind,
  options: readonly Option[],
  initial: (drawn: readonly DrawnOption[]) => Initial,
) {
  const drawn = options
    .filter(({ value }) => value.length > 0 && value.length <= LIMITS.optionValue)
    .slice(0, LIMITS.options)
    .map(({ value, label }) => ({ value, text: plainText(label, LIMITS.optionLabel) }));
  return drawn.length === 0 ? undefined : { type, options: drawn, ...initial(drawn) };
}
