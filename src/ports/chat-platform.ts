import type { PostOutcome } from '../core/delivery.ts';
import type { AccountId, WorkspaceId } from '../core/ids.ts';
import type { MessageRef } from '../core/interaction.ts';
import type { Message } from '../core/message.ts';
import type { Place } from '../core/place.ts';

/** Where messages go. No method is optional: the adapter degrades, the core never asks what it can do. */
export interface ChatPlatform {
  /** Pure: where these people of one workspace are reached together; one group place, or one personal place each. */
  placesFor(workspace: WorkspaceId, accounts: readonly AccountId[]): readonly Place[];
  /** One attempt, never throws; opening a conversation belongs to it. */
  post(workspace: WorkspaceId, place: Place, message: Message, key: string): Promise<PostOutcome>;
  /** Redraws a message posted before; never throws. */
  replace(workspace: WorkspaceId, ref: MessageRef, message: Message): Promise<PostOutcome>;
  /** Draws the person's home; never throws. */
  showHome(workspace: WorkspaceId, account: AccountId, home: Message): Promise<PostOutcome>;
}
