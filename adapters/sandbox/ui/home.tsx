import { useState } from 'react';
import type { DrawnButton, DrawnMessage, WirePerson } from '../wire.ts';
import { Card } from './skins/platform-card.tsx';

interface Props {
  readonly me: WirePerson;
  readonly home: DrawnMessage | null;
  readonly onPress: (button: DrawnButton) => Promise<unknown>;
  readonly onOpenChat: (place: string) => void;
}

/** A person's home: what waits for them and how Hallway is set for them. */
export function Home({ me, home, onPress, onOpenChat }: Props) {
  const [isBusy, setIsBusy] = useState(false);
  const press = async (button: DrawnButton) => {
    setIsBusy(true);
    await onPress(button);
    setIsBusy(false);
  };
  return (
    <>
      <div className="place-bar">
        <div>
          <h1>Home</h1>
          <p>Only {me.name} sees this</p>
        </div>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard */}
      <section className="messages home" aria-label="Home" tabIndex={0}>
        {home ? (
          <div className="card" aria-busy={isBusy}>
            <Card
              message={home}
              place="home"
              actions={{ isBusy, press: (button) => void press(button), openChat: onOpenChat }}
            />
          </div>
        ) : (
          <p className="intro">Nothing here yet. Once something is set up, this shows what waits for you.</p>
        )}
      </section>
    </>
  );
}
