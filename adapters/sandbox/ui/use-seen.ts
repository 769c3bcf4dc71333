import { useCallback, useEffect, useState } from 'react';
import type { WirePerson, WirePlace } from '../wire.ts';

type Seen = Readonly<Record<string, number>>;
const STORED_AS = 'hallway.seen';

/** What has been looked at, so that the rest can be marked as new; kept in this browser. */
export interface SeenMarks {
  isNewPlace(person: string, place: WirePlace): boolean;
  isNewPerson(person: WirePerson): boolean;
  look(person: WirePerson, place: WirePlace): void;
}

/** Remembers the rank of the last message seen, by person and place, and by person. */
export function useSeen(): SeenMarks {
  const [seen, setSeen] = useState(readSeen);
  useEffect(() => {
    localStorage.setItem(STORED_AS, JSON.stringify(seen));
  }, [seen]);
  const look = useCallback((person: WirePerson, place: WirePlace) => {
    const looked = { [`${person.id} ${place.id}`]: place.latest, [person.id]: person.latest };
    setSeen((before) => {
      const isKnown = Object.entries(looked).every(([key, rank]) => before[key] === rank);
      return isKnown ? before : { ...before, ...looked };
    });
  }, []);
  return {
    isNewPlace: (person, place) => place.latest > (seen[`${person} ${place.id}`] ?? 0),
    isNewPerson: (person) => person.latest > (seen[person.id] ?? 0),
    look,
  };
}

function readSeen(): Seen {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(STORED_AS) ?? '{}');
    return typeof kept === 'object' && kept !== null ? (kept as Seen) : {};
  } catch {
    return {};
  }
}
