import { useState } from 'react';
import type { DrawnButton, WireMessage } from '../wire.ts';
import { Avatar } from './avatar.tsx';
import { Icon } from './icons.tsx';
import { Card } from './skins/platform-card.tsx';

interface Props {
  readonly message: WireMessage;
  /** It follows another of the same writer: no need to name them again. */
  readonly isContinued: boolean;
  readonly onPress: (message: WireMessage, button: DrawnButton) => Promise<unknown>;
  readonly onOpenChat: (place: string) => void;
}

/** One message: a card if Hallway wrote it, plain words if a person did. */
export function Message({ message, isContinued, onPress, onOpenChat }: Props) {
  const [isBusy, setIsBusy] = useState(false);
  const press = async (button: DrawnButton) => {
    setIsBusy(true);
    await onPress(message, button);
    setIsBusy(false);
  };
  const isCard = message.from === 'hallway';
  return (
    <li className="message" data-private={message.isPrivate} data-continued={isContinued}>
      {isContinued ? <span className="avatar-space" /> : <Avatar id={message.from} name={message.fromName} />}
      <article aria-label={`${message.fromName}, ${message.day}, ${message.time}`}>
        {!isContinued && (
          <p className="byline">
            <b>{message.fromName}</b> <time dateTime={message.at}>{message.time}</time>
            {message.isPrivate && <PrivateMark />}
          </p>
        )}
        {isContinued && message.isPrivate && (
          <p>
            <PrivateMark />
          </p>
        )}
        <div className={isCard ? 'card' : 'words'} aria-busy={isBusy}>
          <Card
            message={message}
            place={message.place}
            actions={{ isBusy, press: (button) => void press(button), openChat: onOpenChat }}
          />
        </div>
      </article>
    </li>
  );
}

function PrivateMark() {
  return (
    <span className="private-mark">
      <Icon name="lock" /> Only visible to you
    </span>
  );
}
