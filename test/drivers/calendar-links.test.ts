import { describe, expect, it } from 'vitest';
import { calendarLinks, calendarRoutes } from '../../src/drivers/calendar-links.ts';
import { instant, zone } from '../../src/time/zoned.ts';

const secret = new Uint8Array(32).fill(7);
const event = {
  title: 'Coffee: Ana and Tomasz',
  start: instant('2026-12-02T14:00:00Z'),
  minutes: 30,
  guests: ['tomasz@example.org'],
};
const urlOf = (label: string, baseUrl?: string) =>
  calendarLinks({ secret, ...(baseUrl ? { baseUrl } : {}) })
    .linksFor(event)
    .find((link) => link.label === label)?.url;

describe('calendar links', () => {
  it('prefill Google and Outlook with the exact half hour in UTC and the guests', () => {
    const google = new URL(urlOf('Google') ?? '');
    const outlook = new URL(urlOf('Outlook') ?? '');

    expect(google.searchParams.get('dates')).toBe('20261202T140000Z/20261202T143000Z');
    expect(google.searchParams.get('add')).toBe('tomasz@example.org');
    expect(outlook.searchParams.get('startdt')).toMatch(/2026-12-02T14:00:00/);
    expect(google.searchParams.has('recur')).toBe(false);
  });

  it('offer a file only where there is an address to serve it from', () => {
    expect(urlOf('other (.ics)')).toBeUndefined();
    expect(urlOf('other (.ics)', 'https://hallway.example')).toMatch(/^https:\/\/hallway\.example\/calendar\//);
  });

  it('serve the event once, without recurrence and without addresses', async () => {
    const url = urlOf('other (.ics)', 'https://hallway.example') ?? '';

    const answer = await calendarRoutes(secret).request(new URL(url).pathname);
    const file = await answer.text();

    expect(answer.headers.get('content-type')).toContain('text/calendar');
    expect(file).toContain('DTSTART:20261202T140000Z');
    expect(file).toContain('DTEND:20261202T143000Z');
    expect(file).toContain('SUMMARY:Coffee: Ana and Tomasz');
    expect(file).not.toContain('RRULE');
    expect(file).not.toContain('@example.org');
  });

  it('repeat by the clocks of the zone, in the links that can and in the file', async () => {
    const repeats = { rule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=WE', zone: zone('Europe/Lisbon') };
    const start = instant('2027-03-17T14:30:00Z');
    const links = calendarLinks({ secret, baseUrl: 'https://hallway.example' }).linksFor({ ...event, start, repeats });
    const [google, , file] = links.map((link) => new URL(link.url));

    const text = await (await calendarRoutes(secret).request(file?.pathname ?? '')).text();

    expect(links.map(({ isOnce }) => isOnce)).toEqual([undefined, true, undefined]);
    expect(google?.searchParams.get('recur')).toBe('RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=WE');
    expect(google?.searchParams.get('ctz')).toBe('Europe/Lisbon');
    expect(text).toContain('DTSTART;TZID=Europe/Lisbon:20270317T143000');
    expect(text).toContain('RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=WE');
    expect(text).toMatch(/BEGIN:VTIMEZONE\r\nTZID:Europe\/Lisbon\r\n/);
    expect(text).toContain('BEGIN:DAYLIGHT');
    expect(text).toContain('DTSTAMP:20270317T143000Z');
  });

  it.each(['', 'x', 'eyJ0aXRsZSI6IngifQ.AAAAAAAAAAAAAAAAAAAAAA'])(
    'refuse a link that was made up: %j',
    async (token) => {
      const answer = await calendarRoutes(secret).request(`/calendar/${token}.ics`);

      expect(answer.status).toBe(404);
    },
  );
});
