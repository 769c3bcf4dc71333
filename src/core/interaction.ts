import type { Instant, Zone } from '../time/zoned.ts';
import type { FormValues } from './form.ts';
import type { AccountId, ChannelId, WorkspaceId } from './ids.ts';
import type { JsonObject } from './json.ts';
import type { Place } from './place.ts';

/** Who acted, as the platform vouches for it; never taken from arguments. */
export interface Actor {
  readonly account: AccountId;
  readonly name: string;
  readonly zone?: Zone;
}

/** A message the platform has posted, as it will be named again when it is replaced. */
export type MessageRef = JsonObject;

interface Envelope {
  /** The platform's own id of this event: the same id again changes nothing. */
  readonly id: string;
  readonly workspace: WorkspaceId;
  readonly actor: Actor;
  /** Where the person is: the audience of a command is the channel it was typed in. */
  readonly place: Place;
  readonly at: Instant;
}

/** What a person did. `text` names people and channels as `<@account>` and `<#channel>` where the platform knows them. */
export type Interaction = Envelope &
  (
    | {
        readonly kind: 'command';
        readonly text: string;
        /** Written to the bot as plain words, where a platform lets people do so, and not typed as a command. */
        readonly isSpoken?: true;
      }
    | { readonly kind: 'press'; readonly verb: string; readonly args: JsonObject; readonly message?: MessageRef }
    | { readonly kind: 'submit'; readonly verb: string; readonly args: JsonObject; readonly values: FormValues }
    | { readonly kind: 'home' }
  );

/** What happened in a workspace without being asked of the bot. */
export type WorkspaceEvent = { readonly id: string; readonly workspace: WorkspaceId; readonly at: Instant } & (
  | { readonly kind: 'joined' | 'left'; readonly channel: ChannelId; readonly account: AccountId }
  | { readonly kind: 'changed'; readonly account: AccountId }
  | { readonly kind: 'channelRenamed'; readonly channel: ChannelId; readonly name: string }
  | { readonly kind: 'channelClosed'; readonly channel: ChannelId }
  /** A channel the bot can post in from now on. */
  | { readonly kind: 'channelOpened'; readonly channel: ChannelId; readonly name: string }
  | { readonly kind: 'installed'; readonly by?: AccountId; readonly name?: string; readonly zone?: Zone }
  | { readonly kind: 'removed' }
);
