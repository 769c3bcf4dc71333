import type { Instant } from '../time/zoned.ts';

/** A meeting to be put into somebody's calendar: once, with nothing recurring implied. */
export interface CalendarEvent {
  readonly title: string;
  readonly start: Instant;
  readonly minutes: number;
  readonly guests: readonly string[];
}

/** Ways to put an event into a calendar without reading anybody's: prefilled pages, and a file where we can serve one. */
export interface CalendarLinks {
  linksFor(event: CalendarEvent): readonly { readonly label: string; readonly url: string }[];
}
