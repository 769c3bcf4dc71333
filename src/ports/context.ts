import type { DeliveryKind } from '../core/delivery.ts';
import type { AccountId, ChannelId, OrgId, PersonId, WorkspaceId } from '../core/ids.ts';
import type { JsonObject } from '../core/json.ts';
import type { Button, Message, Text } from '../core/message.ts';
import type { Place } from '../core/place.ts';
import type { Reply } from '../core/reply.ts';
import type { Instant } from '../time/zoned.ts';
import type { CalendarLinks } from './calendar-links.ts';
import type { Favours } from './favours.ts';
import type { House } from './house.ts';
import type { OwnChoices, People, Person } from './people.ts';
import type { Random } from './random.ts';
import type { Settings } from './settings.ts';
import type { Collection, Reads, Tx } from './storage.ts';

/** What a feature may read: one organisation at one instant. */
export interface ReadContext {
  readonly org: OrgId;
  readonly now: Instant;
  readonly reads: Reads;
  readonly people: People;
  readonly settings: Settings;
  readonly random: Random;
  readonly calendarLinks: CalendarLinks;
}

/** A message a feature owes. The runtime splits it by workspace and place and keeps to hours and budget. */
export interface Outgoing {
  /** Unique in the organisation; sending the same key again sends nothing. */
  readonly key: string;
  readonly to: /** Somebody who has been read already need not be read again. */
    | { readonly person: PersonId | Person }
    /** One account of somebody who may have several. */
    | { readonly account: AccountId }
    | { readonly together: readonly PersonId[] }
    | { readonly channel: ChannelId };
  readonly kind: DeliveryKind;
  readonly message: Message;
  /** Default now. Budgeted kinds move on to the person's next working moment. */
  readonly notBefore?: Instant;
  readonly expiresAt: Instant;
  readonly onUnknown: 'again' | 'rest';
}

/** A change an admin can see in the log and undo. */
export interface Change<Row> {
  readonly collection: Collection<Row>;
  readonly key: string;
  /** Undefined removes the record. */
  readonly after: Row | undefined;
  /** What it is about, then what it was and what it is, in words: `Coffee in #design`, `every week`, `every 2 weeks`. */
  readonly what: string;
  readonly was?: string;
  readonly is?: string;
  /** How it is taken back, where putting back the record would not do. */
  readonly undoBy?: string;
}

/** What a feature may do within one transaction. */
export interface WorkContext extends ReadContext {
  readonly tx: Tx;
  /** What other features do when asked: the first that can, or all that have something to say. */
  readonly favours: Required<Favours>;
  /** Owes the message; answers whom it could not be owed to, since they have no account to reach. */
  send(outgoing: Outgoing): Promise<readonly PersonId[]>;
  cancel(prefix: string): Promise<number>;
  /** Draws anew whatever was posted under the prefix; what is still waiting goes out as it was. */
  redraw(prefix: string, message: Message): Promise<void>;
  /** Puts or removes a record, writes the admin log and wakes the schedules that hang on it. */
  change<Row>(change: Change<Row>): Promise<void>;
  /** Looks anew when a schedule's subject is next due, after records it depends on changed. */
  reschedule(schedule: string, subject: string): Promise<void>;
  /** Keeps what went wrong, with its cure, for `status`; the same key again only counts. */
  problem(key: string, what: string, cure: string): Promise<void>;
  /** Takes back the problems under a prefix whose cause is gone: all but those that hold still, by their whole keys. */
  settleProblems(prefix: string, still?: readonly string[]): Promise<void>;
  choose(person: PersonId, choices: OwnChoices): Promise<Person>;
  /** Once this transaction is kept, the store drops every earlier value: what was overwritten tells nothing afterwards. */
  forgetHistory(): void;
}

/** A word of a command: as typed, quoted, or a person or channel the platform or the runtime knew. */
export type Word =
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'quoted'; readonly text: string }
  | { readonly kind: 'person'; readonly text: string; readonly person: Person }
  | { readonly kind: 'channel'; readonly text: string; readonly channel: ChannelId };

/** What needs an admin's Start: what will happen in words, further buttons, and what Start does. */
export interface Proposal {
  readonly echo: Message;
  readonly confirm: string;
  readonly also?: readonly Button[];
  readonly apply: () => Promise<Reply>;
}

/** One interaction of one person. */
export interface ActionContext extends WorkContext {
  readonly actor: Person;
  /** The one of their accounts they act through. */
  readonly account: AccountId;
  readonly workspace: WorkspaceId;
  readonly place: Place;
  /** The channel typed in, or named with `in #channel`. */
  readonly channel: ChannelId | undefined;
  readonly house: House;
  /** Shows the echo with a Start button, or does it at once where it has been confirmed. */
  propose(proposal: Proposal): Promise<Reply>;
  /** A link that gives a table once, within 15 minutes; undefined where there is no address to serve it from. */
  linkTo(table: string): Promise<string | undefined>;
  /** The same for a file made of these arguments; the caller has checked that the actor may have it. */
  linkToFile(file: string, args: JsonObject): Promise<string | undefined>;
  /** What the same person would be answered for a command line typed in that channel. */
  run(line: string, channel: ChannelId | undefined): Promise<Reply>;
}

/** A line of `status`. */
export interface StatusLine {
  readonly text: Text;
  readonly isProblem?: boolean;
}
