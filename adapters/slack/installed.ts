import type { WorkspaceEvent } from '../../src/core/interaction.ts';
import { type Instant, isZone, type Zone } from '../../src/time/zoned.ts';
import type { Read } from './read.ts';
import { isOrgWide, type Tenant } from './tenants.ts';

/** What the bot is told when it starts to serve a workspace; telling it again changes nothing. */
export async function installedEvent(tenant: Tenant, read: Read, at: Instant): Promise<WorkspaceEvent> {
  const { workspace, name } = tenant;
  const zone = await likelyZone(tenant, read);
  return { kind: 'installed', id: `${workspace}:installed`, workspace, at, name, ...(zone !== undefined && { zone }) };
}

/** A bot token does not say who installed it: the owner's zone, else the one most people of the first page are in. */
async function likelyZone(tenant: Tenant, read: Read): Promise<Zone | undefined> {
  // A whole grid has no first page; its own zone is said by an admin.
  if (isOrgWide(tenant.workspace)) return undefined;
  const { members = [] } = await read(tenant, 'users.list', ({ users }) => users.list({ limit: 200 }));
  const people = members.filter((one) => !one.is_bot && !one.deleted && one.id !== 'USLACKBOT' && isZone(one.tz));
  const owner = people.find((one) => one.is_primary_owner)?.tz;
  const counts = new Map<string, number>();
  for (const { tz = '' } of people) counts.set(tz, (counts.get(tz) ?? 0) + 1);
  const [commonest] = [...counts].sort(([, a], [, b]) => b - a);
  const zone = owner ?? commonest?.[0];
  return isZone(zone) ? zone : undefined;
}
