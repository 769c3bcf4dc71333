import type { DeliveryKind } from '../core/delivery.ts';
import type { FormValues } from '../core/form.ts';
import type { ChannelId, PersonId } from '../core/ids.ts';
import type { Json, JsonObject } from '../core/json.ts';
import type { Block, Message } from '../core/message.ts';
import type { Place } from '../core/place.ts';
import type { Reply } from '../core/reply.ts';
import type { Instant, LocalDate, Reader } from '../time/zoned.ts';
import type { Errand } from './across.ts';
import type { ActionContext, ReadContext, StatusLine, Word, WorkContext } from './context.ts';
import type { Favours } from './favours.ts';
import type { Collection } from './storage.ts';

/** One line of the help. */
export interface Usage {
  readonly words: string;
  readonly does: string;
}

/** A first word after `/hallway`. */
export interface Command {
  readonly word: string;
  readonly who: 'staff' | 'admin';
  /** Whoever looks after the channel may do it there too. */
  readonly isOfChannel?: true;
  readonly usage: readonly Usage[];
  /** Words of its own that are no command alone, with what is meant by them: `persona`, `oneonone kit persona`. */
  readonly parts?: Readonly<Record<string, string>>;
  readonly run: (ctx: ActionContext, words: readonly Word[]) => Promise<Reply>;
}

export type PressHandler = (ctx: ActionContext, args: JsonObject) => Promise<Reply>;
export type SubmitHandler = (ctx: ActionContext, args: JsonObject, values: FormValues) => Promise<Reply>;

/** One thing a schedule does at one instant. `date` and `step` name it: it is claimed once. */
export interface Occurrence {
  readonly step: string;
  readonly date: LocalDate;
  readonly at: Instant;
  /** How late a tick may still run it. */
  readonly graceMinutes: number;
  /** For `upcoming`: what happens, to whom, and why. */
  readonly what: string;
  readonly to: string;
  readonly why: string;
}

/** Recurring work, one subject a record. Occurrences are derived from the record; nothing queues the next one. */
export interface Schedule<Row> {
  readonly name: string;
  readonly subjects: Collection<Row>;
  /** All occurrences in `[from, to]`, soonest first; at most `limit`. */
  occurrences(ctx: ReadContext, subject: Subject<Row>, window: Window): Promise<readonly Occurrence[]>;
  run(ctx: WorkContext, subject: Subject<Row>, occurrence: Occurrence): Promise<void>;
  /** An occurrence found only after its grace: nothing is sent. */
  missed(ctx: WorkContext, subject: Subject<Row>, occurrence: Occurrence): Promise<void>;
  /** True where occurrences hang on who is in a channel and in which zone: looked at anew whenever people change. */
  readonly followsPeople?: true;
  /** Called within the transaction that created, changed or removed a subject, undo included. */
  changed?(ctx: WorkContext, key: string, before: Row | undefined, after: Row | undefined): Promise<void>;
}

export interface Subject<Row> {
  readonly key: string;
  readonly row: Row;
}

export interface Window {
  readonly from: Instant;
  readonly to: Instant;
  readonly limit: number;
}

/** A message that its platform refused for good. */
export interface RefusedMessage {
  readonly key: string;
  readonly kind: DeliveryKind;
  readonly place: Place;
  /** Whom it was for. */
  readonly people: readonly PersonId[];
}

/** Where a section stands on a home: experience.md's order. */
export type HomeSection = 'waiting' | 'next' | 'met' | 'settings' | 'people' | 'programs';

/** A message as drawn for the golden files. */
export interface Sample {
  readonly name: string;
  readonly draw: (reader: Reader) => Message;
}

/** What one feature keeps in the settings file. */
export interface SettingsPart {
  readonly name: string;
  export(ctx: ReadContext): Promise<Json>;
  /** Applies what the file says; answers what changed in words. Throws UserError naming the entry that is wrong. */
  import(ctx: WorkContext, part: Json): Promise<readonly string[]>;
}

/** Rows as they stand in a spreadsheet. */
export interface Table {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A file as a browser saves it. */
export interface GivenFile {
  readonly name: string;
  readonly type: string;
  readonly body: string;
}

/** What a file brought by an admin would change, in words, each change a line; `faults` name line and cure, and are left out. */
export interface ImportPreview {
  readonly summary: string;
  readonly changes: readonly string[];
  readonly faults: readonly string[];
}

/** A kind of file an admin may bring. */
export interface FileImport {
  preview(ctx: ReadContext, text: string): Promise<ImportPreview>;
  /** Applies what has no fault, whole; answers what was done. */
  apply(ctx: WorkContext, text: string): Promise<string>;
}

/** A folder of `features/`: everything it adds to the bot. */
export interface Feature {
  readonly name: string;
  /** What its commands stand under in the help; features of one title stand together. */
  readonly title?: string;
  readonly collections: readonly Collection<unknown>[];
  readonly commands?: readonly Command[];
  /** Buttons by verb (`coffee.met`). */
  readonly presses?: Readonly<Record<string, PressHandler>>;
  /** Forms by verb: what a submit does. */
  readonly submits?: Readonly<Record<string, SubmitHandler>>;
  /**
   * Verbs that leave no receipt: neither the event's id nor the actor is kept beside what the handler writes, and the
   * person has to be known already. The same event again runs again, so the handler itself has to know.
   */
  readonly unsigned?: readonly string[];
  readonly schedules?: readonly Schedule<unknown>[];
  /** Work over several organisations, by the first part of the wake that calls for it. */
  readonly errands?: Readonly<Record<string, Errand>>;
  readonly home?: Partial<Readonly<Record<HomeSection, (ctx: ActionContext) => Promise<readonly Block[]>>>>;
  status?(ctx: ReadContext): Promise<readonly StatusLine[]>;
  /** Words written to the bot in a personal chat that are no command; undefined where they mean nothing to it. */
  heard?(ctx: ActionContext, said: string): Promise<Reply | undefined>;
  /** A person newly seen in a channel, or gone from it. */
  membership?(ctx: WorkContext, channel: ChannelId): Promise<void>;
  /**
   * A message whose key begins with the feature's name was refused. Called before the refusal is settled, so again after
   * a crash in between: what is owed then has a key of its own, and is owed once.
   */
  refused?(ctx: WorkContext, message: RefusedMessage): Promise<void>;
  /** Called within the transaction of an undo that put back a record of this feature, once they are all put back. */
  undone?(ctx: WorkContext): Promise<void>;
  readonly settings?: SettingsPart;
  /** Tables an admin may take along as CSV, by name. */
  readonly tables?: Readonly<Record<string, (ctx: ReadContext) => Promise<Table>>>;
  /** Files made for one person, by name; whether they may have them is checked where the link is handed out. */
  readonly files?: Readonly<Record<string, (ctx: ReadContext, args: JsonObject) => Promise<GivenFile | undefined>>>;
  /** Files an admin may bring, by name. */
  readonly imports?: Readonly<Record<string, FileImport>>;
  /** What it does for other features. */
  readonly favours?: Favours;
  /** What is held on a person; what is nobody's but theirs only as a count, unless they are the `reader` themselves. */
  personalData?(ctx: ReadContext, person: PersonId, reader: 'self' | 'operator'): Promise<Json>;
  forget?(ctx: WorkContext, person: PersonId): Promise<void>;
  /** Called once a day: drops what has been kept long enough. */
  tidy?(ctx: WorkContext): Promise<void>;
  readonly samples: readonly Sample[];
}
