import { useState } from 'react';
import type { FieldErrors, FormValues } from '../../../src/core/form.ts';
import type { DrawnButton, WireAnswer, WireForm } from '../wire.ts';
import { api } from './api.ts';

/** What a person can do, with the reply drawn and what went wrong told. */
export interface Actions {
  readonly form: WireForm | undefined;
  say(text: string): Promise<boolean>;
  press(message: string, button: DrawnButton): Promise<void>;
  submit(values: FormValues): Promise<FieldErrors | undefined>;
  setMember(channel: string, isMember: boolean): Promise<void>;
  closeForm(): void;
}

/** Acts as a person in a place and refreshes at once; a private reply that lands elsewhere is told here as well. */
export function useActions(
  as: string,
  place: string,
  refresh: () => Promise<void>,
  tell: (what: unknown) => void,
): Actions {
  const [form, setForm] = useState<WireForm>();
  const attempt = async <Answer>(work: Promise<Answer>): Promise<Answer | undefined> => {
    try {
      return await work;
    } catch (cause) {
      tell(cause);
      return undefined;
    } finally {
      await refresh();
    }
  };
  const act = async (work: Promise<WireAnswer>): Promise<WireAnswer | undefined> => {
    const answer = await attempt(work);
    if (answer?.form) setForm(answer.form);
    if (answer?.place !== undefined && answer.place !== place && answer.text) tell(answer.text);
    return answer;
  };
  return {
    form,
    say: async (text) => (await act(api.say(as, place, text))) !== undefined,
    press: async (message, button) => void (await act(api.press(as, message, button.id))),
    submit: async (values) => {
      if (!form) return undefined;
      const answer = await act(api.submit(as, form.id, values));
      // A form that could not be sent stays, and with it what was filled in.
      if (answer && !answer.errors && !answer.form) setForm(undefined);
      return answer?.errors;
    },
    setMember: async (channel, isMember) => void (await attempt(api.setMember(channel, as, isMember))),
    closeForm: () => setForm(undefined),
  };
}
