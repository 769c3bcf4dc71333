import type { Field, FieldErrors, Form, FormValues } from '../../src/core/form.ts';
import { type AccountId, nativeId } from '../../src/core/ids.ts';
import type { Place } from '../../src/core/place.ts';
import { isLocalDate } from '../../src/time/zoned.ts';
import { accountOf, type Organisation, personIn } from './organisation.ts';
import type { Skins } from './skin.ts';
import type { WireForm } from './wire.ts';

/** The most characters a person may type at once. */
export const MAX_TEXT = 4_000;
const MAX_OPEN_FORMS = 500;

/** A form on somebody's screen: where it was opened, and the card it came from. */
export interface OpenForm {
  readonly person: string;
  readonly place: Place;
  readonly source: FormSource | undefined;
  readonly form: Form;
}

/** What a form's submit may redraw: a message by its number, or the person's home. */
export type FormSource = number | 'home';

/** Forms that have been opened and not yet sent; they do not outlive the process, as on the real platforms. */
export class OpenForms {
  readonly #open = new Map<string, OpenForm>();
  readonly #skins: Skins | undefined;
  #last = 0;

  constructor(skins?: Skins) {
    this.#skins = skins;
  }

  open(opened: OpenForm): WireForm {
    this.#last += 1;
    const id = `f${this.#last}`;
    this.#open.set(id, opened);
    const [oldest] = this.#open.keys();
    if (this.#open.size > MAX_OPEN_FORMS && oldest !== undefined) this.#open.delete(oldest);
    const { title, intro, submit, fields } = opened.form;
    const skins = this.#skins && {
      skins: { slack: this.#skins.slack.form(opened.form), teams: this.#skins.teams.form(opened.form) },
    };
    return { id, title, submit, ...(intro !== undefined && { intro }), fields: fields.map(toWireField), ...skins };
  }

  find(id: string, person: string): OpenForm | undefined {
    const found = this.#open.get(id);
    return found?.person === person ? found : undefined;
  }

  close(id: string): void {
    this.#open.delete(id);
  }
}

/** What was filled in, as the bot reads it (people as accounts), and what does not fit its field. */
export function readValues(
  fields: readonly Field[],
  sent: FormValues,
  organisation: Organisation,
): { values: FormValues; errors: FieldErrors } {
  const values: Record<string, string | readonly string[]> = {};
  const errors: Record<string, string> = {};
  for (const field of fields) {
    const value = sent[field.name];
    const isEmpty = value === undefined || value.length === 0 || (typeof value === 'string' && !value.trim());
    // A list whose last tick is gone says so; any other field left empty says nothing.
    if (isEmpty && field.optional && (field.kind !== 'choices' || value === undefined)) continue;
    const error = isEmpty && field.kind !== 'choices' ? missing(field) : checkValue(field, value ?? [], organisation);
    if (error) errors[field.name] = error;
    else if (value !== undefined) values[field.name] = field.kind === 'person' ? accountOf(bareId(value)) : value;
  }
  return { values, errors };
}

// The page knows people by their short ids; the bot fills a form with accounts.
function toWireField(field: Field): Field {
  return field.kind === 'person' && field.initial !== undefined ? { ...field, initial: bareId(field.initial) } : field;
}

const bareId = (value: string | readonly string[]) => {
  const text = String(value);
  return text.includes('/') ? nativeId(text as AccountId) : text;
};

const missing = (field: Field) =>
  field.kind === 'text' || field.kind === 'date' ? 'Please fill this in.' : 'Please choose one.';

function checkValue(field: Field, value: string | readonly string[], organisation: Organisation): string | undefined {
  const isOffered = (one: string) => 'options' in field && field.options.some((option) => option.value === one);
  if (field.kind === 'choices') {
    const chosen = typeof value === 'string' ? [value] : value;
    return chosen.every(isOffered) ? undefined : 'Please choose from the list.';
  }
  if (typeof value !== 'string') return 'Please give one answer here.';
  switch (field.kind) {
    case 'text': {
      const limit = Math.min(field.maxLength ?? MAX_TEXT, MAX_TEXT);
      return value.length > limit ? `That is ${value.length} characters; ${limit} fit here.` : undefined;
    }
    case 'select':
      return isOffered(value) ? undefined : 'Please choose from the list.';
    case 'date':
      return isLocalDate(value) ? undefined : 'Please write a date such as 2026-12-01.';
    case 'person':
      return personIn(organisation, bareId(value))
        ? undefined
        : "I don't know this person. Please choose from the list.";
    default:
      return field satisfies never;
  }
}
