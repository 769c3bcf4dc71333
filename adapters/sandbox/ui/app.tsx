import { useEffect } from 'react';
import type { WirePerson, WireState } from '../wire.ts';
import { Desk } from './desk.tsx';
import { useLook } from './use-look.ts';
import { useRoute } from './use-route.ts';
import { useSandbox } from './use-sandbox.ts';

/** The page: waits for the server, sees that somebody is chosen, and draws the rest as that person. */
export function App() {
  const [route, go] = useRoute();
  const [look, setLook] = useLook();
  const feed = useSandbox(route.as, look);
  const me = feed.state?.people.find((person) => person.id === route.as);
  const place = route.place ?? 'general';

  useEffect(() => {
    if (feed.state && !me) go(firstPerson(feed.state)?.id ?? '', 'general');
  }, [feed.state, me, go]);

  if (feed.state && me)
    return <Desk me={me} placeId={place} state={feed.state} feed={feed} go={go} look={look} onLook={setLook} />;
  return (
    <main className="waiting">
      <img src="/icon.svg" alt="" />
      <h1>Hallway sandbox</h1>
      <p>{feed.problem ?? 'One moment'}</p>
    </main>
  );
}

const firstPerson = (state: WireState): WirePerson | undefined =>
  state.people.find((person) => person.admin) ?? state.people[0];
