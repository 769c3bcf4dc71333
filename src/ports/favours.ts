import type { PersonId } from '../core/ids.ts';
import type { Message } from '../core/message.ts';
import type { ActionContext, ReadContext, WorkContext } from './context.ts';

/**
 * A word that might be worth somebody's while; the id is the same as long as it is about the same thing, and its kind
 * stands before the first dash: `thank-p7`.
 */
export interface Suggestion {
  readonly id: string;
  readonly text: string;
}

/** What somebody wants of what they take part in: back in, out of it, or the choices in between. */
export type Wish = 'join' | 'leave' | 'stop';

/** What features do for one another without knowing who does it. */
export interface Favours {
  /** Introduces a newcomer to a colleague who is none of `but`; answers whom, or undefined where nobody suits. */
  buddyFor?(ctx: WorkContext, newcomer: PersonId, but: readonly PersonId[]): Promise<PersonId | undefined>;
  /** What a person might say to somebody, made of nothing but what they may see. */
  suggestionsFor?(ctx: ReadContext, person: PersonId): Promise<readonly Suggestion[]>;
  /**
   * Grants a wish in the channel typed in, or wherever there is but one thing it can mean; answers what is said of it, or
   * undefined where the actor takes part in nothing of the feature's. UserError where several things could be meant.
   */
  grant?(ctx: ActionContext, wish: Wish): Promise<Message | undefined>;
}
