import { type Block, note, text } from '../../core/message.ts';
import type { Person } from '../../ports/people.ts';
import { type Instant, minuteOfDay, wallTimeOf, zoneCity } from '../../time/zoned.ts';

const noon = 12 * 60;

/** Says for how many an instant lies outside their hours, and what time it is where that is worst; nothing where for none. */
export function unkindHour(people: readonly Person[], at: Instant): readonly Block[] {
  const outside = people.filter((person) => isOutside(person, at));
  const [worst] = outside.toSorted((a, b) => fromNoon(b, at) - fromNoon(a, at));
  if (!worst) return [];
  const { zone } = worst.calendar;
  const time = `${wallTimeOf(at, zone)} in ${zoneCity(zone)}`;
  return [
    note(
      outside.length === 1
        ? text`For one of them that is outside working hours: ${time}.`
        : text`For ${outside.length} of them that is outside working hours, such as ${time}.`,
    ),
  ];
}

function isOutside({ calendar: { zone, from, to } }: Person, at: Instant): boolean {
  const time = wallTimeOf(at, zone);
  return from < to ? time < from || time >= to : time < from && time >= to;
}

const fromNoon = ({ calendar: { zone } }: Person, at: Instant) => Math.abs(minuteOfDay(wallTimeOf(at, zone)) - noon);
