import type { FormValues } from '../../../src/core/form.ts';
import type {
  DrawnMessage,
  WireAnswer,
  WireError,
  WireImport,
  WireMet,
  WireProgress,
  WireState,
  WireUpcoming,
} from '../wire.ts';
import type { LookName } from './use-look.ts';

/** An answer that was no success, in the server's words. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly lines: NonNullable<WireError['lines']>;

  constructor(answer: WireError) {
    super(answer.error);
    this.lines = answer.lines ?? [];
  }
}

/** How far to move the clock. */
export type ClockMove = { readonly to: string } | { readonly by: string } | { readonly next: true };

export const api = {
  say: (as: string, place: string, text: string) => post<WireAnswer>('/sandbox/say', { as, place, text }),
  press: (as: string, message: string, button: string) => post<WireAnswer>('/sandbox/press', { as, message, button }),
  submit: (as: string, form: string, values: FormValues) => post<WireAnswer>('/sandbox/submit', { as, form, values }),
  home: (as: string, look: LookName) =>
    get<{ home: DrawnMessage | null }>(`/sandbox/home?${query({ as, ...inLook(look) })}`),
  upcoming: (as: string) => get<{ items: readonly WireUpcoming[] }>(`/sandbox/upcoming?${query({ as })}`),
  met: () => get<WireMet>('/sandbox/met'),
  moveClock: (as: string, move: ClockMove, answers: boolean) =>
    post<{ now: string }>('/sandbox/clock', { ...move, as, answers }),
  pauseClock: () => post<{ now: string }>('/sandbox/clock/pause', {}),
  progress: (as: string) => get<WireProgress>(`/sandbox/clock/progress?${query({ as })}`),
  setMember: (channel: string, person: string, member: boolean) =>
    post<{ members: number }>('/sandbox/channel', { channel, person, member }),
  importPeople: (file: File, isConfirmed: boolean) =>
    send<WireImport>(`/sandbox/people${isConfirmed ? '?confirm=yes' : ''}`, file, 'application/octet-stream'),
  reset: () => post<object>('/sandbox/reset', {}),
};

let last: { readonly tag: string; readonly state: WireState } | undefined;

/** What a person sees; the very same object while nothing has changed. */
export async function fetchState(as: string | undefined, look: LookName): Promise<WireState> {
  const path = as === undefined ? '/sandbox/state' : `/sandbox/state?${query({ as, ...inLook(look) })}`;
  const known = last;
  const response = await reach(path, { headers: { 'If-None-Match': known?.tag ?? '' } });
  if (response.status === 304 && known) return known.state;
  const state = await read<WireState>(response);
  last = { tag: response.headers.get('ETag') ?? '', state };
  return state;
}

const inLook = (look: LookName): Record<string, string> => (look === 'hallway' ? {} : { skin: look });
const query = (values: Record<string, string>) => new URLSearchParams(values).toString();

const get = async <Body>(path: string) => read<Body>(await reach(path));
const post = <Body>(path: string, body: unknown) => send<Body>(path, JSON.stringify(body), 'application/json');
const send = async <Body>(path: string, body: string | File, type: string) =>
  read<Body>(await reach(path, { method: 'POST', headers: { 'Content-Type': type }, body }));

async function reach(path: string, init?: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init);
  } catch (cause) {
    throw new Error('Hallway does not answer. Is it still running?', { cause });
  }
}

async function read<Body>(response: Response): Promise<Body> {
  const body: unknown = await response.json();
  if (!response.ok) throw new ApiError(body as WireError);
  return body as Body;
}
