import type { Form } from '../../src/core/form.ts';
import type { AccountId } from '../../src/core/ids.ts';
import type { Message } from '../../src/core/message.ts';

/** Platforms whose look the page can take on. */
export const skinNames = ['slack', 'teams'] as const;
export type SkinName = (typeof skinNames)[number];

/** What a platform would be sent, as JSON; the page draws it with that platform's own kind of renderer. */
export interface Skin {
  message(message: Message, reader: AccountId): unknown;
  home(home: Message, reader: AccountId): unknown;
  form(form: Form): unknown;
}

export type Skins = Readonly<Record<SkinName, Skin>>;
