import { z } from 'zod';
import { type WorkspaceId, workspaceId } from '../../src/core/ids.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { References } from '../../src/ports/references.ts';
import { type Instant, isZone, plus, type Zone, zone } from '../../src/time/zoned.ts';
import type { Activity } from './bodies.ts';
import type { BotFramework, Connector } from './connector.ts';

/** Another replica may hear of another service address. */
const FRESH_MINUTES = 10;
/** Tenants are kept at hand up to this many. */
const MOST_OPEN = 500;

const tenantRow = z.object({
  serviceUrl: z.string(),
  bot: z.object({ id: z.string(), name: z.string() }),
  /** A zone of its people was told to the bot, which the organisation begins with. */
  hasZone: z.boolean().optional(),
});
type TenantRow = z.output<typeof tenantRow>;

/** A tenant that Hallway has heard from, with what is needed to speak there. */
export interface Tenant extends TenantRow {
  readonly workspace: WorkspaceId;
  readonly guid: string;
}

/** A tenant as an activity shows it: met for the first time, or naming a zone for the first time. */
export interface Met {
  readonly tenant: Tenant;
  readonly isNew: boolean;
  readonly firstZone?: Zone;
}

/** Whose token is tried, and what came of it. */
export type TokenState = 'untried' | 'ok' | 'refused';

export interface TenantsParts {
  readonly framework: BotFramework;
  readonly references: References;
  readonly clock: Clock;
  /** Whether a tenant may use Hallway at all. */
  readonly isAllowed: (workspace: WorkspaceId) => boolean;
}

/** The tenant an activity belongs to, as Microsoft vouches for it. */
export function workspaceFor({ channelData, conversation }: Activity): WorkspaceId | undefined {
  const guid = channelData?.tenant?.id ?? conversation.tenantId;
  return guid === undefined ? undefined : workspaceId(`teams:${guid}`);
}

/** The tenants this process serves, and how each is reached: only ever as a verified activity said. */
export class Tenants {
  readonly #parts: TenantsParts;
  readonly #open = new Map<WorkspaceId, { readonly tenant: Tenant; readonly until: Instant }>();

  constructor(parts: TenantsParts) {
    this.#parts = parts;
  }

  isAllowed(workspace: WorkspaceId): boolean {
    return this.#parts.isAllowed(workspace);
  }

  /** Undefined for a tenant that nothing was heard from yet. */
  async find(workspace: WorkspaceId): Promise<Tenant | undefined> {
    const known = this.#open.get(workspace);
    if (known && known.until > this.#parts.clock.now()) return known.tenant;
    const kept = tenantRow.safeParse(await this.#parts.references.find(workspace, 'tenant'));
    return kept.success ? this.#opened(workspace, kept.data) : undefined;
  }

  /** Keeps how the tenant of a verified activity is reached. */
  async meet(workspace: WorkspaceId, { serviceUrl, recipient, localTimezone }: Activity): Promise<Met> {
    const before = await this.find(workspace);
    const bot = { id: recipient.id, name: recipient.name ?? before?.bot.name ?? 'Hallway' };
    const isFirstZone = !before?.hasZone && isZone(localTimezone);
    if (before?.serviceUrl === serviceUrl && before.bot.id === bot.id && !isFirstZone)
      return { tenant: before, isNew: false };
    const row = { serviceUrl, bot, hasZone: before?.hasZone ?? isFirstZone };
    await this.#parts.references.change(workspace, new Map([['tenant', row]]));
    const tenant = this.#opened(workspace, row);
    return {
      tenant,
      isNew: before === undefined,
      ...(isFirstZone && isZone(localTimezone) && { firstZone: zone(localTimezone) }),
    };
  }

  /** Hallway was taken out of the tenant; whoever of it writes again is met anew. */
  async forget(workspace: WorkspaceId): Promise<void> {
    this.#open.delete(workspace);
    await this.#parts.references.change(workspace, new Map([['tenant', undefined]]));
  }

  connector({ serviceUrl }: Tenant): Promise<Connector> {
    return this.#parts.framework.connector(serviceUrl);
  }

  #opened(workspace: WorkspaceId, row: TenantRow): Tenant {
    const tenant = { workspace, guid: workspace.slice(workspace.indexOf(':') + 1), ...row };
    const [oldest] = this.#open.keys();
    if (this.#open.size >= MOST_OPEN && oldest !== undefined) this.#open.delete(oldest);
    this.#open.set(workspace, { tenant, until: plus(this.#parts.clock.now(), { minutes: FRESH_MINUTES }) });
    return tenant;
  }
}
