import { createHmac, timingSafeEqual } from 'node:crypto';
import { google, outlook } from 'calendar-link';
import { Hono } from 'hono';
import ical from 'ical-generator';
import { tzlib_get_ical_block } from 'timezones-ical-library';
import { z } from 'zod';
import type { CalendarEvent, CalendarLinks } from '../ports/calendar-links.ts';
import { type Instant, plus, temporalAt, toIso, zone } from '../time/zoned.ts';

const path = '/calendar';
/** Enough of a SHA-256 that a link cannot be guessed, short enough for a chat. */
const signatureBytes = 16;

/** What a file holds: nobody's address. */
type FiledEvent = Omit<CalendarEvent, 'guests'>;

const eventSchema = z.object({
  title: z.string().max(200),
  start: z.number().int() as unknown as z.ZodType<Instant>,
  minutes: z.number().int().min(1).max(1_440),
  repeats: z.object({ rule: z.string().max(200), zone: z.string().transform(zone) }).optional(),
});

/** Links to Google and Outlook; with a base URL also to a file that holds title and time, and nobody's address. */
export function calendarLinks(options: { readonly baseUrl?: string; readonly secret: Uint8Array }): CalendarLinks {
  return {
    linksFor(event) {
      const { title, guests, repeats } = event;
      const meeting = {
        title,
        start: toIso(event.start),
        end: toIso(endOf(event)),
        guests: [...guests],
        ...(repeats ? { rRule: repeats.rule } : {}),
      };
      // Without the zone Google would repeat it by the reader's clock, and everywhere else by UTC.
      const zoned = repeats ? `&ctz=${encodeURIComponent(repeats.zone)}` : '';
      const file = options.baseUrl && `${options.baseUrl}${path}/${seal(event, options.secret)}.ics`;
      return [
        { label: 'Google', url: `${google(meeting)}${zoned}` },
        // Outlook's page knows no recurrence.
        { label: 'Outlook', url: outlook(meeting), ...(repeats ? { isOnce: true } : {}) },
        ...(file ? [{ label: 'other (.ics)', url: file }] : []),
      ];
    },
  };
}

/** Serves the files the links point at; the link itself carries the event, signed, so nothing is kept. */
export function calendarRoutes(secret: Uint8Array): Hono {
  return new Hono().get(`${path}/:file`, (context) => {
    const event = open(context.req.param('file').replace(/\.ics$/, ''), secret);
    if (!event) return context.text('This link does not work. Press "Pick a time" again for a new one.', 404);
    return context.body(fileOf(event), 200, {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': 'attachment; filename="meeting.ics"',
    });
  });
}

const endOf = (event: FiledEvent) => plus(event.start, { minutes: event.minutes });

function fileOf(event: FiledEvent): string {
  const calendar = ical({ prodId: { company: 'Hallway', product: 'Hallway' } });
  const { repeats } = event;
  if (repeats) calendar.timezone({ name: repeats.zone, generator: blockOf });
  // What repeats keeps to its zone's clock through the year; what is once is an instant.
  const moment = (at: Instant) => (repeats ? temporalAt(at, repeats.zone) : new Date(at));
  // The stamp is the event's own start, so that the same link always gives the same file.
  calendar.createEvent({
    id: `${event.start}@hallway`,
    summary: event.title,
    start: moment(event.start),
    end: moment(endOf(event)),
    stamp: new Date(event.start),
    ...(repeats ? { timezone: repeats.zone, repeating: `RRULE:${repeats.rule}` } : {}),
  });
  const stamp = toIso(event.start).replace(/[-:]|\.000/g, '');
  // The library writes the stamp on this machine's clock where the event has a zone; the format wants UTC.
  return calendar.toString().replace(/^DTSTAMP:.*$/m, `DTSTAMP:${stamp}`);
}

/** The zone's rules as calendar files carry them, for programs that do not know its name. */
function blockOf(name: string): string | null {
  const [block] = tzlib_get_ical_block(name);
  // The library spells some zones anew, and the event names the one it was given.
  return block === undefined ? null : block.replace(/^TZID:.*$/m, `TZID:${name}`);
}

const sign = (body: string, secret: Uint8Array) =>
  createHmac('sha256', secret).update(`calendar\0${body}`).digest().subarray(0, signatureBytes);

function seal({ title, start, minutes, repeats }: CalendarEvent, secret: Uint8Array): string {
  const body = Buffer.from(JSON.stringify({ title, start, minutes, repeats })).toString('base64url');
  return `${body}.${sign(body, secret).toString('base64url')}`;
}

function open(token: string, secret: Uint8Array): FiledEvent | undefined {
  const [body = '', signature = ''] = token.split('.');
  const given = Buffer.from(signature, 'base64url');
  if (given.length !== signatureBytes || !timingSafeEqual(given, sign(body, secret))) return undefined;
  const { repeats, ...once } = eventSchema.parse(JSON.parse(Buffer.from(body, 'base64url').toString()));
  return repeats ? { ...once, repeats } : once;
}
