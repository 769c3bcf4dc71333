import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Low } from 'lowdb';
import { JSONFile } from 'lowdb/node';
import type { AccountId } from '../../src/core/ids.ts';
import type { Message } from '../../src/core/message.ts';
import type { Instant } from '../../src/time/zoned.ts';
import { type Journal, openJournal } from './journal.ts';
import type { Organisation } from './organisation.ts';
import { type JournalEntry, journalEntry, organisationFile, type StoredMessage } from './records.ts';

const MIN_STALE_LINES = 1_000;

/** What a sandbox begins with, and returns to. */
export interface SandboxSeed {
  readonly organisation: Organisation;
  readonly now: Instant;
}

/** Everything the platform itself keeps, in memory and on disk; a change is on the disk before it shows. */
export class SandboxState {
  readonly #journal: Journal;
  readonly #file: Low<Organisation>;
  readonly #messages = new Map<number, StoredMessage>();
  readonly #homes = new Map<AccountId, Message>();
  #now: Instant;
  #lastSeq = 0;
  #revision = 0;

  constructor(journal: Journal, file: Low<Organisation>, now: Instant) {
    this.#journal = journal;
    this.#file = file;
    this.#now = now;
  }

  get now(): Instant {
    return this.#now;
  }

  get organisation(): Organisation {
    return this.#file.data;
  }

  /** Grows with every change, so that a page knows whether to draw again. */
  get revision(): number {
    return this.#revision;
  }

  /** All messages in the order they were posted. */
  messages(): Iterable<StoredMessage> {
    return this.#messages.values();
  }

  /** The rank of the last message; 0 if there is none. */
  get lastSeq(): number {
    return this.#lastSeq;
  }

  message(seq: number): StoredMessage | undefined {
    return this.#messages.get(seq);
  }

  home(account: AccountId): Message | undefined {
    return this.#homes.get(account);
  }

  /** Keeps a message under the next number, stamped with the clock. */
  async add(draft: Omit<StoredMessage, 'seq' | 'at'>): Promise<StoredMessage> {
    const stored: StoredMessage = { ...draft, seq: ++this.#lastSeq, at: this.#now };
    await this.#write({ kind: 'message', stored });
    return stored;
  }

  /** Redraws a message; false where there is none of that number. */
  async replace(seq: number, message: Message): Promise<boolean> {
    if (!this.#messages.has(seq)) return false;
    await this.#write({ kind: 'replaced', seq, message });
    return true;
  }

  async setHome(account: AccountId, message: Message): Promise<void> {
    await this.#write({ kind: 'home', account, message });
  }

  async setNow(now: Instant): Promise<void> {
    await this.#write({ kind: 'clock', now });
  }

  async setOrganisation(organisation: Organisation): Promise<void> {
    this.#file.data = organisation;
    this.#revision += 1;
    await this.#file.write();
  }

  /** Forgets every message and home, and begins again. */
  async clear(seed: SandboxSeed): Promise<void> {
    await this.setOrganisation(seed.organisation);
    await this.#journal.rewrite([{ kind: 'clock', now: seed.now }]);
    this.#messages.clear();
    this.#homes.clear();
    this.#now = seed.now;
    this.#revision += 1;
  }

  async close(): Promise<void> {
    await this.#journal.close();
  }

  /** Takes what the journal held when it was opened; rewrites it once most of its lines are outdated. */
  async load(entries: readonly unknown[]): Promise<void> {
    for (const entry of entries) this.#apply(journalEntry.parse(entry));
    const live = this.#messages.size + this.#homes.size + 1;
    if (entries.length - live > Math.max(MIN_STALE_LINES, live)) await this.#journal.rewrite(this.#liveEntries());
    else if (entries.length === 0) await this.setNow(this.#now);
  }

  async #write(entry: JournalEntry): Promise<void> {
    await this.#journal.append(entry);
    this.#apply(entry);
  }

  #apply(entry: JournalEntry): void {
    this.#revision += 1;
    switch (entry.kind) {
      case 'message':
        this.#messages.set(entry.stored.seq, entry.stored);
        this.#lastSeq = Math.max(this.#lastSeq, entry.stored.seq);
        return;
      case 'replaced': {
        const stored = this.#messages.get(entry.seq);
        if (stored) this.#messages.set(entry.seq, { ...stored, message: entry.message });
        return;
      }
      case 'home':
        this.#homes.set(entry.account, entry.message);
        return;
      case 'clock':
        this.#now = entry.now;
    }
  }

  #liveEntries(): JournalEntry[] {
    return [
      ...[...this.#messages.values()].map((stored): JournalEntry => ({ kind: 'message', stored })),
      ...[...this.#homes].map(([account, message]): JournalEntry => ({ kind: 'home', account, message })),
      { kind: 'clock', now: this.#now },
    ];
  }
}

/** Opens the state kept in a folder, or founds it from the seed. */
export async function openState(folder: string, seed: SandboxSeed): Promise<SandboxState> {
  await mkdir(folder, { recursive: true });
  const adapter = new JSONFile<Organisation>(join(folder, 'organisation.json'));
  const kept = await adapter.read();
  const file = new Low<Organisation>(adapter, kept === null ? seed.organisation : organisationFile.parse(kept));
  if (kept === null) await file.write();
  const { entries, journal } = await openJournal(join(folder, 'messages.jsonl'));
  const state = new SandboxState(journal, file, seed.now);
  await state.load(entries);
  return state;
}
