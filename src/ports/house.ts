import type { PersonId } from '../core/ids.ts';
import type { Json } from '../core/json.ts';
import type { Block } from '../core/message.ts';
import type { Instant } from '../time/zoned.ts';
import type { StatusLine } from './context.ts';
import type { Linking } from './linking.ts';
import type { SettingsPatch } from './organisation.ts';

/** One thing an admin did, as the log shows it. */
export interface LogEntry {
  readonly number: number;
  readonly at: Instant;
  readonly by: PersonId | undefined;
  readonly lines: readonly {
    readonly what: string;
    readonly was?: string | undefined;
    readonly is?: string | undefined;
    /** How it is taken back, where undo would not do. */
    readonly undoBy?: string | undefined;
  }[];
  readonly isUndone: boolean;
}

/** What one feature may know of the whole house without knowing the others. */
export interface House {
  status(): Promise<readonly StatusLine[]>;
  log(limit: number): Promise<readonly LogEntry[]>;
  /** Puts back what entry `number` changed; UserError where something has changed since, or nothing is there. */
  undo(number: number): Promise<LogEntry>;
  /** Changes what is set for everybody, logged with both values. */
  changeSettings(
    patch: SettingsPatch,
    said: { readonly what: string; readonly was: string; readonly is: string },
  ): Promise<void>;
  /** Makes a person an admin of Hallway, or no longer one by name. */
  nameAdmin(person: PersonId, isAdmin: boolean): Promise<void>;
  home(): Promise<readonly Block[]>;
  /** Accounts and organisations that were linked. */
  readonly linking: Linking;
  /** All that is held on a person, by part. */
  exportOf(person: PersonId): Promise<Readonly<Record<string, Json>>>;
  /**
   * Erases a person; the bytes go after the transaction. Whoever is to be left alone is paused when the directory names
   * them again: their account's id is kept for that.
   */
  forget(person: PersonId, isLeftAlone: boolean): Promise<void>;
}
