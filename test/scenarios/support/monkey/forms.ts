import type { Field, Form, FormValues } from '../../../../src/core/form.ts';
import type { Dice } from '../dice.ts';
import { dayAfter } from '../wall-clock.ts';

const words: Readonly<Record<string, readonly string[]>> = {
  hours: ['09:00-17:00', '08:00-16:00', '10:30-18:30', 'whenever', ''],
  timezone: ['Europe/Lisbon', 'Asia/Tokyo', 'America/New_York', 'Narnia'],
  country: ['PT', 'US', '', 'Narnia'],
  rhythm: ['every week on tuesday at 10:00', 'every 2 weeks on friday at 02:30', 'now and then', ''],
  topics: ['sailing, old maps', 'bread', '', 'a, b, c, d', 'https://hallway.example/gift', '<b>*tea*</b> & more'],
  words: ['for the good questions', '', '<b>*thanks*</b> & more'],
};

/** What a person leaves in a form: as it was drawn, or filled in at random, sense and nonsense. */
export function filledIn(
  dice: Dice,
  form: Form,
  today: string,
): { readonly values: FormValues; readonly isAsDrawn: boolean } {
  const isAsDrawn = dice.chance(0.4);
  const values = Object.fromEntries(
    form.fields.map((field) => [field.name, isAsDrawn ? drawn(field) : atRandom(dice, field, today)]),
  );
  return { values, isAsDrawn };
}

/** A field as it stands when nobody touches it. */
function drawn(field: Field): FormValues[string] {
  if (field.kind === 'choices') return [...(field.initial ?? [])];
  return field.initial ?? '';
}

function atRandom(dice: Dice, field: Field, today: string): FormValues[string] {
  switch (field.kind) {
    case 'text':
      return dice.pick([...(words[field.name] ?? ['something']), field.initial ?? '']);
    case 'select':
      return dice.pick([...field.options.map((option) => option.value), field.initial ?? '']);
    case 'choices':
      return dice.some(field.options, dice.int(0, field.options.length)).map((option) => option.value);
    case 'date':
      return dice.pick(['', '', dayAfter(today, dice.int(2, 30)), dayAfter(today, -3), field.initial ?? '']);
    case 'person':
      return '';
  }
}
