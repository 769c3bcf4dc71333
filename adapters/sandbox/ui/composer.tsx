import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { WirePerson, WirePlace } from '../wire.ts';
import { type Hint, hintsFor } from './hints.ts';
import { Icon } from './icons.tsx';

interface Props {
  readonly me: WirePerson;
  readonly people: readonly WirePerson[];
  readonly places: readonly WirePlace[];
  readonly placeName: string;
  readonly draft: string;
  readonly onDraft: (text: string) => void;
  /** Answers whether it was taken; if not, the words stay. */
  readonly onSend: (text: string) => Promise<boolean>;
}

/** The line to write in, with a list of what can be meant after / @ and #. */
export function Composer(props: Props) {
  const { placeName, draft, onSend } = props;
  const field = useRef<HTMLInputElement>(null);
  const listId = useId();
  const [isSending, setIsSending] = useState(false);
  const { hints, marked, change, choose, onKeyDown } = useHints(props, () => field.current?.focus());
  const latest = useRef(draft);
  latest.current = draft;
  const send = async () => {
    if (!draft.trim() || isSending) return;
    setIsSending(true);
    // What was typed meanwhile is the next line, and stays.
    if ((await onSend(draft)) && latest.current === draft) change('');
    setIsSending(false);
  };
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <HintList id={listId} hints={isSending ? [] : hints} marked={marked} onChoose={choose} />
      <input
        ref={field}
        type="text"
        role="combobox"
        aria-label={`Write in ${placeName}`}
        aria-expanded={hints.length > 0}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={hints[marked] ? `${listId}-${marked}` : undefined}
        autoComplete="off"
        maxLength={4000}
        placeholder={`Message ${placeName}, or type /`}
        value={draft}
        onChange={(event) => change(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <button type="submit" className="primary round" aria-label="Send" disabled={!draft.trim() || isSending}>
        <Icon name="send" />
      </button>
    </form>
  );
}

/** What might be meant, which of it is marked, and the keys that mark and choose. */
function useHints({ me, people, places, draft, onDraft }: Props, onChosen: () => void) {
  const [isDismissed, setIsDismissed] = useState(false);
  const [marked, setMarked] = useState(-1);
  const hints = isDismissed ? [] : hintsFor(draft, me, people, places);
  const change = (text: string) => {
    setIsDismissed(false);
    setMarked(-1);
    onDraft(text);
  };
  const choose = (hint: Hint) => {
    change(hint.text);
    // After a sign or a space, more may be meant.
    if (!/[@#\s]$/.test(hint.text)) setIsDismissed(true);
    onChosen();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const hint = hints[marked] ?? (event.key === 'Tab' && !event.shiftKey ? hints[0] : undefined);
    if (step && hints.length > 0) setMarked((before) => (before + step + hints.length) % hints.length);
    else if (event.key === 'Escape' && hints.length > 0) setIsDismissed(true);
    else if ((event.key === 'Enter' || event.key === 'Tab') && hint) choose(hint);
    else return;
    event.preventDefault();
  };
  return { hints, marked, change, choose, onKeyDown };
}

interface ListProps {
  readonly id: string;
  readonly hints: readonly Hint[];
  readonly marked: number;
  readonly onChoose: (hint: Hint) => void;
}

function HintList({ id, hints, marked, onChoose }: ListProps) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children[marked]?.scrollIntoView({ block: 'nearest' });
  }, [marked]);
  return (
    <div
      id={id}
      ref={list}
      role="listbox"
      aria-label="What you might mean"
      className="hints"
      hidden={hints.length === 0}
    >
      {hints.map((hint, index) => (
        // The field keeps the focus; its arrow keys and Enter choose.
        // biome-ignore lint/a11y/useFocusableInteractive: see above
        // biome-ignore lint/a11y/useKeyWithClickEvents: see above
        <div
          key={hint.label}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === marked}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onChoose(hint)}
        >
          <code>{hint.label}</code> <span>{hint.about}</span>
        </div>
      ))}
    </div>
  );
}
