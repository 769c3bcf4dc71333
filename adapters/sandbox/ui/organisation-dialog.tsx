import { type DragEvent, useState } from 'react';
import type { WireError, WireImport } from '../wire.ts';
import { ApiError, api } from './api.ts';
import { Dialog } from './dialog.tsx';
import { Icon } from './icons.tsx';
import { ImportPreview } from './import-preview.tsx';

interface Props {
  readonly onDone: () => Promise<void>;
  readonly onClose: () => void;
}

/** One's own people from a CSV file, and beginning again. */
export function OrganisationDialog({ onDone, onClose }: Props) {
  const done = async () => {
    await onDone();
    onClose();
  };
  return (
    <Dialog title="People and reset" onClose={onClose}>
      <ImportPeople onDone={done} />
      <Reset onDone={done} />
    </Dialog>
  );
}

type Outcome =
  | { readonly kind: 'wrong'; readonly words: string; readonly lines: NonNullable<WireError['lines']> }
  | { readonly kind: 'ready'; readonly file: File; readonly found: WireImport };

function ImportPeople({ onDone }: { onDone: () => Promise<void> }) {
  const [outcome, setOutcome] = useState<Outcome>();
  const [isOver, setIsOver] = useState(false);
  const read = async (file: File | undefined) => {
    if (file) setOutcome(await attempt(file));
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    void read(event.dataTransfer.files[0]);
  };
  return (
    <section aria-labelledby="import-title">
      <h3 id="import-title">Bring your own people</h3>
      <p className="intro">
        A CSV file or Excel workbook (.xlsx) with the columns{' '}
        <code>id, name, email, timezone, team, manager, country, admin</code>; only id and name must be filled.{' '}
        <a href="/sandbox/people">Download the present people</a> as a sample.
      </p>
      <label
        className="drop"
        data-over={isOver}
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={drop}
      >
        <Icon name="upload" />
        <span>Drop a file here, or choose one</span>
        <input
          type="file"
          accept=".csv,.xlsx,text/csv,text/plain"
          onChange={(event) => {
            void read(event.target.files?.[0]);
            // The same file, mended, can be chosen again.
            event.target.value = '';
          }}
        />
      </label>
      <div aria-live="polite">
        {outcome?.kind === 'wrong' && <WrongLines {...outcome} />}
        {outcome?.kind === 'ready' && (
          <ImportPreview
            found={outcome.found}
            onYes={() => api.importPeople(outcome.file, true).then(onDone)}
            onNo={() => setOutcome(undefined)}
          />
        )}
      </div>
    </section>
  );
}

async function attempt(file: File): Promise<Outcome> {
  try {
    return { kind: 'ready', file, found: await api.importPeople(file, false) };
  } catch (cause) {
    const words = cause instanceof Error ? cause.message : String(cause);
    return { kind: 'wrong', words, lines: cause instanceof ApiError ? cause.lines : [] };
  }
}

function WrongLines({ words, lines }: { words: string; lines: NonNullable<WireError['lines']> }) {
  return (
    <div className="wrong">
      <p>
        <b>{words}</b>
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard */}
      <ul tabIndex={0}>
        {lines.map(({ line, error }) => (
          <li key={`${line} ${error}`}>
            <b>Line {line}</b> {error}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Reset({ onDone }: { onDone: () => Promise<void> }) {
  const [isAsked, setIsAsked] = useState(false);
  return (
    <section aria-labelledby="reset-title">
      <h3 id="reset-title">Begin again</h3>
      <p className="intro">The first people, no messages, no plans, and the clock back where it began.</p>
      {isAsked ? (
        <footer>
          <button type="button" className="quiet" onClick={() => setIsAsked(false)}>
            Keep everything
          </button>
          <button type="button" className="danger" onClick={() => void api.reset().then(onDone)}>
            Yes, forget it all
          </button>
        </footer>
      ) : (
        <button type="button" onClick={() => setIsAsked(true)}>
          Begin again
        </button>
      )}
    </section>
  );
}
