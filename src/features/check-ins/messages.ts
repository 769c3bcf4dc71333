import type { Form } from '../../core/form.ts';
import {
  type Block,
  type Button,
  bold,
  buttons,
  date,
  list,
  type Message,
  note,
  paragraph,
  type Span,
  type Text,
  text,
} from '../../core/message.ts';
import type { PromptFacts } from './facts.ts';
import { followUpId, optionsOf, type Question } from './question.ts';
import type { Answer } from './records.ts';

/** Longest answer in free words. */
export const longestAnswer = 500;

/** A button of check-ins', with the version its arguments carry. */
export const button = (
  label: string,
  verb: string,
  args: Record<string, string | number>,
  style?: Button['style'],
): Button => ({ label, verb: `checkin.${verb}`, args: { v: 1, ...args }, ...(style ? { style } : {}) });

const opening = (one: Button): Button => ({ ...one, opensForm: true });
const argsOf = ({ program, date: day }: Pick<PromptFacts, 'program' | 'date'>) => ({ program, date: day });
/** Where nobody is named, buttons leave no receipt. */
const verbFor = (facts: Pick<PromptFacts, 'period'>, verb: string) =>
  facts.period.isAnonymous ? `unnamed.${verb}` : verb;

/** One question by buttons on the card, anything else by a form. */
export const isByButtons = ({ period: { questions } }: Pick<PromptFacts, 'period'>) =>
  questions.length === 1 && questions.every((question) => question.kind !== 'open');

/** The question of the day, to one person. */
export function prompt(facts: PromptFacts): Message {
  const { questions } = facts.period;
  const [first] = questions;
  const asked: readonly Block[] =
    questions.length === 1 && first
      ? [paragraph(text`${bold(first.text)}`)]
      : [paragraph(text`${bold('A few short questions')}`), list(questions.map((question) => text`${question.text}`))];
  return {
    fallback: first?.text ?? 'A question',
    blocks: [
      ...asked,
      ...answering(facts),
      note(text`You get this because ${facts.isReport ? "you're asked in" : "you're in"} #${facts.channel}.`),
    ],
  };
}

/** The first question somebody is asked says what this is, how often it comes and how it stops; the card says who sees it. */
export function firstPrompt(facts: PromptFacts, rhythm: string): Message {
  const card = prompt(facts);
  const what = facts.period.questions.length > 1 ? 'a few short questions' : 'a small question';
  const hello = text`Hello. ${rhythm} I have ${what} for you in #${facts.channel}. Skip any you like. ${bold('Ask me less')} makes it rarer or stops it.`;
  return { ...card, blocks: [paragraph(hello), ...card.blocks] };
}

function answering(facts: PromptFacts): readonly Block[] {
  const args = argsOf(facts);
  const [question] = facts.period.questions;
  const skip = button('Skip today', verbFor(facts, 'skip'), args);
  const less = button('Ask me less', 'less', { program: facts.program });
  const open = opening(button('Answer', verbFor(facts, 'answer'), args, 'primary'));
  if (!question || !isByButtons(facts)) return [buttons(open, skip, less), note(whoSees(facts))];
  const values = optionsOf(question).map((label, index) =>
    button(label, verbFor(facts, 'rate'), { ...args, question: question.id, value: index + 1 }),
  );
  return [buttons(...values), note(whoSees(facts)), buttons(skip, less)];
}

/** When the answers are shared, with the day where it is not today's. */
const whenShared = (facts: Pick<PromptFacts, 'closes' | 'isOtherDay'>): Text =>
  text`${facts.isOtherDay ? 'on' : 'at'} ${closing(facts)}`;

const closing = ({ closes, isOtherDay }: Pick<PromptFacts, 'closes' | 'isOtherDay'>): Span =>
  date(closes, 'reader', isOtherDay ? 'dayTime' : 'time');

/** In one line, who will see what. */
export function whoSees(facts: Pick<PromptFacts, 'period' | 'channel' | 'closes' | 'isOtherDay' | 'floor'>): Text {
  if (!facts.period.isAnonymous) return text`Shared by name in #${facts.channel} ${whenShared(facts)}.`;
  const enough = text`if at least ${facts.floor} answer.`;
  return facts.period.quarter === undefined
    ? text`Nobody sees who answered what. #${facts.channel} sees the result ${whenShared(facts)}, ${enough}`
    : text`Open until ${closing(facts)}. Nobody sees who answered what. #${facts.channel} sees the result at the end of the quarter, ${enough}`;
}

/** What a person has said in a named program, with a way to change it until it is shared. */
export function answered(facts: PromptFacts, given: Answer, ask?: { question: Question; words: string }): Message {
  const args = argsOf(facts);
  const after = given.isLate
    ? text`It joins the summary in #${facts.channel}, marked as later.`
    : text`Shared in #${facts.channel} ${whenShared(facts)}.`;
  const change = opening(button('Change it', 'answer', args));
  const help = ask && opening(button('Tell', 'answer', { ...args, question: followUpId(ask.question.id) }, 'primary'));
  return {
    fallback: 'Thank you.',
    blocks: [
      ...saidSoFar(facts, given),
      ...(ask ? [paragraph(text`${bold(ask.words)}`)] : []),
      buttons(...(help ? [help] : []), change),
      note(after),
    ],
  };
}

const saidSoFar = ({ period }: Pick<PromptFacts, 'period'>, given: Answer): readonly Block[] => [
  paragraph(text`Thank you.`),
  list(period.questions.flatMap((question) => valuesOf(question, given))),
];

/** The same once it is shared: it stays as it is, so there is no button any more. */
export const sharedAlready = (facts: PromptFacts, given: Answer): Message => ({
  fallback: 'Shared already.',
  blocks: [
    ...saidSoFar(facts, given),
    note(text`Shared in #${facts.channel}, so it stays as it is. The next question is a new chance.`),
  ],
});

function valuesOf(question: Question, { values }: Answer): readonly Text[] {
  const said = values.find((one) => one.question === question.id);
  const more = values.find((one) => one.question === followUpId(question.id));
  const first = said === undefined ? [] : [text`${question.text} ${bold(wordsFor(question, said.value))}`];
  return more === undefined ? first : [...first, text`${question.followUp ?? ''} ${bold(String(more.value))}`];
}

/** A value as people read it. */
export const wordsFor = (question: Question, value: number | string): string =>
  typeof value === 'number' ? (optionsOf(question)[value - 1] ?? String(value)) : value;

/** After an answer without a name. */
export function unnamedThanks(): Message {
  return {
    fallback: 'Thank you.',
    blocks: [
      paragraph(text`Thank you. Your answer is in, without your name.`),
      note(text`It cannot be changed, since nobody can tell which one is yours.`),
    ],
  };
}

/** The form of a prompt, or of one follow-up. */
export function answerForm(facts: PromptFacts, given: Answer | undefined, only?: string): Form {
  const { period } = facts;
  const followed = period.questions.find((question) => followUpId(question.id) === only);
  const saidBefore = (name: string) => given?.values.find((one) => one.question === name)?.value;
  const fields = followed
    ? [openField(followUpId(followed.id), followed.followUp ?? '', saidBefore(followUpId(followed.id)))]
    : period.questions.map((question) =>
        question.kind === 'open'
          ? openField(question.id, question.text, saidBefore(question.id))
          : choiceField(question, saidBefore(question.id)),
      );
  return {
    title: period.isAnonymous ? 'Without your name' : 'Your answer',
    verb: `checkin.${verbFor(facts, 'answer')}`,
    args: { v: 1, ...argsOf(facts), ...(only === undefined ? {} : { question: only }) },
    submit: period.isAnonymous ? 'Send for good' : 'Send',
    intro: period.isAnonymous
      ? `Nobody sees who answered what. An answer is final: once sent it cannot be changed or taken back. #${facts.channel} sees results only if at least ${facts.floor} answer.`
      : `Goes to #${facts.channel} with your name.`,
    fields,
  };
}

const initialOf = (value: number | string | undefined) => (value === undefined ? {} : { initial: String(value) });

const openField = (name: string, label: string, value: number | string | undefined) => ({
  kind: 'text' as const,
  name,
  label,
  multiline: true as const,
  maxLength: longestAnswer,
  ...initialOf(value),
});

const choiceField = (question: Question, value: number | string | undefined) => ({
  kind: 'select' as const,
  name: question.id,
  label: question.text,
  options: optionsOf(question).map((label, index) => ({ value: String(index + 1), label })),
  ...initialOf(value),
});

/** One gentle word to those who have said nothing yet. */
export function reminder(facts: PromptFacts): Message {
  const card = prompt(facts);
  return { ...card, blocks: [paragraph(text`In case this morning was full:`), ...card.blocks] };
}

/** Two presses from any prompt to fewer of them. */
export function lessChoices(program: string, channel: string): Message {
  return {
    fallback: 'How often would suit you?',
    blocks: [
      paragraph(text`How often may I ask you in #${channel}?`),
      buttons(
        button('Twice a week', 'rhythm', { program, rhythm: 'twice' }),
        button('Weekly', 'rhythm', { program, rhythm: 'weekly' }),
        button('Pause for a month', 'rhythm', { program, rhythm: 'pause' }),
        button('As often as now', 'rhythm', { program, rhythm: 'always' }),
      ),
      buttons(button('Not this one any more', 'rhythm', { program, rhythm: 'never' })),
      note(text`Nobody else sees this. You can change it here any time.`),
    ],
  };
}

/** Whoever has stopped a check-in sees that, with the way back. */
export function stoppedAsking(program: string, channel: string): Message {
  return {
    fallback: `Not asked in #${channel}.`,
    blocks: [
      paragraph(text`You're not asked in #${channel} any more. Nobody is told.`),
      buttons(button('Ask me again', 'rhythm', { program, rhythm: 'always' })),
      note(text`/hallway answer and your home keep this button for you.`),
    ],
  };
}

/** The question of the day, to a whole channel; answered in its thread, and nothing of it is kept. */
export function waterCooler(question: Question): Message {
  return {
    fallback: question.text,
    blocks: [
      paragraph(text`${bold(question.text)}`),
      note(text`Answer in the thread if you feel like it. I keep nothing of it.`),
    ],
  };
}
