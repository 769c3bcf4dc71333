import { type RefObject, useEffect } from 'react';

const NEAR_PX = 40;

/** Keeps whoever reads the end at the end while cards there grow: a platform's look draws them a moment later. */
export function useBottom(end: RefObject<HTMLElement | null>, place: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another place begins at its own end
  useEffect(() => {
    const list = end.current?.previousElementSibling;
    const frame = end.current?.parentElement;
    if (!list || !frame) return;
    let isAtEnd = true;
    const look = () => {
      isAtEnd = frame.scrollHeight - frame.scrollTop - frame.clientHeight < NEAR_PX;
    };
    const grown = new ResizeObserver(() => {
      if (isAtEnd) end.current?.scrollIntoView({ block: 'end' });
    });
    grown.observe(list);
    frame.addEventListener('scroll', look);
    return () => {
      grown.disconnect();
      frame.removeEventListener('scroll', look);
    };
  }, [end, place]);
}
