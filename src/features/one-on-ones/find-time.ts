import type { PressHandler } from '../../ports/feature.ts';
import { DAY_CODES } from '../../time/day-words.ts';
import { type Instant, localDateOf, weekdayOf } from '../../time/zoned.ts';
import { times } from './messages.ts';
import { type Mine, mine } from './mine.ts';
import { type Rhythm, rhythmWords } from './rhythm.ts';
import { slotsFor } from './slots.ts';
import { firstName } from './words.ts';

const slotsOffered = 3;
const meetingMinutes = 30;

/** Half hours that suit both, each with links and a file that carry the rhythm. */
export const findTime: PressHandler = async (ctx, args) => {
  const found = await mine(ctx, args);
  const { calendar } = ctx.actor;
  const people = [ctx.actor, found.other];
  const calendars = [calendar, found.other.calendar] as const;
  const slots = slotsFor(calendars, localDateOf(ctx.now, calendar.zone), slotsOffered);
  return {
    message: times({
      other: found.other,
      zones: [...new Set(people.map((person) => person.calendar.zone))],
      slots: slots.map((at) => ({ at, links: ctx.calendarLinks.linksFor(meeting(found, at)) })),
      rhythm: rhythmWords(found.rhythm),
    }),
  };
};

function meeting({ supervisor, report, other, rhythm }: Mine, start: Instant) {
  const { zone } = supervisor.calendar;
  return {
    title: `${firstName(supervisor)} and ${firstName(report)}`,
    start,
    minutes: meetingMinutes,
    guests: other.email === undefined ? [] : [other.email],
    repeats: {
      rule: ruleOf(rhythm, weekdayOf(localDateOf(start, zone)), Number(localDateOf(start, zone).slice(8))),
      zone,
    },
  };
}

/** The rhythm as RFC 5545 has it: on that weekday, for months on the same weekday of the month. */
function ruleOf({ unit, every }: Rhythm, weekday: number, dayOfMonth: number): string {
  const day = DAY_CODES[weekday - 1] ?? 'MO';
  const interval = every === 1 ? '' : `;INTERVAL=${every}`;
  if (unit === 'week') return `FREQ=WEEKLY${interval};BYDAY=${day}`;
  const nth = Math.ceil(dayOfMonth / 7);
  return `FREQ=MONTHLY${interval};BYDAY=${nth > 4 ? -1 : nth}${day}`;
}
