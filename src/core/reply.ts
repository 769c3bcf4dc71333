import type { FieldErrors, Form } from './form.ts';
import type { Message } from './message.ts';

/**
 * The answer to an interaction, seen by the person who acted alone unless it replaces the card they pressed.
 * `replace` redraws the pressed card in its place for everybody who sees it.
 */
export interface Reply {
  readonly message?: Message;
  readonly replace?: Message;
  readonly form?: Form;
  readonly errors?: FieldErrors;
}
