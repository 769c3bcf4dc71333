import { UserError } from '../../core/errors.ts';
import type { FieldErrors, Form, FormValues, Option } from '../../core/form.ts';
import type { ChannelId } from '../../core/ids.ts';
import type { ActionContext } from '../../ports/context.ts';
import { describeCadence } from '../../time/cadence-words.ts';
import { formatInstant, localDateOf } from '../../time/zoned.ts';
import { nextRounds } from './dates.ts';
import type { Program } from './records.ts';

/** Rounds whose dates are told wherever a program is set up. */
export const datesShown = 3;

/** What may follow a rhythm: who meets and who takes part, in the words of the commands of the same names. */
export type SetUpOptions = Partial<Pick<Program, 'groupSize' | 'withGuests' | 'isOptOut'>>;

const optionNames = ['group', 'guests', 'default'];
const sizes = [2, 3, 4, 5, 6, 7, 8];

/** Takes `group 3 guests on default out` off the end of a rhythm. UserError where one of them is not understood. */
export function splitOptions(words: readonly string[]): { rhythm: readonly string[]; options: SetUpOptions } {
  const end = words.findIndex((word) => optionNames.includes(word.toLowerCase()));
  if (end < 0) return { rhythm: words, options: {} };
  let options: SetUpOptions = {};
  for (let at = end; at < words.length; at += 2)
    options = { ...options, ...optionOf(words[at]?.toLowerCase() ?? '', words[at + 1]?.toLowerCase() ?? '') };
  return { rhythm: words.slice(0, end), options };
}

function optionOf(name: string, value: string): SetUpOptions {
  if (name === 'group' && sizes.includes(Number(value))) return { groupSize: Number(value) };
  if (name === 'guests' && ['on', 'off'].includes(value)) return { withGuests: value === 'on' };
  if (name === 'default' && ['in', 'out'].includes(value)) return { isOptOut: value === 'in' };
  throw new UserError(
    `I don't know "${name} ${value}". After the rhythm you can say: group 3 guests on default out. Nothing was changed.`,
  );
}

/** What differs between two states of a program beside its rhythm, in words. */
export function optionWords(program: Program, other: Program): string {
  return [
    program.groupSize === other.groupSize ? '' : `groups of ${program.groupSize}`,
    program.withGuests === other.withGuests ? '' : program.withGuests ? 'guests take part' : 'guests stay out',
    program.isOptOut === other.isOptOut ? '' : program.isOptOut ? 'everybody until they opt out' : 'only who says yes',
  ]
    .filter((words) => words !== '')
    .map((words) => `, ${words}`)
    .join('');
}

/** The settings of a channel's program as a form, with its next dates. */
export function setUpForm(ctx: ActionContext, channel: ChannelId, name: string, program: Program | undefined): Form {
  const { groupSize = 2, isOptOut = true, withGuests = false } = program ?? {};
  return {
    title: `Coffee in #${name}`.slice(0, 24),
    verb: 'coffee.setup',
    args: { v: 1, channel },
    submit: 'Show me first',
    intro: `${program ? nextWords(ctx, program) : ''}Nothing ${program ? 'changes' : 'starts'} until you agree on the next card.`,
    fields: [
      {
        ...{ kind: 'text', name: 'rhythm', label: 'How often', maxLength: 120 },
        hint: 'For example: every 2 weeks on tuesday at 10:00',
        initial: program ? inSentence(describeCadence(program.cadence)) : 'every 2 weeks on tuesday at 10:00',
      },
      choice('group', 'How many meet', String(groupSize), sizes.map(sizeOption)),
      choice('default', 'Who takes part', isOptOut ? 'in' : 'out', [
        { value: 'in', label: 'Everybody, until they opt out' },
        { value: 'out', label: 'Only who says yes' },
      ]),
      choice('guests', 'Guests', withGuests ? 'on' : 'off', [
        { value: 'off', label: 'Stay out' },
        { value: 'on', label: 'Take part' },
      ]),
    ],
  };
}

/** The form as somebody has just worded it in a command; what they send takes the place of the card it was opened from. */
export function withWords(form: Form, rhythm: string, { groupSize, isOptOut, withGuests }: SetUpOptions): Form {
  const said: Readonly<Record<string, string | undefined>> = {
    rhythm,
    group: groupSize === undefined ? undefined : String(groupSize),
    default: isOptOut === undefined ? undefined : isOptOut ? 'in' : 'out',
    guests: withGuests === undefined ? undefined : withGuests ? 'on' : 'off',
  };
  const fields = form.fields.map((field) => {
    const initial = said[field.name];
    return initial === undefined || field.kind === 'choices' ? field : { ...field, initial };
  });
  return { ...form, args: { ...form.args, instead: true }, fields };
}

/** Words that began a sentence, within one: only the first letter changes, days keep theirs. */
export const inSentence = (words: string): string => `${words.slice(0, 1).toLowerCase()}${words.slice(1)}`;

const choice = (name: string, label: string, initial: string, options: readonly Option[]) =>
  ({ kind: 'select', name, label, initial, options }) as const;

const sizeOption = (size: number): Option => ({
  value: String(size),
  label: size === 2 ? 'Pairs' : `Groups of ${size}`,
});

function nextWords(ctx: ActionContext, program: Program): string {
  const { zone } = program.cadence;
  const rounds = nextRounds(program, ctx.settings.calendar, ctx.now, localDateOf(ctx.now, zone), datesShown);
  const days = rounds.map(({ at }) => formatInstant(at, zone, 'day', ctx.settings.reader));
  return days.length === 0 ? '' : `Next: ${days.join(', ')}. `;
}

/** What was filled in as one line of a command; what is missing in it by field. */
export function lineOf(values: FormValues): { line: string } | { errors: FieldErrors } {
  const said = (name: string) => (typeof values[name] === 'string' ? values[name].trim() : '');
  const rhythm = said('rhythm');
  if (rhythm === '') return { errors: { rhythm: 'Say how often, for example: every 2 weeks on tuesday at 10:00' } };
  const options = optionNames.filter((name) => said(name) !== '').map((name) => `${name} ${said(name)}`);
  return { line: ['coffee', rhythm, ...options].join(' ') };
}
