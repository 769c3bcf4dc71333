import type { Button } from '../../core/message.ts';
import type { Person } from '../../ports/people.ts';
import { daysBetween, type LocalDate } from '../../time/zoned.ts';

/** A button of one-on-ones, with the version its arguments carry. */
export const button = (label: string, verb: string, args: Record<string, string>, style?: Button['style']): Button => ({
  label,
  verb: `oneonone.${verb}`,
  args: { v: 1, ...args },
  ...(style ? { style } : {}),
});

/** The same for one that opens a form. */
export const formButton = (label: string, verb: string, args: Record<string, string>): Button => ({
  ...button(label, verb, args),
  opensForm: true,
});

/** What colleagues call somebody. */
export const firstName = (person: Pick<Person, 'name'>) => person.name.split(' ')[0] ?? person.name;

/** How long since: `today`, `yesterday`, `5 days ago`, `3 weeks ago`, `4 months ago`. */
export function agoWords(date: LocalDate, today: LocalDate): string {
  const days = daysBetween(date, today);
  if (days <= 0) return 'today';
  if (days === 1) return 'yesterday';
  if (days < 14) return `${days} days ago`;
  if (days < 61) return `${Math.floor(days / 7)} weeks ago`;
  return `${Math.floor(days / 30)} months ago`;
}
