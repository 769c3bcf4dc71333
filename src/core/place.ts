import type { AccountId, ChannelId, WorkspaceId } from './ids.ts';
import type { JsonObject } from './json.ts';

/** Where something is posted: a channel, a personal chat, or a chat of several people. */
export type Place =
  | {
      readonly kind: 'channel';
      readonly workspace: WorkspaceId;
      readonly channel: ChannelId;
      /** The message in whose thread it goes, as its platform named it; filled in by the runtime when it sends. */
      readonly under?: JsonObject;
    }
  | { readonly kind: 'personal'; readonly workspace: WorkspaceId; readonly account: AccountId }
  | { readonly kind: 'group'; readonly workspace: WorkspaceId; readonly accounts: readonly AccountId[] };

/** One text per place, the same for the same people in any order. */
export function placeKey(place: Place): string {
  switch (place.kind) {
    case 'channel':
      return place.channel;
    case 'personal':
      return place.account;
    case 'group':
      return [...place.accounts].sort().join('+');
  }
}
