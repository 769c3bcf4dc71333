import type { WorkspaceEvent } from '../../src/core/interaction.ts';
import { accountOf, sandboxWorkspace, zoneIn } from './organisation.ts';
import type { SandboxState } from './state.ts';

/** The event of the sandbox's installation, by its first admin; always the same, so that telling it twice changes nothing. */
export function installedEvent(state: SandboxState): WorkspaceEvent {
  const admin = state.organisation.people.find((person) => person.isAdmin);
  return {
    id: `${sandboxWorkspace}:installed`,
    workspace: sandboxWorkspace,
    at: state.now,
    kind: 'installed',
    name: 'Sandbox',
    zone: zoneIn(state.organisation, admin?.id),
    ...(admin && { by: accountOf(admin.id) }),
  };
}
