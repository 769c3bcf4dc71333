import type { Instant } from '../time/zoned.ts';
import type { PersonId, WorkspaceId } from './ids.ts';
import type { MessageRef } from './interaction.ts';
import type { Message } from './message.ts';
import type { Place } from './place.ts';

/**
 * Why a message is sent. The budgeted ones share one a day and three a week per person; the order is their rank.
 * The others go at their set time or answer what a person just did.
 */
export const budgetedKinds = ['nudge', 'welcome', 'closing', 'midway', 'reminder', 'digest', 'tip'] as const;
export type BudgetedKind = (typeof budgetedKinds)[number];
export type DeliveryKind = 'intro' | 'prompt' | 'reply' | 'post' | BudgetedKind;

export const isBudgeted = (kind: DeliveryKind): kind is BudgetedKind =>
  (budgetedKinds as readonly string[]).includes(kind);

/** Which of several deliveries due at one instant goes first: the lower. What is not budgeted goes before all. */
export const rankOf = (kind: DeliveryKind): number => (isBudgeted(kind) ? budgetedKinds.indexOf(kind) + 1 : 0);

/** One message owed to one place. */
export interface Delivery {
  /** Unique in its organisation; planning the same key twice plans it once. */
  readonly key: string;
  readonly workspace: WorkspaceId;
  readonly place: Place;
  readonly kind: DeliveryKind;
  readonly message: Message;
  readonly notBefore: Instant;
  readonly expiresAt: Instant;
  /** What to do when nobody can tell whether it was posted: an intro goes again, a prompt rests. */
  readonly onUnknown: 'again' | 'rest';
  /** Whose budget it uses, and whom erasure concerns. */
  readonly people: readonly PersonId[];
  /** Redraws the message that this earlier delivery posted instead of posting anew. */
  readonly replaces?: string;
}

export type DeliveryState = 'pending' | 'sending' | 'sent' | 'refused' | 'expired' | 'unknown';

/** What became of one attempt to post. `later` and `unknown` are told apart by what the platform's error proves. */
export type PostOutcome =
  | { readonly kind: 'posted'; readonly ref: MessageRef }
  /**
   * `cure` is what the admin is told to do about it, where the platform's answer says more than the place does.
   * `isForAll`: it refuses Hallway itself, wherever in the workspace it writes.
   */
  | { readonly kind: 'refused'; readonly reason: string; readonly cure?: string; readonly isForAll?: true }
  | { readonly kind: 'later'; readonly at: Instant }
  | { readonly kind: 'unknown' };

/** How a worker leaves a delivery it had taken. */
export type Settlement =
  | PostOutcome
  | { readonly kind: 'expired' }
  /** Budget, hours or the platform's rate moved it; not counted as an attempt. */
  | { readonly kind: 'postponed'; readonly at: Instant };

/** A settled delivery: key, reference and outcome stay, the words are gone. */
export interface DeliveryReceipt {
  readonly key: string;
  readonly workspace: WorkspaceId;
  readonly place: Place;
  readonly kind: DeliveryKind;
  readonly people: readonly PersonId[];
  readonly state: DeliveryState;
  readonly notBefore: Instant;
  readonly attempts: number;
  readonly settledAt?: Instant;
  readonly ref?: MessageRef;
  readonly reason?: string;
}
