import { type ReactNode, useEffect, useRef } from 'react';
import type { DrawnButton, WireMessage, WirePerson, WirePlace } from '../wire.ts';
import { Message } from './message.tsx';
import { useReadingPlace } from './use-reading-place.ts';
import { Welcome } from './welcome.tsx';

const CONTINUED_WITHIN_MS = 5 * 60_000;

interface Props {
  readonly place: WirePlace;
  readonly me: WirePerson;
  readonly messages: readonly WireMessage[];
  readonly composer: ReactNode;
  readonly onPress: (message: WireMessage, button: DrawnButton) => Promise<unknown>;
  readonly onOpenChat: (place: string) => void;
  readonly onMember: (isMember: boolean) => void;
  readonly tryAs: string | undefined;
  readonly onTry: () => void;
}

/** One place: who is in it, what was said, and the line to write in. */
export function Conversation({ place, me, messages, composer, onPress, onOpenChat, onMember, tryAs, onTry }: Props) {
  const end = useRef<HTMLDivElement>(null);
  const last = messages.at(-1)?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new last message or another place scrolls down
  useEffect(() => {
    // Newer browsers answer a promise here, which is no clean-up.
    end.current?.scrollIntoView({ block: 'end' });
  }, [last, place.id]);
  useReadingPlace(end, place.id);
  return (
    <>
      <div className="place-bar">
        <div>
          <h1>{place.kind === 'group' ? `You and ${place.name}` : place.name}</h1>
          <p>{describe(place, me)}</p>
        </div>
        {place.kind === 'channel' && place.member && (
          <button type="button" className="quiet" onClick={() => onMember(false)}>
            Leave
          </button>
        )}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard */}
      <div className="messages" role="log" aria-label={`Messages in ${place.name}`} tabIndex={0}>
        {messages.length === 0 && place.member && <Welcome place={place} me={me} tryAs={tryAs} onTry={onTry} />}
        {!place.member && <Outside place={place} onJoin={() => onMember(true)} />}
        <ol>
          {messages.map((message, index) => (
            <Day key={message.id} message={message} before={messages[index - 1]}>
              <Message
                message={message}
                isContinued={isContinued(message, messages[index - 1])}
                onPress={onPress}
                onOpenChat={onOpenChat}
              />
            </Day>
          ))}
        </ol>
        <div ref={end} />
      </div>
      {place.member && composer}
    </>
  );
}

function Day({
  message,
  before,
  children,
}: {
  message: WireMessage;
  before: WireMessage | undefined;
  children: ReactNode;
}) {
  return (
    <>
      {message.day !== before?.day && (
        <li className="day">
          <h2>{message.day}</h2>
        </li>
      )}
      {children}
    </>
  );
}

function Outside({ place, onJoin }: { place: WirePlace; onJoin: () => void }) {
  return (
    <div className="welcome">
      <h3>You are not in {place.name}</h3>
      <p>{place.people.length} people are. Once you join, Hallway counts you in for what is set up here.</p>
      <button type="button" className="primary" onClick={onJoin}>
        Join {place.name}
      </button>
    </div>
  );
}

function describe(place: WirePlace, me: WirePerson): string {
  if (place.kind === 'personal') return `Between Hallway and ${me.name}`;
  return place.kind === 'channel'
    ? `${place.people.length} ${place.people.length === 1 ? 'person' : 'people'}${guestsIn(place)}`
    : 'A chat of your own; Hallway does not read it';
}

/** Said wherever people are counted: a program's own count leaves guests out. */
const guestsIn = ({ guests }: WirePlace): string =>
  guests === 0 ? '' : `, ${guests} of them ${guests === 1 ? 'a guest' : 'guests'}`;

const isContinued = (message: WireMessage, before: WireMessage | undefined): boolean =>
  before !== undefined &&
  before.from === message.from &&
  before.day === message.day &&
  Date.parse(message.at) - Date.parse(before.at) < CONTINUED_WITHIN_MS;
