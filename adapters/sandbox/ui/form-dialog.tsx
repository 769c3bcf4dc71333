import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import type { Field, FieldErrors, FormValues } from '../../../src/core/form.ts';
import type { WireForm, WirePerson } from '../wire.ts';
import { Dialog } from './dialog.tsx';
import { FormField } from './fields.tsx';
import { asSlackAsks } from './skins/slack-form.ts';
import type { LookName } from './use-look.ts';

interface Props {
  readonly form: WireForm;
  readonly people: readonly WirePerson[];
  /** Answers what was wrong by field, or nothing if the form was taken. */
  readonly onSubmit: (values: FormValues) => Promise<FieldErrors | undefined>;
  readonly onClose: () => void;
}

const TeamsForm = lazy(async () => ({ default: (await import('./skins/teams-form.tsx')).TeamsForm }));

/** A form of Hallway's as a dialog in the look that was chosen; it stays open until it is taken or given up. */
export function FormDialog({ look, ...props }: Props & { readonly look: LookName }) {
  const { form } = props;
  if (look === 'slack') return <OwnDialog {...props} form={asSlackAsks(form)} />;
  if (look === 'hallway' || form.skins === undefined) return <OwnDialog {...props} />;
  return (
    <Suspense>
      <TeamsForm {...props} dialogue={form.skins.teams} />
    </Suspense>
  );
}

function OwnDialog({ form, people, onSubmit, onClose }: Props) {
  const body = useRef<HTMLFormElement>(null);
  const [values, setValues] = useState(() => initialValues(form.fields));
  const [errors, setErrors] = useState<FieldErrors>({});
  const [isSending, setIsSending] = useState(false);

  const send = async () => {
    setIsSending(true);
    const wrong = (await onSubmit(values)) ?? {};
    setIsSending(false);
    setErrors(wrong);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: with every set of marks, the first is where to go on
  useEffect(() => {
    body.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid="true"] input')?.focus();
  }, [errors]);
  return (
    <Dialog title={form.title} onClose={onClose}>
      <form
        ref={body}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        {form.intro && <p className="intro">{form.intro}</p>}
        {form.fields.map((field) => (
          <FormField
            key={field.name}
            field={field}
            people={people}
            value={values[field.name] ?? ''}
            error={errors[field.name]}
            onChange={(value) => setValues((before) => ({ ...before, [field.name]: value }))}
          />
        ))}
        <footer>
          <button type="button" className="quiet" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="primary" disabled={isSending}>
            {form.submit}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}

const initialValues = (fields: readonly Field[]): Record<string, string | readonly string[]> =>
  Object.fromEntries(fields.map((field) => [field.name, field.initial ?? (field.kind === 'choices' ? [] : '')]));
