import type { AccountId, ChannelId, PersonId } from '../core/ids.ts';
import type { Calendar } from '../time/workweek.ts';
import { type Instant, type LocalDate, localDateOf, type WallTime, type Zone } from '../time/zoned.ts';

/** What a person has chosen for themselves; what is absent follows the directory, then the organisation. */
export interface OwnChoices {
  readonly zone?: Zone | undefined;
  readonly country?: string | undefined;
  readonly days?: readonly number[] | undefined;
  readonly from?: WallTime | undefined;
  readonly to?: WallTime | undefined;
  /** The first day back, or until they resume by themselves. */
  readonly pausedUntil?: LocalDate | 'resumed' | undefined;
  readonly away?: readonly { readonly from: LocalDate; readonly to: LocalDate }[] | undefined;
}

/** A coworker as features see one. */
export interface Person {
  readonly id: PersonId;
  readonly name: string;
  readonly email?: string;
  readonly team?: string;
  readonly manager?: PersonId;
  readonly standing: 'member' | 'guest' | 'bot' | 'gone';
  readonly isAdmin: boolean;
  readonly accounts: readonly AccountId[];
  /** Ids that joined this one, under which sealed rows may still be kept: rules read them, nobody is shown them. */
  readonly also?: readonly PersonId[];
  /** Own days, hours, zone and country over the organisation's. */
  readonly calendar: Calendar;
  readonly choices: OwnChoices;
}

/** True while somebody asked to be left alone; a pause whose day has come is over, though it is still written down. */
export function isPaused({ choices, calendar }: Pick<Person, 'choices' | 'calendar'>, at: Instant): boolean {
  const until = choices.pausedUntil;
  return until !== undefined && (until === 'resumed' || localDateOf(at, calendar.zone) < until);
}

/** True on their own date within their leave. */
export function isOnLeave({ choices, calendar }: Pick<Person, 'choices' | 'calendar'>, at: Instant): boolean {
  const day = localDateOf(at, calendar.zone);
  return (choices.away ?? []).some(({ from, to }) => from <= day && day <= to);
}

export interface Channel {
  readonly id: ChannelId;
  readonly name: string;
}

/** Who works here. Within a transaction it sees the transaction's own writes. */
export interface People {
  get(id: PersonId): Promise<Person | undefined>;
  byAccount(account: AccountId): Promise<Person | undefined>;
  /** Everybody, bots and the departed included. */
  all(): Promise<readonly Person[]>;
  inChannel(channel: ChannelId): Promise<readonly Person[]>;
  isIn(channel: ChannelId, person: PersonId): Promise<boolean>;
  /** True for those who look after a channel, where the platform says who does. */
  owns(channel: ChannelId, person: PersonId): Promise<boolean>;
  channel(id: ChannelId): Promise<Channel | undefined>;
  /** Channels by their name, with or without `#`; several workspaces may have one each. */
  channelsNamed(name: string): Promise<readonly Channel[]>;
  /** Those whose name, first name or e-mail these words are. */
  named(words: string): Promise<readonly Person[]>;
}
