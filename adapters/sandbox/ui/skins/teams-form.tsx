import type { Action } from 'adaptivecards';
import { useEffect, useRef, useState } from 'react';
import type { Field, FieldErrors, FormValues } from '../../../../src/core/form.ts';
import type { WireForm, WirePerson } from '../../wire.ts';
import { Dialog } from '../dialog.tsx';
import './teams.css';
import { drawCard, type TeamsCardJson } from './teams-host.ts';
import { useDark } from './use-dark.ts';

interface Dialogue {
  readonly title: string;
  readonly card: { readonly content: TeamsCardJson & { readonly body: readonly Record<string, unknown>[] } };
}

interface Props {
  readonly form: WireForm;
  /** What Teams would be answered. */
  readonly dialogue: unknown;
  readonly people: readonly WirePerson[];
  readonly onSubmit: (values: FormValues) => Promise<FieldErrors | undefined>;
  readonly onClose: () => void;
}

/** A form as Teams draws its dialog. */
export function TeamsForm({ form, dialogue, people, onSubmit, onClose }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const isDark = useDark();
  const [errors, setErrors] = useState<FieldErrors>({});
  const send = useRef(onSubmit);
  send.current = onSubmit;
  const { title, card } = dialogue as Dialogue;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is typed would be lost with a form drawn again
  useEffect(() => {
    if (frame.current === null) return;
    const shown = { ...card.content, body: card.content.body.map((one) => withPeople(one, people)) };
    const drawn = drawCard(shown, frame.current, isDark, (action: Action) => {
      if (!('data' in action)) return;
      const typed = Object.fromEntries(drawn.getAllInputs().map(({ id, value }) => [id, value]));
      void send.current(valuesOf(form.fields, typed)).then((wrong) => setErrors(wrong ?? {}));
    });
  }, [form.id, isDark]);
  return (
    <Dialog title={title} onClose={onClose}>
      <div role="alert">
        {Object.entries(errors).map(([name, error]) => (
          <p key={name} className="error">
            {error}
          </p>
        ))}
      </div>
      <div ref={frame} className="teams-card" />
    </Dialog>
  );
}

/** Teams finds people, and in long lists, while one types; here all stand in a plain list, which has a label. */
function withPeople({ 'choices.data': found, ...element }: Record<string, unknown>, people: readonly WirePerson[]) {
  if (found !== undefined)
    return { ...element, style: 'compact', choices: people.map(({ id, name }) => ({ title: name, value: id })) };
  return element.style === 'filtered' ? { ...element, style: 'compact' } : element;
}

const valuesOf = (fields: readonly Field[], typed: Readonly<Record<string, unknown>>): FormValues =>
  Object.fromEntries(
    fields.map(({ kind, name }) => [name, kind === 'choices' ? listOf(typed[name]) : `${typed[name] ?? ''}`]),
  );

const listOf = (value: unknown) => `${value ?? ''}`.split(',').filter(Boolean).map(decodeURIComponent);
