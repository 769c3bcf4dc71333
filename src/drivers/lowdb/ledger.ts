import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import type { Files } from './files.ts';
import { Journal, journalGeneration } from './journal.ts';
import { Layer, type Stored } from './layer.ts';
import { type Loaded, load, type Where } from './load.ts';
import { StoreError, storeError } from './problems.ts';
import { openSnapshot } from './snapshot.ts';
import { Turns } from './turns.ts';

/** When a ledger rewrites its snapshot by itself. */
export interface RewritePolicy {
  /** At once when the journal has outgrown both this and the snapshot. */
  readonly journalBytes: number;
  /** When nothing has been committed for so long, and on closing, if the journal has outgrown `idleBytes`. */
  readonly idleMilliseconds: number;
  readonly idleBytes: number;
}

/** Told of each key that a commit has changed, after it is kept. */
export type Watcher = (table: string, key: string, before: Stored | undefined, after: Stored | undefined) => void;

/** Names of folders that were given up; no organisation's folder holds a dot. */
export const erasedName = () => `erased.${randomUUID()}`;

/** One folder's data in memory, with a snapshot and a journal behind it. Work on it is serial; commits share their fsync. */
export class Ledger {
  readonly #where: Where;
  readonly #policy: RewritePolicy;
  readonly #watcher: Watcher;
  readonly #work: Turns;
  /** Rewriting and erasing, one at a time; commits go on meanwhile. */
  #housekeeping: Promise<void> = Promise.resolve();
  #isRewriteOwed = false;
  #idle: NodeJS.Timeout | undefined;
  #committed = new Layer();
  #journal: Journal | undefined;
  #snapshotBytes = 0;
  #isFounded = false;

  constructor(where: Where, policy: RewritePolicy, watcher: Watcher) {
    this.#where = where;
    this.#policy = policy;
    this.#watcher = watcher;
    this.#work = new Turns(
      (drafts) => this.#commit(drafts),
      () => new Layer(this.#committed),
    );
  }

  /** The last commit. */
  get layer(): Layer {
    return this.#committed;
  }

  get isFounded(): boolean {
    return this.#isFounded;
  }

  /** Reads the folder, if it is there, and tells the watcher of all that it holds. */
  async open(): Promise<void> {
    const loaded = await load(this.#where);
    this.#committed = loaded.layer;
    this.#isFounded = loaded.isFounded;
    this.#snapshotBytes = loaded.snapshotBytes;
    if (!loaded.isFounded) return;
    await this.#goOn(loaded);
    for (const { table, key, value } of loaded.layer.changes()) this.#watcher(table, key, undefined, value);
    if (loaded.needsReseal) await this.rewrite();
  }

  /** Runs `work` on a draft after all work given before; resolves with its answer when the draft is on the disk. */
  run<Answer>(work: (draft: Layer) => Answer | Promise<Answer>): Promise<Answer> {
    return this.#work.run(work);
  }

  /** Writes the snapshot anew and drops the journals before it: what was removed is in no file any more. */
  rewrite(): Promise<void> {
    return this.#inTurn(() => this.#rewriteNow());
  }

  /** Drops everything, in memory and on the disk; the next work founds it anew. */
  erase(): Promise<void> {
    return this.#inTurn(() => this.#eraseNow());
  }

  async close(): Promise<void> {
    await this.#work.close();
    clearTimeout(this.#idle);
    await this.#housekeeping;
    if (this.#journal && this.#journal.bytes > this.#policy.idleBytes) await this.#rewriteQuietly();
    await this.#journal?.close();
  }

  async #goOn(loaded: Loaded): Promise<void> {
    const { files, folder } = this.#where;
    if (loaded.torn) await cut(files, loaded.torn);
    this.#journal = await Journal.open(files, folder, loaded.position);
    for (const name of [...loaded.stale, 'snapshot.json.new']) await files.remove(join(folder, name));
  }

  async #commit(draft: Layer): Promise<void> {
    if (draft.isEmpty) return;
    this.#journal ??= await this.#found();
    await this.#journal.append(draft.changes());
    this.#isFounded = true;
    for (const { table, key, value } of draft.changes()) {
      const before = this.#committed.get(table, key);
      this.#committed.set(table, key, value);
      this.#watcher(table, key, before, value);
    }
    this.#oweRewrite(this.#journal.bytes);
  }

  async #found(): Promise<Journal> {
    const { files, folder } = this.#where;
    try {
      await files.makeFolder(folder);
    } catch (error) {
      throw storeError(error, 'while making', folder);
    }
    return Journal.open(files, folder, { generation: 1, length: 0, nextNumber: 1 });
  }

  #oweRewrite(journalBytes: number): void {
    clearTimeout(this.#idle);
    const { journalBytes: atOnce, idleBytes, idleMilliseconds } = this.#policy;
    if (journalBytes > Math.max(atOnce, this.#snapshotBytes)) this.#rewriteSoon();
    else if (journalBytes > idleBytes) this.#idle = setTimeout(() => this.#rewriteSoon(), idleMilliseconds).unref();
  }

  #rewriteSoon(): void {
    if (this.#isRewriteOwed) return;
    this.#isRewriteOwed = true;
    void this.#rewriteQuietly();
  }

  /** Nothing is lost by a rewrite that fails: the journals stay, and the next commit tries again. */
  async #rewriteQuietly(): Promise<void> {
    await this.rewrite().catch((error: unknown) =>
      this.#where.log.warn('store.rewrite_failed', { folder: this.#where.folder, error: String(error) }),
    );
    this.#isRewriteOwed = false;
  }

  #inTurn(task: () => Promise<void>): Promise<void> {
    const done = this.#housekeeping.then(task);
    this.#housekeeping = done.catch(() => undefined);
    return done;
  }

  async #rewriteNow(): Promise<void> {
    if (!this.#journal) return;
    const { files, folder, org, sealer, log } = this.#where;
    const started = await this.#work.alone(() => this.#beginJournal());
    try {
      const low = openSnapshot(files, folder, org, sealer);
      low.data = { generation: started.generation, layer: started.frozen, bytes: 0 };
      await low.write();
      this.#snapshotBytes = low.data.bytes;
    } catch (error) {
      throw storeError(error, 'while writing', join(folder, 'snapshot.json'));
    } finally {
      await this.#work.alone(() => this.#thaw(started.frozen));
    }
    await this.#dropJournalsBefore(started.generation);
    log.debug('store.rewritten', { folder, generation: started.generation });
  }

  /** From here on commits go to a new journal and a layer of their own, so that the snapshot is of one moment. */
  async #beginJournal(): Promise<{ generation: number; frozen: Layer }> {
    const { files, folder } = this.#where;
    const old = this.#journal;
    if (!old) throw new StoreError('failed', `${folder} has no journal`);
    await old.mend();
    const generation = old.generation + 1;
    this.#journal = await Journal.open(files, folder, { generation, length: 0, nextNumber: 1 });
    await old.close();
    const frozen = this.#committed;
    this.#committed = new Layer(frozen);
    return { generation, frozen };
  }

  async #thaw(frozen: Layer): Promise<void> {
    this.#committed.foldInto(frozen);
    this.#committed = frozen;
  }

  async #dropJournalsBefore(generation: number): Promise<void> {
    const { files, folder } = this.#where;
    try {
      for (const name of await files.names(folder))
        if ((journalGeneration(name) ?? generation) < generation) await files.remove(join(folder, name));
      await files.syncFolder(folder);
    } catch (error) {
      throw storeError(error, 'while removing the old journals in', folder);
    }
  }

  /** Renamed first, so that a crash in the middle leaves no half organisation. */
  async #eraseNow(): Promise<void> {
    clearTimeout(this.#idle);
    const { files, folder } = this.#where;
    const parent = dirname(folder);
    const grave = join(parent, erasedName());
    await this.#work.alone(async () => {
      if (!this.#journal) return;
      try {
        await files.rename(folder, grave);
        await this.#journal.close();
        this.#forget();
        await files.syncFolder(parent);
        await files.remove(grave);
      } catch (error) {
        throw storeError(error, 'while erasing', folder);
      }
    });
  }

  #forget(): void {
    const gone = this.#committed;
    this.#journal = undefined;
    this.#isFounded = false;
    this.#snapshotBytes = 0;
    this.#committed = new Layer();
    for (const table of gone.tables())
      for (const key of gone.keys(table)) this.#watcher(table, key, gone.get(table, key), undefined);
  }
}

async function cut(files: Files, { path, goodBytes }: NonNullable<Loaded['torn']>): Promise<void> {
  const file = await files.open(path);
  await file
    .truncate(goodBytes)
    .then(() => file.sync())
    .finally(() => file.close());
}
