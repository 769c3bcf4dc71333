import type { WirePerson, WirePlace } from '../wire.ts';

/** What a newcomer types first. */
export const firstCommand = '/hallway coffee every 2 weeks on tuesday at 10:00';

interface Props {
  readonly place: WirePlace;
  readonly me: WirePerson;
  /** Who would type it, where that is somebody else. */
  readonly tryAs?: string | undefined;
  readonly onTry: () => void;
}

/** What an empty place says: what happens here, and the first thing to do. */
export function Welcome({ place, me, tryAs, onTry }: Props) {
  return (
    <div className="welcome">
      <img src="/icon.svg" alt="" />
      <h3>{titleOf(place)}</h3>
      <p>{aboutOf(place, me)}</p>
      {place.kind !== 'group' && (
        <>
          <p>To set up coffee chats, an admin types this in a channel{tryAs !== undefined && `, here ${tryAs}`}:</p>
          <p>
            <code>{firstCommand}</code>
          </p>
          <button type="button" className="primary" onClick={onTry}>
            {tryAs === undefined ? 'Try it' : `Try it as ${tryAs}`}
          </button>
        </>
      )}
    </div>
  );
}

function titleOf(place: WirePlace): string {
  if (place.kind === 'channel') return `It is quiet in ${place.name}`;
  return place.kind === 'personal' ? 'Hallway will write to you here' : `You and ${place.name}`;
}

function aboutOf(place: WirePlace, me: WirePerson): string {
  if (place.kind === 'group') return 'Nothing has been said here yet. Say hello.';
  if (place.kind === 'personal')
    return 'Introductions, questions and reminders that are only for you arrive in this chat. Nothing has come yet.';
  return `${place.people.length} people are here${me.admin ? ', and you look after Hallway for them' : ''}. Hallway brings them together for a coffee, two at a time, at hours that suit both.`;
}
