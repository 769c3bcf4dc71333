import { type RefObject, useEffect } from 'react';

const NEAR_PX = 40;
const IN_PLACE_PX = 1;
const inputs = ['wheel', 'touchstart', 'pointerdown', 'keydown'] as const;

/** The first message that begins in view, and how far below the frame's edge. */
interface Anchor {
  readonly message: Element;
  readonly offset: number;
}

/**
 * Keeps everybody where they read while cards there change their size, as a platform's look draws them a moment later:
 * whoever is at the end at the end, others at the message at the top of what they see.
 */
export function useReadingPlace(end: RefObject<HTMLElement | null>, place: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another place begins at its own end
  useEffect(() => {
    const list = end.current?.previousElementSibling;
    const frame = end.current?.parentElement;
    if (!list || !frame) return;
    let anchor: Anchor | undefined;
    let height = frame.scrollHeight;
    let isShort = false;
    const look = () => {
      // A scroll that comes with another height, or while what was read is out of reach, is the browser's and not theirs.
      if (isShort || frame.scrollHeight !== height) return;
      const isAtEnd = height - frame.scrollTop - frame.clientHeight < NEAR_PX;
      anchor = isAtEnd ? undefined : anchorIn(list, frame);
    };
    const changed = new ResizeObserver(() => {
      if (anchor === undefined) end.current?.scrollIntoView({ block: 'end' });
      else isShort = !backTo(anchor, frame);
      height = frame.scrollHeight;
    });
    const moved = () => {
      isShort = false;
    };
    changed.observe(list);
    frame.addEventListener('scroll', look);
    for (const input of inputs) frame.addEventListener(input, moved, { passive: true });
    return () => {
      changed.disconnect();
      frame.removeEventListener('scroll', look);
      for (const input of inputs) frame.removeEventListener(input, moved);
    };
  }, [end, place]);
}

function anchorIn(list: Element, frame: Element): Anchor | undefined {
  const { top, bottom } = frame.getBoundingClientRect();
  const seen = [...list.children].filter((each) => {
    const box = each.getBoundingClientRect();
    return box.bottom > top && box.top < bottom;
  });
  // Of one that begins above, what is read moves when it changes its size; so one that begins in view goes first.
  const message = seen.find((each) => each.getBoundingClientRect().top >= top - IN_PLACE_PX) ?? seen[0];
  return message && { message, offset: message.getBoundingClientRect().top - top };
}

/** True once the message stands where it stood; a list that is still too short cannot be scrolled that far. */
function backTo({ message, offset }: Anchor, frame: Element): boolean {
  const away = () => message.getBoundingClientRect().top - frame.getBoundingClientRect().top - offset;
  frame.scrollTop += away();
  return Math.abs(away()) <= IN_PLACE_PX;
}
