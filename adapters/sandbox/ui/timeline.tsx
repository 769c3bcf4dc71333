import { useState } from 'react';
import type { WireUpcoming } from '../wire.ts';

const FIRST = 12;

/** What Hallway means to do, day by day, and why. */
export function Timeline({ items }: { readonly items: readonly WireUpcoming[] }) {
  const [isWhole, setIsWhole] = useState(false);
  if (items.length === 0)
    return (
      <p className="intro">
        Nothing is planned yet. Once you set something up, every date appears here with its reason.
      </p>
    );
  const shown = isWhole ? items : items.slice(0, FIRST);
  return (
    <>
      <ol className="timeline">
        {byDay(shown).map(({ day, events }) => (
          <li key={day}>
            <h3>{day}</h3>
            <ol>
              {events.map((event, index) => (
                // Two events may be alike in everything.
                // biome-ignore lint/suspicious/noArrayIndexKey: see above
                <li key={index}>
                  <time dateTime={event.at}>{event.time}</time>
                  <p>
                    <b>{event.what}</b>
                    <span>to {event.to}</span>
                    <small>Why: {event.why}</small>
                  </p>
                </li>
              ))}
            </ol>
          </li>
        ))}
      </ol>
      {items.length > FIRST && (
        <button type="button" className="wide quiet" aria-expanded={isWhole} onClick={() => setIsWhole(!isWhole)}>
          {isWhole ? 'Show fewer' : `Show ${items.length - FIRST} more`}
        </button>
      )}
    </>
  );
}

function byDay(items: readonly WireUpcoming[]): { day: string; events: WireUpcoming[] }[] {
  const days = new Map<string, WireUpcoming[]>();
  for (const item of items) {
    // The same weekday and date come again after years; a timeline that long has them apart.
    const key = `${item.at.slice(0, 4)} ${item.day}`;
    days.set(key, [...(days.get(key) ?? []), item]);
  }
  return [...days.values()].map((events) => ({ day: events[0]?.day ?? '', events }));
}
