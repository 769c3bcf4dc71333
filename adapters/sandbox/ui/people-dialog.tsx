import { useState } from 'react';
import type { WirePerson } from '../wire.ts';
import { Avatar } from './avatar.tsx';
import { Dialog } from './dialog.tsx';
import type { SeenMarks } from './use-seen.ts';

interface Props {
  readonly me: WirePerson;
  readonly people: readonly WirePerson[];
  readonly seen: SeenMarks;
  readonly onChoose: (person: string) => void;
  readonly onClose: () => void;
}

/** Choosing whom to be; people whom Hallway has written to since come first. */
export function PeopleDialog({ me, people, seen, onChoose, onClose }: Props) {
  const [sought, setSought] = useState('');
  const words = sought.trim().toLowerCase();
  const found = people.filter((person) =>
    [person.name, person.team, person.city].some((text) => text?.toLowerCase().includes(words)),
  );
  const hasNews = (person: WirePerson) => person.id !== me.id && seen.isNewPerson(person);
  const sorted = [...found].sort((a, b) => Number(hasNews(b)) - Number(hasNews(a)));
  return (
    <Dialog title="Who would you like to be?" onClose={onClose}>
      <div className="field">
        <input
          type="search"
          aria-label="Find by name, team or city"
          placeholder="Find by name, team or city"
          value={sought}
          onChange={(event) => setSought(event.target.value)}
        />
      </div>
      <ul className="people">
        {sorted.map((person) => (
          <li key={person.id}>
            <button type="button" aria-current={person.id === me.id} onClick={() => onChoose(person.id)}>
              <Avatar id={person.id} name={person.name} />
              <span>
                <b>{person.name}</b>
                <small>{describe(person)}</small>
              </span>
              {hasNews(person) && <span className="badge">News</span>}
              <time>{person.there}</time>
            </button>
          </li>
        ))}
      </ul>
      {sorted.length === 0 && <p className="intro">Nobody by that name.</p>}
    </Dialog>
  );
}

const describe = (person: WirePerson) =>
  [person.team, person.city, person.admin && 'admin', person.guest && 'guest'].filter(Boolean).join(' · ');
