import type { JsonObject } from './json.ts';

/** One question of a form. Only forms may hold selects. */
export type Field = {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly optional?: true;
} & (
  | { readonly kind: 'text'; readonly initial?: string; readonly maxLength?: number; readonly multiline?: true }
  | { readonly kind: 'select'; readonly options: readonly Option[]; readonly initial?: string }
  | { readonly kind: 'choices'; readonly options: readonly Option[]; readonly initial?: readonly string[] }
  | { readonly kind: 'date'; readonly initial?: string }
  | { readonly kind: 'person'; readonly initial?: string }
);

export interface Option {
  readonly value: string;
  readonly label: string;
}

/** A dialog: what a person fills in; its submit comes back as the verb with the values. */
export interface Form {
  readonly title: string;
  readonly verb: string;
  readonly args: JsonObject;
  readonly fields: readonly Field[];
  readonly submit: string;
  readonly intro?: string;
}

export type FormValues = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What was wrong, by field name, with the cure. */
export type FieldErrors = Readonly<Record<string, string>>;
