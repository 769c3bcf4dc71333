import { workspaceOf } from '../../core/ids.ts';
import { type Block, link, listed, paragraph, text } from '../../core/message.ts';
import type { CalendarEvent, CalendarLinks } from '../../ports/calendar-links.ts';
import type { ReadContext } from '../../ports/context.ts';
import type { Person } from '../../ports/people.ts';
import type { Instant } from '../../time/zoned.ts';

/** How people reach each other whom no chat can hold: their addresses, and ways to put a half hour into a calendar. */
export interface Apart {
  readonly addresses: readonly string[];
  readonly links: ReturnType<CalendarLinks['linksFor']>;
}

const meetingMinutes = 30;

/** True where no workspace has all of them. */
export function sharesNoWorkspace(people: readonly Person[]): boolean {
  const [first, ...others] = people.map(({ accounts }) => new Set(accounts.map(workspaceOf)));
  return first !== undefined && ![...first].some((one) => others.every((workspaces) => workspaces.has(one)));
}

/** The ways these people have, with a first time that suits them all if there is one. */
export function waysToMeet(ctx: ReadContext, people: readonly Person[], first: Instant | undefined): Apart {
  const { guests } = meetingOf(people, ctx.now);
  return { addresses: guests, links: first === undefined ? [] : ctx.calendarLinks.linksFor(meetingOf(people, first)) };
}

/** The coffee of a group as a calendar has it. */
export const meetingOf = (people: readonly Person[], start: Instant): CalendarEvent => ({
  title: `Coffee: ${people.map((person) => person.name.split(' ')[0]).join(' and ')}`,
  start,
  minutes: meetingMinutes,
  guests: people.flatMap((person) => (person.email === undefined ? [] : [person.email])),
});

/** What an intro says to people on different platforms. */
export function bridge(apart: Apart | undefined): readonly Block[] {
  if (!apart) return [];
  const addresses = apart.addresses.map((address) => link(address, `mailto:${address}`));
  const write =
    addresses.length === 0
      ? text`You work on different platforms; look each other up by name.`
      : text`You work on different platforms. Write to each other: ${listed(addresses)}.`;
  if (apart.links.length === 0) return [paragraph(write)];
  const links = apart.links.map(({ label, url }) => link(label, url));
  return [paragraph(write), paragraph(text`Put the first of these times into both calendars: ${listed(links, 'or')}.`)];
}
