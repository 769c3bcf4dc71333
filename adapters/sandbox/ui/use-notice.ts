import { useCallback, useEffect, useState } from 'react';

const SHOWN_MS = 8_000;

/** A line to tell the person at the page, such as what went wrong; it leaves by itself. */
export function useNotice(): [string | undefined, (what: unknown) => void] {
  const [words, setWords] = useState<string>();
  const tell = useCallback((what: unknown) => setWords(what instanceof Error ? what.message : String(what)), []);
  useEffect(() => {
    if (words === undefined) return;
    const timer = setTimeout(() => setWords(undefined), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [words]);
  return [words, tell];
}
