import { useEffect, useState } from 'react';
import type { WireMatrix, WireMet } from '../wire.ts';
import { api } from './api.ts';
import { detailsOf, findingOf, pairsIn, percent } from './met-words.ts';

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
  const hasApart = met.apart.some((row) => row.includes(true));
  return (
    <>
      <h2 className="finding" aria-live="polite">
        {findingOf(met)}
      </h2>
      <div className="matrices">
        <Matrix title="Hallway" met={met} matrix={met.hallway} />
        <Matrix title="A shuffle of the same rounds" met={met} matrix={met.shuffle} />
      </div>
      <p className="legend">
        <span data-times="0" /> not yet <span data-times="1" /> once <span data-times="2">2</span> twice{' '}
        <span data-times="3">3</span> three times or more{' '}
        {hasApart && (
          <>
            <span data-times="0" data-apart /> no shared working hour
          </>
        )}
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
  readonly met: WireMet;
  readonly matrix: WireMatrix;
}

function Matrix({ title, met, matrix }: MatrixProps) {
  const { names, apart } = met;
  const words = `${title}: ${percent(matrix.share)} of ${pairsIn(met)} introduced, ${detailsOf(matrix)}`;
  return (
    <figure>
      <figcaption>
        <b>{title}</b>
        <span>
          {percent(matrix.share)} of pairs, {detailsOf(matrix)}
        </span>
      </figcaption>
      <div
        className="matrix"
        role="img"
        aria-label={`${words}.`}
        style={{ gridTemplateColumns: columns(names.length) }}
      >
        {names.map((name, row) => (
          <Row key={name} names={names} row={row} times={matrix.times[row] ?? []} apart={apart[row] ?? []} />
        ))}
      </div>
    </figure>
  );
}

const columns = (people: number) => `min(7.5rem, 24cqw) repeat(${people}, minmax(0, 1fr))`;

interface RowProps {
  readonly names: readonly string[];
  readonly row: number;
  readonly times: readonly number[];
  readonly apart: readonly boolean[];
}

function Row({ names, row, times, apart }: RowProps) {
  return (
    <>
      <span className="name">{names[row]}</span>
      {times.map((count, column) => (
        <i
          key={names[column]}
          data-times={column === row ? 'self' : Math.min(count, 3)}
          data-apart={apart[column] || undefined}
        >
          {count > 1 ? count : ''}
        </i>
      ))}
    </>
  );
}
