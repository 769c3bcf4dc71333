import {
  type Block,
  bold,
  buttons,
  date,
  heading,
  italic,
  listed,
  type Message,
  mention,
  note,
  paragraph,
  type Text,
  text,
} from '../../core/message.ts';
import type { Person } from '../../ports/people.ts';
import { type Instant, type LocalDate, zoneCity } from '../../time/zoned.ts';
import { agoWords, button, firstName } from './words.ts';

/** One person on the card. */
export interface CardLine {
  readonly pair: string;
  readonly report: Person;
  readonly last: LocalDate | undefined;
  readonly newcomer: string | undefined;
  /** Half hours inside both people's working hours, none of them on another line. */
  readonly slots: readonly Instant[];
  /** There is no half hour at which both work. */
  readonly isApart: boolean;
}

/** Everything a nudge says. */
export interface CardFacts {
  readonly supervisor: Person;
  readonly card: LocalDate;
  readonly today: LocalDate;
  readonly at: Instant;
  /** Those still to be answered, the neediest first. */
  readonly lines: readonly CardLine[];
  /** Those whose line was answered with a meeting. */
  readonly met: readonly Person[];
  readonly isWhole: boolean;
  readonly question?: { readonly report: Person; readonly text: string } | undefined;
  readonly tip?: string | undefined;
  readonly suggestion?: string | undefined;
}

/** Lines on a card before "show all". */
export const linesShown = 6;

/** The private reminder of whom it would be good to talk to; one card for all of them. */
export function nudgeCard(facts: CardFacts): Message {
  const shown = facts.isWhole ? facts.lines : facts.lines.slice(0, linesShown);
  if (shown.length === 0) return allDone(facts);
  return {
    fallback: 'Worth a half hour this week',
    blocks: [
      heading('Worth a half hour this week'),
      ...shown.flatMap((line) => lineBlocks(line, facts, shown)),
      ...noted(facts),
      ...beside(facts),
      buttons(...more(facts, shown.length), button('Stop or pause', 'stop', {})),
      note(text`Only you see this. You get it because your one-on-ones come round about now.`),
    ],
  };
}

function more({ card, lines }: CardFacts, shown: number) {
  return lines.length > shown ? [button(`Show all ${lines.length}`, 'all', { card }, 'primary')] : [];
}

function lineBlocks(line: CardLine, facts: CardFacts, shown: readonly CardLine[]): readonly Block[] {
  const args = { pair: line.pair, card: facts.card };
  const [met, time, later] = labelsFor(line.report, shown);
  return [
    paragraph(aboutLine(line, facts)),
    buttons(button(met, 'met', args), button(time, 'time', args), button(later, 'later', args)),
  ];
}

/** Where several people are on a card, each button says whom it is about; namesakes by their whole names. */
function labelsFor(report: Person, shown: readonly CardLine[]): readonly [string, string, string] {
  if (shown.length === 1) return ['We met', 'Find a time', 'Later'];
  const first = firstName(report);
  const name = shown.filter((other) => firstName(other.report) === first).length > 1 ? report.name : first;
  return [`Met ${name}`, `Time with ${name}`, `${name} later`];
}

/** `Ana · last talked 3 weeks ago · 10:12 in Lisbon · free Wed 14:00, Thu 10:30 your time`, or `· no hours you share`. */
function aboutLine(line: CardLine, { supervisor, today, at, lines }: CardFacts): Text {
  const { report, last, newcomer, slots, isApart } = line;
  const { zone } = report.calendar;
  const isAbroad = (other: CardLine) => other.report.calendar.zone !== supervisor.calendar.zone;
  // Once is enough: beside the first clock that is not the reader's.
  const isFirst = lines.find((other) => isAbroad(other) && other.slots.length > 0) === line;
  const talked = last === undefined ? 'not talked here yet' : `last talked ${agoWords(last, today)}`;
  const parts = [
    text`${bold(report.name)}`,
    text`${newcomer === undefined ? talked : last === undefined ? newcomer : `${newcomer} · ${talked}`}`,
    ...(!isAbroad(line) ? [] : [text`${date(at, zone, 'time')} in ${zoneCity(zone)}`]),
    ...(slots.length === 0
      ? []
      : [
          text`free ${listed(
            slots.map((slot) => date(slot, 'reader', 'weekdayTime')),
            ',',
          )}${isFirst ? ' your time' : ''}`,
        ]),
    ...(isApart ? [text`no hours you share`] : []),
  ];
  return parts.flatMap((part, index) => (index === 0 ? part : text` · ${part}`));
}

function noted({ met }: CardFacts): readonly Block[] {
  return met.length === 0 ? [] : [paragraph(text`Noted: you met ${listed(met.map((person) => mention(person)))}.`)];
}

function beside({ question, tip, suggestion }: CardFacts): readonly Block[] {
  return [
    ...(question
      ? [paragraph(text`One question that fits ${firstName(question.report)}: ${italic(question.text)}`)]
      : []),
    ...(suggestion === undefined ? [] : [paragraph(text`A thought: ${suggestion}`)]),
    ...(tip === undefined ? [] : [note(text`Tip: ${tip}`)]),
  ];
}

/** What is left of a card once every line has been answered. */
function allDone({ met }: CardFacts): Message {
  const words =
    met.length === 0
      ? text`All set. I'll come back when it is time.`
      : text`Noted: you met ${listed(met.map((person) => mention(person)))}. I'll come back when it is time.`;
  return { fallback: 'All set', blocks: [paragraph(words)] };
}
