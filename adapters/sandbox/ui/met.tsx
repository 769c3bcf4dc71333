import { useEffect, useState } from 'react';
import type { WireMatrix, WireMet } from '../wire.ts';
import { api } from './api.ts';
import { findingOf, percent, repeatsOf } from './met-words.ts';

interface Props {
  /** The sandbox's time: another one may have brought another round. */
  readonly now: string;
  readonly onFail: (cause: unknown) => void;
}

/** Who has been introduced to whom so far, beside what a shuffle would have made of the same rounds. */
export function Met({ now, onFail }: Props) {
  const [met, setMet] = useState<WireMet>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: see `now`
  useEffect(() => {
    api.met().then(setMet, onFail);
  }, [now, onFail]);
  return (
    <>
      <div className="place-bar">
        <div>
          <h1>Who has met whom</h1>
          <p>Everybody who took part, over all programs</p>
        </div>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard */}
      <section className="messages met" aria-label="Who has met whom" tabIndex={0}>
        {met && (met.rounds === 0 ? <NoRounds /> : <Rounds met={met} />)}
      </section>
    </>
  );
}

function NoRounds() {
  return (
    <div className="welcome">
      <img src="/icon.svg" alt="" />
      <h3>Nobody has been introduced yet</h3>
      <p>After the first round, each pair that was put together gets a square here. Play a year and watch it fill.</p>
    </div>
  );
}

function Rounds({ met }: { met: WireMet }) {
  const { names, hallway, shuffle } = met;
  return (
    <>
      <h2 className="finding" aria-live="polite">
        {findingOf(met)}
      </h2>
      <div className="matrices">
        <Matrix title="Hallway" names={names} matrix={hallway} />
        <Matrix title="A shuffle of the same rounds" names={names} matrix={shuffle} />
      </div>
      <p className="legend">
        <span data-times="0" /> not yet <span data-times="1" /> once <span data-times="2">2</span> twice{' '}
        <span data-times="3">3</span> three times or more
      </p>
      <p className="intro">
        A square is an introduction; one that became &ldquo;not this time&rdquo; does not count. Only the sandbox shows
        this. At work people see their own.
      </p>
    </>
  );
}

interface MatrixProps {
  readonly title: string;
  readonly names: readonly string[];
  readonly matrix: WireMatrix;
}

function Matrix({ title, names, matrix }: MatrixProps) {
  const words = `${title}: ${percent(matrix.share)} of pairs introduced, ${repeatsOf(matrix)}`;
  return (
    <figure>
      <figcaption>
        <b>{title}</b>
        <span>
          {percent(matrix.share)} of pairs, {repeatsOf(matrix)}
        </span>
      </figcaption>
      <div
        className="matrix"
        role="img"
        aria-label={`${words}.`}
        style={{ gridTemplateColumns: columns(names.length) }}
      >
        {names.map((name, row) => (
          <Row key={name} name={name} row={row} times={matrix.times[row] ?? []} />
        ))}
      </div>
    </figure>
  );
}

const columns = (people: number) => `minmax(0, 7.5rem) repeat(${people}, minmax(0, 1fr))`;

function Row({ name, row, times }: { name: string; row: number; times: readonly number[] }) {
  return (
    <>
      <span className="name">{name}</span>
      {times.map((count, column) => (
        // Rows and columns stand in the same order and have no other name.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <i key={column} data-times={column === row ? 'self' : Math.min(count, 3)}>
          {count > 1 ? count : ''}
        </i>
      ))}
    </>
  );
}
