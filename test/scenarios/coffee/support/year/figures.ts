import { countWords, gradeOf, median, sentences } from '../../../../support/plain-words.ts';
import type { Posted } from '../../../../support/platform.ts';
import { mondayOf, wallAt, weekdayOn } from '../../../support/wall-clock.ts';
import { pairsOf } from '../coffee.ts';
import { cast, closedIn } from './cast.ts';
import { unasked } from './compare.ts';
import type { Deed } from './deeds.ts';
import { type Made, madeIn } from './living.ts';

const aWeek = 3;

/** Every unasked message beyond one a day or three a week, or outside its reader's hours, days or before their leave ends. */
export function unmannerly(posts: readonly Posted[], deeds: readonly Deed[]): readonly string[] {
  const offences: string[] = [];
  const all = unasked(posts);
  for (const { id, zone, country, days, from, to } of cast) {
    const leave = deeds.flatMap((deed) => (deed.kind === 'away' && deed.who === id ? [deed] : []));
    const walls = all.filter((one) => one.to === id).map(({ at }) => ({ at, ...wallAt(zone, at) }));
    for (const { at, date, time } of walls) {
      const isOff = !days.includes(weekdayOn(date)) || closedIn(country).has(date);
      const isAway = leave.some((one) => one.at < at && one.from <= date && date <= one.to);
      if (isOff || isAway || time < from || time >= to) offences.push(`${id} at ${date} ${time}`);
    }
    const perDay = Map.groupBy(walls, ({ date }) => date);
    const perWeek = Map.groupBy(walls, ({ date }) => mondayOf(date));
    for (const [day, some] of perDay) if (some.length > 1) offences.push(`${id}: ${some.length} on ${day}`);
    for (const [week, some] of perWeek) if (some.length > aWeek) offences.push(`${id}: ${some.length} from ${week}`);
  }
  return offences;
}

/** What experience.md measures good manners by, and how many new faces people got to see. */
export interface Figures {
  readonly messagesAWeek: number;
  readonly unaskedAWeek: number;
  readonly mostUnaskedAWeek: number;
  readonly medianWords: number;
  readonly medianGrade: number;
  readonly programs: readonly NewFaces[];
}

interface NewFaces {
  readonly id: string;
  /** Meetings of two; a group of three is three. */
  readonly pairs: number;
  /** Of these, the ones of two who had been introduced before, in whatever program. */
  readonly repeats: number;
  /** Of every two of those who took part, how many were introduced in the end, in whatever program. */
  readonly coverage: number;
}

export function figuresOf(posts: readonly Posted[], weeks: number): Figures {
  const mail = unasked(posts);
  const intros = madeIn(posts);
  const seats = intros.flatMap(({ people }) => people).length;
  const perPersonWeek = Map.groupBy(mail, ({ at, to }) => `${to} ${mondayOf(wallAt('UTC', at).date)}`);
  const cards = posts.map(({ message }) => sentences(message));
  return {
    messagesAWeek: (mail.length + seats) / cast.length / weeks,
    unaskedAWeek: mail.length / cast.length / weeks,
    mostUnaskedAWeek: Math.max(...[...perPersonWeek.values()].map((some) => some.length)),
    medianWords: median(cards.map(countWords)),
    medianGrade: median(cards.map(gradeOf)),
    programs: newFaces(intros),
  };
}

function newFaces(intros: readonly Made[]): readonly NewFaces[] {
  const before = new Set<string>();
  const meetings = intros.flatMap(({ program, people }) =>
    pairsOf(people).map((pair) => {
      const isRepeat = before.has(pair);
      before.add(pair);
      return { program, pair, isRepeat };
    }),
  );
  return [...Map.groupBy(meetings, ({ program }) => program)].map(([id, mine]) => {
    const members = [...new Set(mine.flatMap(({ pair }) => pair.split('+')))];
    const possible = pairsOf(members);
    const met = possible.filter((pair) => before.has(pair)).length;
    const repeats = mine.filter(({ isRepeat }) => isRepeat).length;
    return { id, pairs: mine.length, repeats, coverage: met / possible.length };
  });
}
