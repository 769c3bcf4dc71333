import { useCallback, useEffect, useRef, useState } from 'react';
import type { WireState, WireUpcoming } from '../wire.ts';
import { ApiError, api, fetchState } from './api.ts';
import { repeat } from './repeat.ts';
import type { LookName } from './use-look.ts';

const POLL_MS = 2_000;

/** What the person sees and what is coming, kept fresh while the page is in view. */
export interface SandboxFeed {
  readonly state: WireState | undefined;
  readonly upcoming: readonly WireUpcoming[];
  readonly problem: string | undefined;
  refresh(): Promise<void>;
}

/** Polls the sandbox as a person; `refresh` fetches at once after an action. */
export function useSandbox(as: string | undefined, look: LookName): SandboxFeed {
  const [state, setState] = useState<WireState>();
  const [upcoming, setUpcoming] = useState<readonly WireUpcoming[]>([]);
  const [problem, setProblem] = useState<string>();
  const asked = `${as} ${look}`;
  const current = useRef(asked);
  current.current = asked;

  const refresh = useCallback(async () => {
    try {
      const next = await fetchState(as, look).catch(withoutPerson);
      // An answer for the person one was a moment ago would flash somebody else's chats.
      if (current.current !== asked) return;
      setState((before) => (before === next ? before : next));
      setProblem(undefined);
      if (as !== undefined) setUpcoming((await api.upcoming(as)).items);
    } catch (cause) {
      setProblem(cause instanceof Error ? cause.message : String(cause));
    }
  }, [as, look, asked]);

  useEffect(() => {
    void refresh();
    return repeat(async () => {
      if (document.visibilityState === 'visible') await refresh();
    }, POLL_MS);
  }, [refresh]);

  return { state, upcoming, problem, refresh };
}

// The person may be gone since an import; then the page has to choose another.
function withoutPerson(cause: unknown): Promise<WireState> {
  if (cause instanceof ApiError) return fetchState(undefined, 'hallway');
  throw cause;
}
