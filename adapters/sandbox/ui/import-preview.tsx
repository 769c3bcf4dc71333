import { type ReactNode, useState } from 'react';
import type { WireImport } from '../wire.ts';

const MOST_SHOWN = 12;

interface Props {
  readonly found: WireImport;
  readonly onYes: () => Promise<void>;
  readonly onNo: () => void;
}

/** What a file would change, by name and from what to what; nothing has changed yet. */
export function ImportPreview({ found, onYes, onNo }: Props) {
  const [isBusy, setIsBusy] = useState(false);
  const { joining, leaving, changing, anew } = found;
  const isSame = joining.length + leaving.length + changing.length === 0;
  return (
    <div className="ready">
      <p>
        <b>{countsOf(found)}</b>
      </p>
      {anew ? (
        <p>
          None of these people is here yet, so this begins anew: the people here now leave, and messages and plans are
          forgotten.
        </p>
      ) : (
        <>
          <Some title="New" items={joining.map((name) => ({ name, about: '' }))} />
          <Some title="Changed" items={changing.map((one) => ({ name: one.name, about: <Changes {...one} /> }))} />
          <Some title="Leave" items={leaving.map((name) => ({ name, about: '' }))} />
        </>
      )}
      <footer>
        <button type="button" className="quiet" onClick={onNo}>
          {isSame ? 'Close' : 'Not now'}
        </button>
        {!isSame && (
          <button
            type="button"
            className="primary"
            disabled={isBusy}
            onClick={() => {
              setIsBusy(true);
              void onYes();
            }}
          >
            Use these people
          </button>
        )}
      </footer>
    </div>
  );
}

/** `24 people: 2 new, 1 changed, 1 leaves`. */
function countsOf({ people, joining, leaving, changing }: WireImport): string {
  const counts = [
    joining.length > 0 && `${joining.length} new`,
    changing.length > 0 && `${changing.length} changed`,
    leaving.length > 0 && `${leaving.length} ${leaving.length === 1 ? 'leaves' : 'leave'}`,
  ].filter(Boolean);
  const all = people === 1 ? 'One person' : `${people} people`;
  return counts.length === 0 ? `${all}, all of them as they are already` : `${all}: ${counts.join(', ')}`;
}

function Changes({ changes }: WireImport['changing'][number]) {
  return changes.map(({ what, was, is }, index) => (
    <span key={what}>
      {index > 0 && '; '}
      {what} {was} → {is}
    </span>
  ));
}

interface SomeProps {
  readonly title: string;
  readonly items: readonly { readonly name: string; readonly about: ReactNode }[];
}

function Some({ title, items }: SomeProps) {
  if (items.length === 0) return null;
  const rest = items.length - MOST_SHOWN;
  return (
    <>
      <h4>{title}</h4>
      <ul>
        {items.slice(0, MOST_SHOWN).map(({ name, about }, index) => (
          // Two people may have one name.
          // biome-ignore lint/suspicious/noArrayIndexKey: the list is drawn once
          <li key={index}>
            <b>{name}</b> {about}
          </li>
        ))}
        {rest > 0 && <li>and {rest} more</li>}
      </ul>
    </>
  );
}
