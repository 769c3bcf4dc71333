import {
  type Block,
  bold,
  heading,
  list,
  listed,
  type Message,
  note,
  paragraph,
  say,
  type Text,
  text,
} from '../../core/message.ts';
import { formatDate, type LocalDate, type Reader } from '../../time/zoned.ts';
import { bar, trend } from './bars.ts';
import { meanOfCell, unanimous } from './cells.ts';
import { wordsFor } from './messages.ts';
import { isOrdered, optionsOf, type Question } from './question.ts';
import type { Cell } from './records.ts';

/** One person's words or choice, by name; undefined where nobody is named. */
export interface Said {
  readonly name?: string;
  readonly value: number | string;
  readonly isLate?: boolean;
}

/** What is told of one question. */
export interface Section {
  readonly question: Question;
  readonly said: readonly Said[];
  readonly cell?: Cell | undefined;
  /** Means of this question's earlier periods, oldest first, this one's included. */
  readonly means: readonly number[];
}

/** More quotes than these nobody reads. */
export const mostQuotes = 30;
const trendPeriods = 12;

/** The summary of one date. */
export function digest(
  facts: {
    readonly date: LocalDate;
    readonly band?: string;
    readonly sections: readonly Section[];
    readonly isAnonymous: boolean;
  },
  reader: Reader,
): Message {
  const band = facts.band === undefined ? '' : `, ${facts.band}`;
  const title = `Check-in of ${formatDate(facts.date, 'day', reader)}${band}`;
  const hasWords = facts.sections.some(({ question, said }) => question.kind === 'open' && said.length > 0);
  const last = facts.isAnonymous && hasWords ? [note(text`In no order, and without names.`)] : [];
  return { fallback: title, blocks: [heading(title), ...facts.sections.flatMap(sectionOf), ...last] };
}

/** What stands in the channel where the answers are in its thread. */
export function digestTitle({ fallback }: Message): Message {
  return say(text`${bold(fallback)}: the answers are in the thread.`);
}

function sectionOf(section: Section): readonly Block[] {
  const { question, said, cell } = section;
  const words = question.kind === 'open' ? quotes(said) : byName(question, said);
  return [
    paragraph(text`${bold(question.text)}`),
    ...(cell === undefined ? [] : distribution(cell, section.means)),
    ...(words.length === 0 ? [] : [list(words)]),
  ];
}

/** People's words exactly as they wrote them. */
function quotes(said: readonly Said[]): readonly Text[] {
  const shown = said.slice(0, mostQuotes).map(({ name, value, isLate }) => {
    const late = isLate ? ' (later)' : '';
    return name === undefined ? text`${String(value)}` : text`${bold(name)}${late}: ${String(value)}`;
  });
  const more = said.length - shown.length;
  return more > 0 ? [...shown, text`and ${more} more`] : shown;
}

/** Who chose what, where people are named. */
function byName(question: Question, said: readonly Said[]): readonly Text[] {
  return optionsOf(question).flatMap((label, index) => {
    const names = said.flatMap(({ name, value, isLate }) =>
      value === index + 1 && name !== undefined ? [isLate ? `${name} (later)` : name] : [],
    );
    return names.length === 0 ? [] : [text`${bold(label)}: ${listed(names)}`];
  });
}

/** Bars by value, and the way of the last periods. All of one mind is said without a number. */
function distribution(cell: Cell, means: readonly number[]): readonly Block[] {
  const { question, counts, answers } = cell;
  const same = unanimous(cell);
  if (same !== undefined) return [paragraph(text`All who answered say the same: ${bold(wordsFor(question, same))}.`)];
  const most = Math.max(...counts);
  const lines = optionsOf(question).map((label, index) => {
    const count = counts[index] ?? 0;
    return count === 0 ? text`0 ${label}` : text`${bar(count, most)} ${count} ${label}`;
  });
  return [list(lines), paragraph(text`${answers} answers.${trendWords(question, cell, means)}`)];
}

function trendWords(question: Question, cell: Cell, means: readonly number[]): string {
  if (!isOrdered(question)) return '';
  const label = optionsOf(question)[Math.round(meanOfCell(cell)) - 1] ?? '';
  const last = means.slice(-trendPeriods);
  const middle = ` On the whole: ${label.toLowerCase()}.`;
  return last.length < 2
    ? middle
    : `${middle} Last ${last.length} times: ${trend(last, 1, optionsOf(question).length)}`;
}
