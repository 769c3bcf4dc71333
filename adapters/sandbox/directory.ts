import { type AccountId, nativeId } from '../../src/core/ids.ts';
import type { Directory, DirectoryAudience, DirectoryEntry } from '../../src/ports/directory.ts';
import {
  accountOf,
  channelIdOf,
  type Organisation,
  personIn,
  type SandboxPerson,
  sandboxWorkspace,
} from './organisation.ts';
import type { SandboxState } from './state.ts';

const PAGE_SIZE = 100;

/** Who works in the sandbox's organisation, from its own state; another workspace has nobody. */
export function sandboxDirectory(state: SandboxState): Directory {
  const find = (workspace: string, account: AccountId): SandboxPerson | undefined =>
    workspace === sandboxWorkspace ? personIn(state.organisation, nativeId(account)) : undefined;
  return {
    people: async (workspace, audience, cursor) => {
      const everybody = workspace === sandboxWorkspace ? audienceOf(state.organisation, audience) : [];
      const rest = everybody.filter((person) => cursor === undefined || person.id > cursor);
      const page = rest.slice(0, PAGE_SIZE);
      const last = page.at(-1);
      return { entries: page.map(toEntry), ...(last && rest.length > PAGE_SIZE && { cursor: last.id }) };
    },
    channels: async (workspace) =>
      workspace === sandboxWorkspace
        ? state.organisation.channels.map(({ id, name }) => ({ channel: channelIdOf(id), name }))
        : [],
    account: async (workspace, account) => {
      const person = find(workspace, account);
      return person && toEntry(person);
    },
    supervisorOf: async (workspace, account) => {
      const manager = find(workspace, account)?.manager;
      return manager === undefined ? undefined : accountOf(manager);
    },
    isAdmin: async (workspace, account) => find(workspace, account)?.isAdmin ?? false,
  };
}

// Ordered by id, so that a cursor still fits when somebody comes or goes between two pages.
function audienceOf(organisation: Organisation, audience: DirectoryAudience): SandboxPerson[] {
  const members =
    audience.kind === 'all'
      ? undefined
      : new Set(organisation.channels.find((channel) => channelIdOf(channel.id) === audience.channel)?.members);
  return organisation.people
    .filter((person) => members === undefined || members.has(person.id))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

function toEntry(person: SandboxPerson): DirectoryEntry {
  const { name, email, timezone, country, team } = person;
  return {
    account: accountOf(person.id),
    name,
    ...(email && { email }),
    ...(timezone && { zone: timezone }),
    ...(country && { country }),
    ...(team && { team }),
    standing: person.isGuest ? 'guest' : 'member',
  };
}
