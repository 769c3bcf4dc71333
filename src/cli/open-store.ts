import type { Config } from '../config.ts';
import { calendarLinks, calendarRoutes } from '../drivers/calendar-links.ts';
import { openLowdb } from '../drivers/lowdb/index.ts';
import { createSealer, keyBeside } from '../drivers/sealing/index.ts';
import { seededRandom } from '../drivers/seeded-random.ts';
import type { DeliveryQueue } from '../ports/delivery-queue.ts';
import type { Installations } from '../ports/installations.ts';
import type { Log } from '../ports/log.ts';
import type { Pace } from '../ports/pace.ts';
import type { Sealer } from '../ports/sealer.ts';
import type { Storage } from '../ports/storage.ts';

/** A store of either kind; `close` ends all of it. */
export interface OpenStore {
  readonly storage: Storage;
  readonly queue: DeliveryQueue;
  readonly installations: Installations;
  /** What all replicas keep together; a process that is alone keeps its own. */
  readonly pace?: Pace;
  /** Calls back whenever something may be due; the embedded store has nobody to hear it from. */
  onWork?(listener: () => void): void;
  close(): Promise<void>;
}

/** Where a bot's store is, and the address of the links it gives. */
export interface StorePlace {
  readonly folder: string;
  readonly databaseUrl?: string | undefined;
  readonly url: string | undefined;
}

/** The store, and what is seeded by the same key: draws, and links that only this installation can have made. */
export async function openStore({ folder, databaseUrl, url }: StorePlace, { keys }: Config, log: Log) {
  const given = keys.length > 0 ? keys : await keyBeside(folder);
  const store = await openEither(folder, databaseUrl, createSealer(given), log);
  const secret = given[0] ?? new Uint8Array();
  const web = { baseUrl: url, calendarLinks: calendarLinks({ secret, ...(url !== undefined && { baseUrl: url }) }) };
  return { store, random: seededRandom(secret), web, calendar: calendarRoutes(secret) };
}

async function openEither(folder: string, url: string | undefined, sealer: Sealer, log: Log): Promise<OpenStore> {
  if (url === undefined) return openLowdb({ folder, sealer, log });
  const { openPostgres } = await import('../drivers/postgres/index.ts');
  return openPostgres({ url, sealer, log });
}
