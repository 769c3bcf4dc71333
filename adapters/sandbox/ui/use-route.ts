import { useCallback, useEffect, useState } from 'react';

/** Whose eyes and which place, as the address bar keeps them: `#/ana/general`. */
export interface Route {
  readonly as: string | undefined;
  readonly place: string | undefined;
}

/** The route and a way to go elsewhere; the browser's back button goes back. */
export function useRoute(): [Route, (as: string, place: string) => void] {
  const [route, setRoute] = useState(readRoute);
  useEffect(() => {
    const follow = () => setRoute(readRoute());
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  const go = useCallback((as: string, place: string) => {
    location.hash = `/${encodeURIComponent(as)}/${encodeURIComponent(place)}`;
  }, []);
  return [route, go];
}

function readRoute(): Route {
  const [, as, place] = location.hash.split('/').map(decode);
  return { as: as || undefined, place: place || undefined };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}
