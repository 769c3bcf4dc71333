import { sql } from 'kysely';
import type { Log } from '../../ports/log.ts';
import type { Run } from './schema.ts';
import { raw } from './schema.ts';

/** A process's claim to what it has taken: one row, renewed three times as often as it runs out. */
export class Lease {
  readonly holder: string;
  readonly seconds: number;
  readonly #run: Run;
  readonly #log: Log;
  #timer: NodeJS.Timeout | undefined;

  constructor(holder: string, seconds: number, run: Run, log: Log) {
    this.holder = holder;
    this.seconds = seconds;
    this.#run = run;
    this.#log = log;
  }

  /** Begins to renew it; the first claim has made it. */
  keep(): void {
    this.#timer ??= setInterval(() => void this.#renew(), (this.seconds * 1_000) / 3).unref();
  }

  /** Gives it up: what is still held is anybody's. */
  async drop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#run(raw(sql`delete from hallway.workers where holder = ${this.holder}`)).catch(() => undefined);
  }

  async #renew(): Promise<void> {
    const until = sql`clock_timestamp() + make_interval(secs => ${this.seconds})`;
    await this.#run(
      raw(sql`
        insert into hallway.workers (holder, lease_until) values (${this.holder}, ${until})
        on conflict (holder) do update set lease_until = excluded.lease_until`),
    ).catch((cause) => this.#log.warn('postgres.lease_not_renewed', { cause: String(cause) }));
  }
}
