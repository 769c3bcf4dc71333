import type { PersonId } from '../core/ids.ts';
import type { ReadContext, WorkContext } from './context.ts';

/** A word that might be worth somebody's while; the id is the same as long as it is about the same thing. */
export interface Suggestion {
  readonly id: string;
  readonly text: string;
}

/** What features do for one another without knowing who does it. */
export interface Favours {
  /** Introduces a newcomer to a colleague who is none of `but`; answers whom, or undefined where nobody suits. */
  buddyFor?(ctx: WorkContext, newcomer: PersonId, but: readonly PersonId[]): Promise<PersonId | undefined>;
  /** What a person might say to somebody, made of nothing but what they may see. */
  suggestionsFor?(ctx: ReadContext, person: PersonId): Promise<readonly Suggestion[]>;
}
