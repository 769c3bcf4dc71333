import type { Form, FormValues } from '../../../../src/core/form.ts';
import type { Button } from '../../../../src/core/message.ts';
import { datesFrom, dayAfter } from '../wall-clock.ts';
import type { Inspector } from './inspector.ts';
import { takePart } from './own-commands.ts';
import { forever, type Known, type Shadow } from './shadow.ts';

/** Keeps the books about a button that somebody pressed on a card of their own. */
export function bookPress(
  shadow: Shadow,
  inspector: Inspector,
  person: Known,
  { verb, args }: Button,
  answer: string,
  now: number,
): void {
  const isRefused = /between the people|older version|went wrong/.test(answer);
  if (verb === 'coffee.join' || verb === 'coffee.leave') takePart(person, answer);
  else if (verb === 'coffee.rest') bookRest(person, answer, shadow.dateOf(person, now), Number(args.weeks));
  else if ((verb === 'coffee.met' || verb === 'coffee.skip') && !isRefused) inspector.answered(String(args.group));
  else if (verb === 'coffee.again' && answer.includes('stands again')) inspector.reopened(String(args.group));
  else if (verb === 'me.resume') delete person.pausedUntil;
  else if (verb === 'me.forget.now' && answer.startsWith('Done')) {
    shadow.enter(person.directory, now);
    if (args.isLeftAlone) shadow.of(person.id).pausedUntil = forever;
  }
}

/** The day a pause ends, as the answer says it: never before the weeks the button promised. */
function bookRest(person: Known, answer: string, today: string, weeks: number): void {
  const [, said] = /^Paused until (?:\w+ )?(\d+ \w+)/.exec(answer) ?? [];
  if (said === undefined) return;
  const promised = dayAfter(today, weeks * 7);
  const until = datesFrom(promised, dayAfter(promised, 365)).find((date) => dayAndMonth(date) === said);
  if (until === undefined) throw new Error(`no such day: ${answer}`);
  person.pausedUntil = until;
}

const dayAndMonth = (date: string) =>
  new Date(date).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const zoneNames: Readonly<Record<string, string>> = { Narnia: '' };

/** Keeps the books about a person's settings, once they are saved. */
export function bookSettings(person: Known, values: FormValues, answer: string): void {
  if (!/^(Saved|Paused until)/.test(answer)) return;
  const { hours, days, timezone, country, pause } = values;
  const [from = '', to = ''] = String(hours).split('-');
  person.hours = [from, to];
  person.days = (Array.isArray(days) ? days : [days]).map((day) => weekdays.indexOf(String(day)) + 1);
  person.zone = zoneNames[String(timezone)] ?? String(timezone);
  if (typeof country === 'string' && country !== '') person.country = country;
  if (typeof pause === 'string' && pause !== '') person.pausedUntil = pause;
  // A pause without an end shows as an empty date, and saving leaves it.
  else if (person.pausedUntil !== forever) delete person.pausedUntil;
}

/** Programs and people somebody has ticked and unticked in the form of their own coffee. */
export function bookOwnForm(person: Known, form: Form, values: FormValues, answer: string): void {
  if (!answer.startsWith('Saved')) return;
  for (const field of form.fields) {
    const ticked = values[field.name];
    if (field.kind !== 'choices' || !Array.isArray(ticked)) continue;
    for (const { value, label } of field.options) {
      if (field.name === 'avoided' && !ticked.includes(value)) person.avoids.delete(`p${/\d+$/.exec(label)?.[0]}`);
      if (field.name !== 'programs' || ticked.includes(value) === field.initial?.includes(value)) continue;
      person.choices.set(label.slice(1), ticked.includes(value) ? 'in' : 'out');
      if (ticked.includes(value)) person.greeted.add(label.slice(1));
    }
  }
}
