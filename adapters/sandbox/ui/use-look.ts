import { createContext, useCallback, useState } from 'react';
import type { SkinName } from '../skin.ts';
import type { WirePerson } from '../wire.ts';

/** The page's own look, or that of a platform. */
export type LookName = 'hallway' | SkinName;
const STORED_AS = 'hallway.look';

/** How messages are drawn, and who may be named in them. */
export const LookContext = createContext<{ readonly name: LookName; readonly people: readonly WirePerson[] }>({
  name: 'hallway',
  people: [],
});

/** The chosen look, kept in this browser. */
export function useLook(): readonly [LookName, (name: LookName) => void] {
  const [look, setLook] = useState(() => nameOf(localStorage.getItem(STORED_AS)));
  const choose = useCallback((name: LookName) => {
    localStorage.setItem(STORED_AS, name);
    setLook(name);
  }, []);
  return [look, choose];
}

/** The look of that name; the page's own for any other word. */
export const nameOf = (text: string | null): LookName => (text === 'slack' || text === 'teams' ? text : 'hallway');
