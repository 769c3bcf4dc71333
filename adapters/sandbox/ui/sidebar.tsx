import type { WireClock, WirePerson, WirePlace } from '../wire.ts';
import { Avatar } from './avatar.tsx';
import { Icon } from './icons.tsx';
import type { SeenMarks } from './use-seen.ts';

interface Props {
  readonly me: WirePerson;
  readonly clock: WireClock;
  readonly places: readonly WirePlace[];
  readonly people: readonly WirePerson[];
  /** The id of the place that is open. */
  readonly current: string;
  readonly seen: SeenMarks;
  readonly onGo: (place: string) => void;
  readonly onPeople: () => void;
  readonly onOrganisation: () => void;
}

/** Whom one is, and the places that person has. */
export function Sidebar(props: Props) {
  const { me, places, people, seen } = props;
  const isElsewhere = people.some((person) => person.id !== me.id && seen.isNewPerson(person));
  const of = (kind: WirePlace['kind'], member: boolean) =>
    places.filter((each) => each.kind === kind && each.member === member);
  return (
    <aside className="sidebar" aria-label="Chats">
      <p className="brand">
        <img src="/icon.svg" alt="" /> Hallway
      </p>
      <button type="button" className="me" onClick={props.onPeople} aria-haspopup="dialog">
        <Avatar id={me.id} name={me.name} />
        <span className="who">
          <small>You are</small>
          <b>{me.name}</b>
          <small>
            {me.city}, {me.there}
            {me.admin ? ' · admin' : me.guest ? ' · guest' : ''}
          </small>
        </span>
        <Icon name="down" />
        {isElsewhere && <Dot words="Others have news" />}
      </button>
      <nav aria-label="Places">
        <ul>
          <PageLink {...props} page="home" label="Home" />
          <PageLink {...props} page="met" label="Who has met whom" />
          {of('personal', true).map((place) => (
            <PlaceLink key={place.id} {...props} place={place} />
          ))}
        </ul>
        <PlaceGroup {...props} title="Channels" places={of('channel', true)} />
        <PlaceGroup {...props} title="Chats" places={of('group', true)} />
        <PlaceGroup {...props} title="Not joined" places={of('channel', false)} />
      </nav>
      <button type="button" className="organisation" onClick={props.onOrganisation} aria-haspopup="dialog">
        <Icon name="people" /> People and reset
      </button>
    </aside>
  );
}

function PageLink({ current, onGo, page, label }: Props & { readonly page: 'home' | 'met'; readonly label: string }) {
  return (
    <li>
      <button type="button" aria-current={current === page ? 'page' : undefined} onClick={() => onGo(page)}>
        <Icon name={page} /> <span>{label}</span>
      </button>
    </li>
  );
}

function PlaceGroup({
  title,
  places,
  ...props
}: Omit<Props, 'places'> & { title: string; places: readonly WirePlace[] }) {
  if (places.length === 0) return null;
  return (
    <>
      <h2>{title}</h2>
      <ul>
        {places.map((place) => (
          <PlaceLink key={place.id} {...props} place={place} />
        ))}
      </ul>
    </>
  );
}

interface LinkProps {
  readonly place: WirePlace;
  readonly current: string;
  readonly me: WirePerson;
  readonly seen: SeenMarks;
  readonly onGo: (place: string) => void;
}

function PlaceLink({ place, current, me, seen, onGo }: LinkProps) {
  const isCurrent = place.id === current;
  const isNew = !isCurrent && place.member && seen.isNewPlace(me.id, place);
  return (
    <li>
      <button
        type="button"
        aria-current={isCurrent ? 'page' : undefined}
        data-new={isNew}
        data-member={place.member}
        onClick={() => onGo(place.id)}
      >
        <PlaceSign place={place} me={me} />
        <span>{place.kind === 'channel' ? place.name.slice(1) : place.name}</span>
        {isNew && <Dot words="new" />}
      </button>
    </li>
  );
}

function PlaceSign({ place, me }: { place: WirePlace; me: WirePerson }) {
  if (place.kind === 'personal') return <Avatar id="hallway" name="Hallway" />;
  if (place.kind === 'channel') return <span className="sign">#</span>;
  const [other = me.id] = place.people.filter((id) => id !== me.id);
  return <Avatar id={other} name={place.people.length > 2 ? String(place.people.length) : place.name} />;
}

function Dot({ words }: { words: string }) {
  return (
    <span className="dot">
      <span className="hidden-words">{words}</span>
    </span>
  );
}
