import { expect, test } from 'vitest';
import { demoOrganisation } from '../../../adapters/sandbox/demo-organisation.ts';
import { readValues } from '../../../adapters/sandbox/forms.ts';
import type { Field } from '../../../src/core/form.ts';

const fields: readonly Field[] = [
  { kind: 'text', name: 'note', label: 'Note', optional: true },
  {
    ...{ kind: 'choices', name: 'programs', label: 'Coffee', optional: true },
    options: [{ value: 'general', label: '#general' }],
  },
];

test('a list whose last tick is gone says so; a field left empty says nothing', () => {
  const organisation = demoOrganisation();

  expect(readValues(fields, { note: ' ', programs: [] }, organisation)).toEqual({
    values: { programs: [] },
    errors: {},
  });
  expect(readValues(fields, { programs: ['general'] }, organisation).values).toEqual({ programs: ['general'] });
  expect(readValues(fields, {}, organisation)).toEqual({ values: {}, errors: {} });
});
