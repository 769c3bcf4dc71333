import type { Instant, Zone } from '../time/zoned.ts';

/** A meeting to be put into somebody's calendar. */
export interface CalendarEvent {
  readonly title: string;
  readonly start: Instant;
  readonly minutes: number;
  readonly guests: readonly string[];
  /** An RFC 5545 rule and whose clocks it goes by; without it the meeting is once. */
  readonly repeats?: { readonly rule: string; readonly zone: Zone };
}

/** One way into a calendar; `isOnce` where it cannot carry the rule of an event that repeats. */
export interface CalendarLink {
  readonly label: string;
  readonly url: string;
  readonly isOnce?: true;
}

/** Ways to put an event into a calendar without reading anybody's: prefilled pages, and a file where we can serve one. */
export interface CalendarLinks {
  linksFor(event: CalendarEvent): readonly CalendarLink[];
}
