import { createHmac, timingSafeEqual } from 'node:crypto';
import { google, outlook } from 'calendar-link';
import { Hono } from 'hono';
import ical from 'ical-generator';
import { z } from 'zod';
import type { CalendarEvent, CalendarLinks } from '../ports/calendar-links.ts';
import { plus, toIso } from '../time/zoned.ts';

const path = '/calendar';
/** Enough of a SHA-256 that a link cannot be guessed, short enough for a chat. */
const signatureBytes = 16;

const eventSchema = z.object({
  title: z.string().max(200),
  start: z.number().int(),
  minutes: z.number().int().min(1).max(1_440),
}) as unknown as z.ZodType<Omit<CalendarEvent, 'guests'>>;

/** Links to Google and Outlook; with a base URL also to a file that holds title and time, and nobody's address. */
export function calendarLinks(options: { readonly baseUrl?: string; readonly secret: Uint8Array }): CalendarLinks {
  return {
    linksFor(event) {
      const { title, guests } = event;
      const meeting = { title, start: toIso(event.start), end: toIso(endOf(event)), guests: [...guests] };
      const file = options.baseUrl && `${options.baseUrl}${path}/${seal(event, options.secret)}.ics`;
      return [
        { label: 'Google', url: google(meeting) },
        { label: 'Outlook', url: outlook(meeting) },
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
      'content-disposition': 'attachment; filename="coffee.ics"',
    });
  });
}

const endOf = (event: Omit<CalendarEvent, 'guests'>) => plus(event.start, { minutes: event.minutes });

function fileOf(event: Omit<CalendarEvent, 'guests'>): string {
  const calendar = ical({ prodId: { company: 'Hallway', product: 'Hallway' } });
  const start = new Date(event.start);
  // The stamp is the event's own start, so that the same link always gives the same file.
  calendar.createEvent({
    id: `${event.start}@hallway`,
    summary: event.title,
    start,
    end: new Date(endOf(event)),
    stamp: start,
  });
  return calendar.toString();
}

const sign = (body: string, secret: Uint8Array) =>
  createHmac('sha256', secret).update(`calendar\0${body}`).digest().subarray(0, signatureBytes);

function seal({ title, start, minutes }: CalendarEvent, secret: Uint8Array): string {
  const body = Buffer.from(JSON.stringify({ title, start, minutes })).toString('base64url');
  return `${body}.${sign(body, secret).toString('base64url')}`;
}

function open(token: string, secret: Uint8Array): Omit<CalendarEvent, 'guests'> | undefined {
  const [body = '', signature = ''] = token.split('.');
  const given = Buffer.from(signature, 'base64url');
  if (given.length !== signatureBytes || !timingSafeEqual(given, sign(body, secret))) return undefined;
  return eventSchema.parse(JSON.parse(Buffer.from(body, 'base64url').toString()));
}
