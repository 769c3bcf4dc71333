import type { Field, FieldErrors, FormValues, Option } from '../../src/core/form.ts';
import { type AccountId, nativeId } from '../../src/core/ids.ts';
import { cut } from '../../src/core/plain.ts';
import { isLocalDate } from '../../src/time/zoned.ts';
import { label } from './actions.ts';
import { LIMITS } from './limits.ts';
import { renderText, type TextElement } from './rich-text.ts';
import { inertLine } from './words.ts';

type Asked = {
  readonly id: string;
  readonly label: string;
  readonly isRequired?: true;
  readonly errorMessage?: string;
};
type Choice = { readonly title: string; readonly value: string };

/** What a form asks with. */
export type FormElement =
  | TextElement
  | { readonly type: 'TextBlock'; readonly text: string; readonly wrap: true; readonly color: 'Attention' }
  | (Asked & {
      readonly type: 'Input.Text';
      readonly isMultiline?: true;
      readonly maxLength: number;
      readonly value?: string;
    })
  | (Asked & { readonly type: 'Input.Date'; readonly value?: string })
  | (Asked & {
      readonly type: 'Input.ChoiceSet';
      readonly style: 'compact' | 'expanded' | 'filtered';
      readonly isMultiSelect?: true;
      readonly choices: readonly Choice[];
      /** People of the organisation, found by Teams while one types. */
      readonly 'choices.data'?: { readonly type: 'Data.Query'; readonly dataset: 'graph.microsoft.com/users' };
      readonly value?: string;
      readonly placeholder?: string;
    });

/** What stands in a form already, and what was wrong with it. */
export interface Filled {
  readonly values: FormValues;
  readonly errors: FieldErrors;
}

/** Draws one question, its hint, and what was wrong with the answer. */
export function renderField(field: Field, filled: Filled | undefined): FormElement[] {
  const input = inputOf(field, filled ? filled.values[field.name] : 'initial' in field ? field.initial : undefined);
  if (!input) return [];
  const hint = field.hint === undefined ? [] : [renderHint(field.hint)];
  const error = filled?.errors[field.name];
  return [input, ...hint, ...(error === undefined ? [] : [renderError(error)])];
}

/** What was wrong, where it is read beside the question. */
export const renderError = (words: string): FormElement => ({
  ...{ type: 'TextBlock', text: inertLine(words, LIMITS.text), wrap: true, color: 'Attention' },
});

const renderHint = (words: string): FormElement =>
  renderText([{ kind: 'plain', text: words }], new Map(), {
    look: { size: 'Small', isSubtle: true },
    distance: { spacing: 'Small' },
  });

/** Values are joined by commas on their way back, so a comma within one is written otherwise. */
const encoded = (value: string): string => encodeURIComponent(value);
/** The values that were chosen, from the text Teams sends. */
export const chosen = (sent: string): readonly string[] =>
  sent
    .split(',')
    .filter(Boolean)
    .map((value) => {
      try {
        return decodeURIComponent(value);
      } catch {
        return value;
      }
    });

function inputOf(field: Field, given: string | readonly string[] | undefined): FormElement | undefined {
  const asked: Asked = {
    id: field.name,
    label: label(field.label, LIMITS.fieldLabel),
    ...(!field.optional && field.kind !== 'choices' && { isRequired: true as const, errorMessage: missing(field) }),
  };
  const one = typeof given === 'string' && given !== '' ? given : undefined;
  switch (field.kind) {
    case 'text': {
      const maxLength = Math.min(field.maxLength ?? LIMITS.inputText, LIMITS.inputText);
      const isMultiline = field.multiline ? { isMultiline: true as const } : {};
      return { type: 'Input.Text', ...asked, ...isMultiline, maxLength, ...(one && { value: cut(one, maxLength) }) };
    }
    case 'select':
      return chooser(
        asked,
        choicesOf(field.options, (value) => value),
        one === undefined ? [] : [one],
      );
    case 'choices':
      return chooser(asked, choicesOf(field.options, encoded), [...(given ?? [])].map(encoded), true);
    case 'date':
      return { type: 'Input.Date', ...asked, ...(isLocalDate(one) && { value: one }) };
    case 'person':
      return {
        ...{ type: 'Input.ChoiceSet', ...asked, style: 'filtered', choices: [] },
        'choices.data': { type: 'Data.Query', dataset: 'graph.microsoft.com/users' },
        ...(one && { value: one.includes('/') ? nativeId(one as AccountId) : one }),
      };
    default:
      return field satisfies never;
  }
}

const missing = ({ kind }: Field) =>
  kind === 'text' || kind === 'date' ? 'Please fill this in.' : 'Please choose one.';

const choicesOf = (options: readonly Option[], write: (value: string) => string): readonly Choice[] =>
  options
    .filter(({ value }) => value.length > 0 && value.length <= LIMITS.optionValue)
    .slice(0, LIMITS.options)
    .map(({ value, label: title }) => ({ title: label(title, LIMITS.optionLabel), value: write(value) }));

/** A list without options asks nothing, so such a field is left out. */
function chooser(
  asked: Asked,
  choices: readonly Choice[],
  initial: readonly string[],
  isMultiSelect?: true,
): FormElement | undefined {
  if (choices.length === 0) return undefined;
  const value = initial.filter((one) => choices.some((choice) => choice.value === one)).join(',');
  const isLong = choices.length > LIMITS.optionsInView;
  const style = isMultiSelect ? (isLong ? 'compact' : 'expanded') : isLong ? 'filtered' : 'compact';
  return {
    ...{ type: 'Input.ChoiceSet', ...asked, style, choices },
    ...(isMultiSelect && { isMultiSelect }),
    ...(value !== '' ? { value } : style !== 'expanded' && { placeholder: 'Please choose' }),
  };
}
