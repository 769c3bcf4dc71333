declare const brand: unique symbol;
type Id<Name extends string> = string & { readonly [brand]: Name };

/** Whose data this is: the unit of tenancy, storage, settings and erasure. */
export type OrgId = Id<'org'>;
/** One installation on a platform: `slack:T123`, `teams:<tenant guid>`, `sandbox:demo`. */
export type WorkspaceId = Id<'workspace'>;
/** A coworker within an organisation, on whatever platforms. */
export type PersonId = Id<'person'>;
/** One person's account in one workspace: `slack:T123/U1`. */
export type AccountId = Id<'account'>;
/** A channel as its platform names it, under its workspace: `slack:T123#C1`. */
export type ChannelId = Id<'channel'>;

export const orgId = (text: string): OrgId => text as OrgId;
export const workspaceId = (text: string): WorkspaceId => text as WorkspaceId;
export const personId = (text: string): PersonId => text as PersonId;

/** Joins a workspace and the platform's own user id into an account. */
export const accountId = (workspace: WorkspaceId, user: string): AccountId => `${workspace}/${user}` as AccountId;

/** Joins a workspace and the platform's own channel id. */
export const channelId = (workspace: WorkspaceId, channel: string): ChannelId => `${workspace}#${channel}` as ChannelId;

/** The workspace an account or a channel belongs to. */
export function workspaceOf(id: AccountId | ChannelId): WorkspaceId {
  return id.slice(0, id.search(/[/#]/)) as WorkspaceId;
}

/** The platform's own id within an account or a channel. */
export function nativeId(id: AccountId | ChannelId): string {
  return id.slice(id.search(/[/#]/) + 1);
}

/** The platform a workspace is on: `slack`, `teams`, `sandbox`. */
export function platformOf(workspace: WorkspaceId): string {
  return workspace.slice(0, workspace.indexOf(':'));
}
