import {
  type Block,
  bold,
  buttons,
  date,
  link,
  list,
  listed,
  type Message,
  mention,
  note,
  paragraph,
  say,
  text,
} from '../../core/message.ts';
import type { CalendarLink } from '../../ports/calendar-links.ts';
import type { Person } from '../../ports/people.ts';
import { formatDate, type Instant, type LocalDate, type Reader, type Zone, zoneCity } from '../../time/zoned.ts';
import type { Versions } from './meetings.ts';
import { button, firstName, formButton } from './words.ts';

/** After "We met": what was noted, how to put it right, and when it comes round again. */
export function noted(
  facts: {
    readonly pair: string;
    readonly other: Person;
    readonly date: LocalDate;
    readonly today: LocalDate;
    readonly next: LocalDate | undefined;
    readonly versions: Versions | undefined;
  },
  reader: Reader,
): Message {
  const { pair, other, date: day, today, next } = facts;
  const when = day === today ? 'today' : formatDate(day, 'day', reader);
  const after = next === undefined ? text`` : text` Next time round: ${formatDate(next, 'day', reader)}.`;
  const args = { pair, instead: day };
  return {
    fallback: 'Noted.',
    blocks: [
      paragraph(text`Noted: you and ${mention(other)} met ${when}.${after}`),
      ...versionsNote(facts.versions, other, reader),
      buttons(
        ...(day === today ? [button('It was yesterday', 'met', { ...args, day: 'yesterday' })] : []),
        formButton('Another day', 'day', args),
        button('Not at all', 'unmet', { pair, day }),
      ),
    ],
  };
}

/** Both sides see what the other said where they differ; the later date counts. */
export function versionsNote(versions: Versions | undefined, other: Person, reader: Reader): readonly Block[] {
  if (!versions) return [];
  const one = formatDate(versions.supervisor, 'day', reader);
  const two = formatDate(versions.report, 'day', reader);
  return [note(text`You and ${firstName(other)} named ${one} and ${two}; the later day counts.`)];
}

/** Half hours that suit both, each with ways into a calendar. */
export function times(facts: {
  readonly other: Person;
  readonly zones: readonly Zone[];
  readonly slots: readonly { readonly at: Instant; readonly links: readonly CalendarLink[] }[];
  readonly rhythm: string;
}): Message {
  if (facts.slots.length === 0)
    return say(
      text`Your working hours and those of ${firstName(facts.other)} hardly overlap in the next two weeks. A message may find you a moment.`,
    );
  const home = facts.zones[0];
  const lines = facts.slots.map(({ at, links }) => {
    const there = facts.zones.slice(1).map((zone) => text` (${date(at, zone, 'time')} in ${zoneCity(zone)})`);
    const ways = listed(
      links.map(({ label, url }) => link(label, url)),
      'or',
    );
    return text`${date(at, home ?? 'reader', 'dayTime')}${there.flat()}: ${ways}`;
  });
  return {
    fallback: `Times for you and ${facts.other.name}`,
    blocks: [
      paragraph(
        text`You and ${mention(facts.other)} are both at work then. Put one in your calendar, ${facts.rhythm}:`,
      ),
      list(lines),
      ...onceNote(facts.slots[0]?.links ?? []),
      { kind: 'startChat', people: [facts.other.id] },
    ],
  };
}

/** Which way brings the meeting without its rhythm, and how to have it all the same. */
function onceNote(links: readonly CalendarLink[]): readonly Block[] {
  const once = links.find(({ isOnce }) => isOnce);
  const file = links.find(({ url }) => url.endsWith('.ics'));
  if (!once) return [];
  return [
    note(
      file
        ? text`${once.label}'s link holds the first one only; the .ics file brings the rhythm to ${once.label} too.`
        : text`${once.label}'s link holds the first one only; set the rhythm there yourself.`,
    ),
  ];
}

/** What "Later" offers. */
export function laterChoices(pair: string, card: string | undefined, report: Person): Message {
  const args = { pair, ...(card === undefined ? {} : { card }) };
  return {
    fallback: 'When then?',
    blocks: [
      paragraph(text`When shall I come back to ${bold(firstName(report))}?`),
      buttons(
        button('In 3 days', 'snooze', { ...args, days: '3' }),
        button('In a week', 'snooze', { ...args, days: '7' }),
        formButton('On a day', 'until', { ...args, why: 'snooze' }),
        formButton('On leave until', 'until', { ...args, why: 'leave' }),
        button('Not my report', 'notmine', args),
      ),
    ],
  };
}

/** Two presses from any nudge to peace. */
export function stopChoices(choices: { isAnyHour: boolean; hasTips: boolean; hasSuggestions: boolean }): Message {
  const { isAnyHour, hasTips, hasSuggestions } = choices;
  return {
    fallback: 'Stop or pause',
    blocks: [
      paragraph(text`What would suit you?`),
      buttons(
        button('Pause for 2 weeks', 'quiet', { days: '14' }),
        button('Pause for a month', 'quiet', { days: '30' }),
        button('No more nudges', 'quiet', { days: 'on' }),
        button(isAnyHour ? "Mind the week's ends" : 'Any hour will do', 'hour', { any: isAnyHour ? 'no' : 'yes' }),
        button(hasTips ? 'No tips' : 'Tips again', 'tips', { on: hasTips ? 'no' : 'yes' }),
        button(hasSuggestions ? 'No suggestions' : 'Suggestions again', 'suggest', {
          on: hasSuggestions ? 'no' : 'yes',
        }),
      ),
      note(text`Nobody is told. /hallway oneonone nudges on brings them back.`),
    ],
  };
}

/** A report would like to talk; to the supervisor alone. */
export function askedFor(pair: string, report: Person, slots: readonly Instant[]): Message {
  const free =
    slots.length === 0
      ? text``
      : text` You are both at work ${listed(
          slots.map((at) => date(at, 'reader', 'weekdayTime')),
          'or',
        )}.`;
  return {
    fallback: `${report.name} would like to talk`,
    blocks: [
      paragraph(text`${mention(report)} would like to talk with you when you have a moment.${free}`),
      buttons(
        button('Find a time', 'time', { pair }, 'primary'),
        button('We met', 'met', { pair, from: 'ask' }),
        button('Stop or pause', 'stop', {}),
      ),
      note(text`Only you see this. You get it because ${firstName(report)} asked me to pass it on.`),
    ],
  };
}
