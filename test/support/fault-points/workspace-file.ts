import { appendFileSync, readFileSync } from 'node:fs';
import { setImmediate as untilLater } from 'node:timers/promises';
import { type AccountId, accountId, channelId, type WorkspaceId, workspaceId } from '../../../src/core/ids.ts';
import type { Place } from '../../../src/core/place.ts';
import type { ChatPlatform } from '../../../src/ports/chat-platform.ts';
import type { Directory } from '../../../src/ports/directory.ts';
import { read } from '../reading.ts';

/** Where the story plays. */
export const workspace: WorkspaceId = workspaceId('test:T1');
export const general = channelId(workspace, 'general');
export const accountOf = (id: string): AccountId => accountId(workspace, id);
export const peopleOf = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `p${String(index + 1).padStart(2, '0')}`);

/** One thing that outlives the process: a message posted or redrawn, the clock moved, an act answered. */
export type Trace =
  | { readonly kind: 'posted'; readonly key: string; readonly accounts: readonly AccountId[]; readonly words?: string }
  | { readonly kind: 'redrawn'; readonly ref: number }
  | { readonly kind: 'now'; readonly now: number }
  | { readonly kind: 'answered'; readonly act: number };

/** What happened so far, over all the processes there were. */
export function readTraces(path: string): readonly Trace[] {
  const lines = readFileSync(path, { encoding: 'utf8', flag: 'a+' }).split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Trace);
}

/** Appends what others would remember of a process. No fsync: the process dies, not the machine, and the system keeps it. */
export const tracesIn =
  (path: string) =>
  (trace: Trace): void =>
    appendFileSync(path, `${JSON.stringify(trace)}\n`);

const accountsOf = (place: Place): readonly AccountId[] =>
  place.kind === 'channel' ? [] : place.kind === 'group' ? place.accounts : [place.account];

/** A workspace that lives in a file, so that what was posted stays posted. Its answers take a moment. */
export function workspaceIn(path: string, onSeen: (what: string) => void): ChatPlatform {
  const trace = tracesIn(path);
  const posted = readTraces(path).filter((one) => one.kind === 'posted');
  let count = posted.length;
  // As many as are in flight have been seen by people before the first answer comes back.
  const answerTakesAMoment = async () => {
    for (let turn = 0; turn < 8; turn += 1) await untilLater();
  };
  return {
    placesFor: (_workspace, accounts) => {
      const [only] = accounts;
      return accounts.length === 1 && only
        ? [{ kind: 'personal', workspace, account: only }]
        : [{ kind: 'group', workspace, accounts: [...accounts].sort() }];
    },
    post: async (_workspace, place, message, key) => {
      const words = place.kind === 'channel' ? { words: read(message) } : {};
      trace({ kind: 'posted', key, accounts: accountsOf(place), ...words });
      onSeen('a post was seen');
      const ref = count++;
      await answerTakesAMoment();
      return { kind: 'posted', ref: { ref } };
    },
    replace: async (_workspace, ref) => {
      trace({ kind: 'redrawn', ref: Number(ref['ref']) });
      onSeen('a redraw was seen');
      await answerTakesAMoment();
      return { kind: 'posted', ref };
    },
    showHome: async () => ({ kind: 'posted', ref: {} }),
  };
}

/** Who works there: `p01`, an admin, and colleagues in three teams, all of them in #general. */
export function directoryOf(people: number): Directory {
  const entries = peopleOf(people).map((id, index) => ({
    account: accountOf(id),
    name: id,
    team: `Team ${index % 3}`,
    standing: 'member' as const,
  }));
  return {
    people: async () => ({ entries }),
    channels: async () => [{ channel: general, name: 'general' }],
    account: async (_workspace, account) => entries.find((entry) => entry.account === account),
    supervisorOf: async () => undefined,
    isAdmin: async (_workspace, account) => account === accountOf('p01'),
  };
}
