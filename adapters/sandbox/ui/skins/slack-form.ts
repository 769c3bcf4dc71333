import type { Field } from '../../../../src/core/form.ts';
import type { WireForm } from '../../wire.ts';

interface Words {
  readonly text: string;
}
interface Choice {
  readonly value: string;
  readonly text: Words;
}
interface InputBlock {
  readonly type: 'input';
  readonly block_id: string;
  readonly label: Words;
  readonly hint?: Words;
  readonly optional: boolean;
  readonly element: {
    readonly type: string;
    readonly multiline?: boolean;
    readonly max_length?: number;
    readonly initial_value?: string;
    readonly options?: readonly Choice[];
    readonly initial_option?: Choice;
    readonly initial_options?: readonly Choice[];
    readonly initial_date?: string;
    readonly initial_user?: string;
  };
}
interface IntroBlock {
  readonly type: 'rich_text';
  readonly elements: readonly { readonly elements: readonly { readonly text?: string }[] }[];
}
interface View {
  readonly title: Words;
  readonly submit: Words;
  readonly blocks: readonly (InputBlock | IntroBlock)[];
}

/** The form as Slack's modal asks it: words cut, fields left out and lists drawn as there. */
export function asSlackAsks(form: WireForm): WireForm {
  if (form.skins === undefined) return form;
  const { title, submit, blocks } = form.skins.slack as View;
  const intro = blocks.flatMap((block) => (block.type === 'rich_text' ? wordsOf(block) : [])).join('');
  const fields = blocks.flatMap((block) => (block.type === 'input' ? [fieldOf(block)] : []));
  return { id: form.id, title: title.text, submit: submit.text, ...(intro && { intro }), fields };
}

const wordsOf = ({ elements }: IntroBlock) => elements.flatMap((one) => one.elements.map(({ text }) => text ?? ''));

function fieldOf({ block_id: name, label, hint, optional, element }: InputBlock): Field {
  const asked = {
    name,
    label: label.text,
    ...(hint && { hint: hint.text }),
    ...(optional && { optional: true as const }),
  };
  const options = (element.options ?? []).map(({ value, text }) => ({ value, label: text.text }));
  switch (element.type) {
    case 'static_select':
      return { ...asked, kind: 'select', options, ...initially(element.initial_option?.value) };
    case 'multi_static_select':
    case 'checkboxes':
      return { ...asked, kind: 'choices', options, initial: (element.initial_options ?? []).map(({ value }) => value) };
    case 'datepicker':
      return { ...asked, kind: 'date', ...initially(element.initial_date) };
    case 'users_select':
      return { ...asked, kind: 'person', ...initially(element.initial_user) };
    default:
      return {
        ...{ ...asked, kind: 'text', ...initially(element.initial_value) },
        ...(element.multiline && { multiline: true as const }),
        ...(element.max_length !== undefined && { maxLength: element.max_length }),
      };
  }
}

const initially = (initial: string | undefined) => (initial === undefined ? {} : { initial });
