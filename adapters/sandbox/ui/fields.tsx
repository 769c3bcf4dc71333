import { useId } from 'react';
import type { Field } from '../../../src/core/form.ts';
import type { WirePerson } from '../wire.ts';

interface Props {
  readonly field: Field;
  readonly value: string | readonly string[];
  readonly error: string | undefined;
  readonly people: readonly WirePerson[];
  readonly onChange: (value: string | readonly string[]) => void;
}

/** One question of a form with its hint and what was wrong with the answer. */
export function FormField({ field, value, error, people, onChange }: Props) {
  const id = useId();
  const label = (
    <>
      {field.label}
      {field.optional && <span className="optional"> optional</span>}
    </>
  );
  const notes = (
    <>
      {field.hint && (
        <p className="hint" id={`${id}-hint`}>
          {field.hint}
        </p>
      )}
      {error && (
        <p className="error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </>
  );
  const describedBy = [field.hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;
  if (field.kind === 'choices')
    return (
      <fieldset aria-describedby={describedBy} data-invalid={error !== undefined}>
        <legend>{label}</legend>
        <Choices options={field.options} chosen={Array.isArray(value) ? value : []} onChange={onChange} />
        {notes}
      </fieldset>
    );
  const shared = {
    id,
    value: String(value),
    'aria-invalid': error !== undefined,
    'aria-describedby': describedBy,
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
  };
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <Control field={field} people={people} shared={shared} />
      {notes}
    </div>
  );
}

interface Shared {
  readonly id: string;
  readonly value: string;
  readonly onChange: (event: { target: { value: string } }) => void;
}

function Control({
  field,
  people,
  shared,
}: {
  field: Exclude<Field, { kind: 'choices' }>;
  people: readonly WirePerson[];
  shared: Shared;
}) {
  switch (field.kind) {
    case 'text':
      return field.multiline ? (
        <textarea rows={4} maxLength={field.maxLength} {...shared} />
      ) : (
        <input type="text" maxLength={field.maxLength} autoComplete="off" {...shared} />
      );
    case 'date':
      return <input type="date" {...shared} />;
    case 'select':
      return <Select options={field.options} shared={shared} isOptional={field.optional === true} />;
    case 'person':
      return (
        <Select
          options={people.map((person) => ({ value: person.id, label: person.name }))}
          shared={shared}
          isOptional={field.optional === true}
        />
      );
  }
}

type Options = Extract<Field, { kind: 'select' }>['options'];

function Select({ options, shared, isOptional }: { options: Options; shared: Shared; isOptional: boolean }) {
  return (
    <select {...shared}>
      {(isOptional || shared.value === '') && <option value="">{isOptional ? 'None' : 'Please choose'}</option>}
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}

interface ChoicesProps {
  readonly options: Options;
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

function Choices({ options, chosen, onChange }: ChoicesProps) {
  const toggle = (value: string) =>
    onChange(chosen.includes(value) ? chosen.filter((each) => each !== value) : [...chosen, value]);
  return (
    <div className="choices">
      {options.map((option) => (
        <label key={option.value}>
          <input type="checkbox" checked={chosen.includes(option.value)} onChange={() => toggle(option.value)} />
          {option.label}
        </label>
      ))}
    </div>
  );
}
