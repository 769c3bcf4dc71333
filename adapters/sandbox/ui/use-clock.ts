import { useCallback, useEffect, useRef, useState } from 'react';
import type { WireProgress } from '../wire.ts';
import { api, type ClockMove } from './api.ts';
import { repeat } from './repeat.ts';

const PROGRESS_MS = 400;
// Every look costs the server time that the move could use.
const REFRESH_MS = 1_500;

/** The clock's controls: a move under way, its progress, and where a paused one was going. */
export interface ClockControl {
  readonly isMoving: boolean;
  readonly progress: WireProgress | undefined;
  readonly pausedOnTheWayTo: string | undefined;
  /** With answers, the coworkers press their buttons on the way. */
  move(move: ClockMove, answers?: boolean): Promise<void>;
  pause(): void;
}

/** Moves the clock as a person; `refresh` runs along, so that messages appear while time passes. */
export function useClock(as: string, refresh: () => Promise<void>, fail: (cause: unknown) => void): ClockControl {
  const [isMoving, setIsMoving] = useState(false);
  const [progress, setProgress] = useState<WireProgress>();
  const [pausedOnTheWayTo, setPaused] = useState<string>();
  const isPauseAsked = useRef(false);

  useEffect(() => {
    if (!isMoving) return;
    const unwatch = repeat(() => api.progress(as).then(setProgress, fail), PROGRESS_MS);
    const stop = repeat(refresh, REFRESH_MS);
    return () => {
      unwatch();
      stop();
    };
  }, [isMoving, as, refresh, fail]);

  const move = useCallback(
    async (asked: ClockMove, answers = false) => {
      setIsMoving(true);
      setPaused(undefined);
      isPauseAsked.current = false;
      try {
        await api.moveClock(as, asked, answers);
        if (isPauseAsked.current) setPaused(destination.current);
      } catch (cause) {
        fail(cause);
      }
      setIsMoving(false);
      setProgress(undefined);
      await refresh();
    },
    [as, refresh, fail],
  );

  const destination = useRef<string>(undefined);
  if (progress?.moving) destination.current = progress.to;
  const pause = useCallback(() => {
    isPauseAsked.current = true;
    api.pauseClock().catch(fail);
  }, [fail]);
  return { isMoving, progress, pausedOnTheWayTo, move, pause };
}
