import type { Field } from '../../src/core/form.ts';
import type { SkinName } from './skin.ts';

/** A message ready to draw: dates are words in the reader's zone, chats have their place. Nothing is escaped yet. */
export type DrawnSpan =
  | { readonly kind: 'plain' | 'bold' | 'italic' | 'mention'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly url: string }
  | { readonly kind: 'date'; readonly text: string; readonly at: string };

export type DrawnText = readonly DrawnSpan[];

export interface DrawnButton {
  readonly id: string;
  readonly label: string;
  readonly style?: 'primary' | 'danger';
  readonly opensForm?: true;
}

export type DrawnBlock =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'text' | 'note'; readonly text: DrawnText }
  | { readonly kind: 'fields'; readonly fields: readonly { readonly label: string; readonly value: DrawnText }[] }
  | { readonly kind: 'list'; readonly items: readonly DrawnText[] }
  | { readonly kind: 'divider' }
  | { readonly kind: 'image'; readonly url: string; readonly alt: string }
  | { readonly kind: 'buttons'; readonly buttons: readonly DrawnButton[] }
  | { readonly kind: 'startChat'; readonly place: string; readonly label: string };

export interface DrawnMessage {
  readonly text: string;
  readonly blocks: readonly DrawnBlock[];
  readonly buttons: readonly DrawnButton[];
  /** What the platform whose look was asked for would be sent. */
  readonly skin?: unknown;
}

/** A message as one person sees it. */
export interface WireMessage extends DrawnMessage {
  readonly id: string;
  /** Its rank; later messages have greater ones. */
  readonly seq: number;
  readonly place: string;
  readonly at: string;
  /** `hallway`, or the id of a person. */
  readonly from: string;
  readonly fromName: string;
  /** Day and time in the reader's zone. */
  readonly day: string;
  readonly time: string;
  /** Nobody else sees it. */
  readonly isPrivate: boolean;
}

export interface WirePerson {
  readonly id: string;
  readonly name: string;
  readonly timezone: string | null;
  readonly team: string | null;
  readonly admin: boolean;
  readonly guest: boolean;
  /** The time on their clock, and the city it is named after. */
  readonly there: string;
  readonly city: string;
  /** Rank of the last message Hallway sent to them in person; 0 if none. */
  readonly latest: number;
}

export interface WirePlace {
  readonly id: string;
  readonly name: string;
  readonly kind: 'channel' | 'personal' | 'group';
  /** Whether the reader is in it; channels they have not joined are listed too. */
  readonly member: boolean;
  readonly people: readonly string[];
  /** How many of them are guests, whom programs leave out unless they are told otherwise. */
  readonly guests: number;
  /** Rank of the last message there; 0 if none. */
  readonly latest: number;
}

/** Now, in the reader's zone and in UTC. */
export interface WireClock {
  readonly zone: string;
  readonly city: string;
  readonly day: string;
  readonly year: string;
  readonly time: string;
  readonly utc: string;
  /** `YYYY-MM-DDTHH:MM` on the reader's clock, for a date field. */
  readonly local: string;
}

export interface WireState {
  readonly now: string;
  readonly clock: WireClock;
  readonly people: readonly WirePerson[];
  readonly places: readonly WirePlace[];
  readonly messages: readonly WireMessage[];
  readonly home: DrawnMessage | null;
}

export interface WireForm {
  readonly id: string;
  readonly title: string;
  readonly intro?: string;
  readonly submit: string;
  readonly fields: readonly Field[];
  /** What each platform would be sent, by its name. */
  readonly skins?: Readonly<Record<SkinName, unknown>>;
}

/** The private reply, if there is one, with the form it opens or what was wrong in the one submitted. */
export type WireAnswer = Partial<WireMessage> & {
  readonly form?: WireForm;
  readonly errors?: Readonly<Record<string, string>>;
};

export interface WireUpcoming {
  readonly at: string;
  readonly what: string;
  readonly to: string;
  readonly why: string;
  /** Day and time in the reader's zone. */
  readonly day: string;
  readonly time: string;
}

export interface WireProgress {
  readonly moving: boolean;
  readonly now: string;
  readonly to: string;
  /** How much of the way is done, 0 to 1. */
  readonly share: number;
  readonly day: string;
  readonly time: string;
}

/** One fact of a person, in words. */
export interface WireChange {
  readonly what: string;
  readonly was: string;
  readonly is: string;
}

/** What bringing a file changes, or has changed: people by their names. */
export interface WireImport {
  readonly people: number;
  readonly added: number;
  readonly removed: number;
  readonly joining: readonly string[];
  readonly leaving: readonly string[];
  readonly changing: readonly { readonly name: string; readonly changes: readonly WireChange[] }[];
  /** Nobody of the present people is in the file: everything begins again. */
  readonly anew: boolean;
  readonly applied: boolean;
}

export interface WireError {
  readonly error: string;
  /** For an import: what is wrong, line by line. */
  readonly lines?: readonly { readonly line: number; readonly error: string }[];
}

/** How often any two people were put together. */
export interface WireMatrix {
  readonly times: readonly (readonly number[])[];
  /** Of the pairs who share a working hour, those introduced at least once, 0 to 1. */
  readonly share: number;
  /** Pairs introduced twice or more. */
  readonly repeated: number;
  /** The most often any pair was. */
  readonly most: number;
  /** Introductions of two who share no working hour. */
  readonly apart: number;
}

/** Introductions so far among those who took part, beside a shuffle of the same rounds. */
export interface WireMet {
  readonly rounds: number;
  readonly names: readonly string[];
  /** Which two share no working hour; rows and columns as in `names`. */
  readonly apart: readonly (readonly boolean[])[];
  readonly hallway: WireMatrix;
  readonly shuffle: WireMatrix;
}
