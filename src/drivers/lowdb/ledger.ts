import { dirname, join } from 'node:path';
import { graveOf, makeFolder } from './folders.ts';
import { cutJournal, firstPosition, Journal, journalGeneration } from './journal.ts';
import { Layer, type Stored } from './layer.ts';
import { type Loaded, load, type Where } from './load.ts';
import { storeError } from './problems.ts';
import { openSnapshot } from './snapshot.ts';
import { Turns } from './turns.ts';

/** When a ledger rewrites its snapshot by itself. */
export interface RewritePolicy {
  /** At once when the journal has outgrown both this and the snapshot. */
  readonly journalBytes: number;
  /** When nothing has been committed for so long, and on closing, if the journal has outgrown both this and an eighth of the snapshot. */
  readonly idleMilliseconds: number;
  readonly idleBytes: number;
}

/** Told of each key that a commit has changed, after it is kept. */
export type Watcher = (table: string, key: string, before: Stored | undefined, after: Stored | undefined) => void;

/** One folder's data in memory, with a snapshot and a journal behind it. Work on it is serial; commits share their fsync. */
export class Ledger {
  readonly #where: Where;
  readonly #policy: RewritePolicy;
  readonly #watcher: Watcher;
  readonly #work: Turns;
  /** Rewriting and erasing, one at a time; commits go on meanwhile. */
  #housekeeping: Promise<void> = Promise.resolve();
  #nextRewrite: Promise<void> | undefined;
  #isRewriteOwed = false;
  #idle: NodeJS.Timeout | undefined;
  #committed = new Layer();
  /** Opened by the first commit; until then the next one goes to `#position`. */
  #journal: Journal | undefined;
  #position = firstPosition(1);
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
    this.#position = loaded.position;
    await this.#clearAway(loaded);
    for (const { table, key, value } of loaded.layer.changes()) this.#watcher(table, key, undefined, value);
    if (loaded.needsReseal) await this.rewrite();
  }

  /** Runs `work` on a draft after all work given before; resolves with its answer when the draft is on the disk. */
  run<Answer>(work: (draft: Layer) => Answer | Promise<Answer>): Promise<Answer> {
    return this.#work.run(work);
  }

  /** Runs `task` with no other work under way; what it keeps it commits itself. */
  alone<Answer>(task: (commit: (draft: Layer) => Promise<void>) => Promise<Answer>): Promise<Answer> {
    return this.#work.alone(() => task((draft) => this.#commit(draft)));
  }

  /** Writes the snapshot anew and drops the journals before it: what was removed is in no file any more. */
  rewrite(): Promise<void> {
    // One that has not begun yet will hold what is committed by now.
    this.#nextRewrite ??= this.#inTurn(() => {
      this.#nextRewrite = undefined;
      return this.#rewriteNow();
    });
    return this.#nextRewrite;
  }

  /** Drops everything, in memory and on the disk; the next work founds it anew. */
  erase(): Promise<void> {
    return this.#inTurn(() => this.#eraseNow());
  }

  async close(): Promise<void> {
    await this.#work.close();
    clearTimeout(this.#idle);
    await this.#housekeeping;
    if (this.#isWorthwhile) await this.#rewriteQuietly();
    await this.#closeJournal();
  }

  get #journalBytes(): number {
    return (this.#journal?.position ?? this.#position).length;
  }

  get #isWorthwhile(): boolean {
    return this.#journalBytes > Math.max(this.#policy.idleBytes, this.#snapshotBytes / 8);
  }

  async #clearAway(loaded: Loaded): Promise<void> {
    const { files, folder } = this.#where;
    for (const { path, goodBytes } of loaded.torn) await cutJournal(files, path, goodBytes);
    for (const name of loaded.stale) await files.remove(join(folder, name));
  }

  async #commit(draft: Layer): Promise<void> {
    if (draft.isEmpty) return;
    const journal = await this.#openJournal();
    await journal.append(draft.changes());
    this.#isFounded = true;
    for (const { table, key, value } of draft.changes()) {
      const before = this.#committed.get(table, key);
      this.#committed.set(table, key, value);
      this.#watcher(table, key, before, value);
    }
    this.#oweRewrite();
  }

  async #openJournal(): Promise<Journal> {
    const { files, folder } = this.#where;
    if (!this.#isFounded) await makeFolder(files, folder);
    this.#journal ??= await Journal.open(files, folder, this.#position);
    return this.#journal;
  }

  async #closeJournal(): Promise<void> {
    if (!this.#journal) return;
    this.#position = this.#journal.position;
    await this.#journal.close();
    this.#journal = undefined;
  }

  #oweRewrite(): void {
    clearTimeout(this.#idle);
    const { journalBytes, idleMilliseconds } = this.#policy;
    if (this.#journalBytes > Math.max(journalBytes, this.#snapshotBytes)) this.#rewriteSoon();
    else if (this.#isWorthwhile) this.#idle = setTimeout(() => this.#rewriteSoon(), idleMilliseconds).unref();
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
    if (!this.#isFounded) return;
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
    const old = await this.#openJournal();
    await old.mend();
    const generation = old.position.generation + 1;
    this.#journal = await Journal.open(files, folder, firstPosition(generation));
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
    await this.#work.alone(async () => {
      try {
        // What an erasure that failed half-way may have left.
        await files.remove(graveOf(folder));
        if (!this.#isFounded) return;
        await this.#closeJournal();
        await files.rename(folder, graveOf(folder));
        this.#forget();
        await files.syncFolder(dirname(folder));
        await files.remove(graveOf(folder));
        await files.syncFolder(dirname(folder));
      } catch (error) {
        throw storeError(error, 'while erasing', folder);
      }
    });
  }

  #forget(): void {
    const gone = this.#committed;
    this.#position = firstPosition(1);
    this.#isFounded = false;
    this.#snapshotBytes = 0;
    this.#committed = new Layer();
    for (const table of gone.tables())
      for (const key of gone.keys(table)) this.#watcher(table, key, gone.get(table, key), undefined);
  }
}
