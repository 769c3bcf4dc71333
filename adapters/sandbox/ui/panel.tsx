import { useState } from 'react';
import type { WireClock, WireProgress, WireUpcoming } from '../wire.ts';
import { Icon } from './icons.tsx';
import { Timeline } from './timeline.tsx';
import type { ClockControl } from './use-clock.ts';

interface Props {
  readonly clock: WireClock;
  readonly control: ClockControl;
  readonly upcoming: readonly WireUpcoming[];
}

const steps = [
  { label: '+1 hour', by: 'PT1H', isLong: false },
  { label: '+1 day', by: 'P1D', isLong: false },
  { label: '+1 week', by: 'P1W', isLong: true },
  { label: '+1 year', by: 'P1Y', isLong: true },
] as const;
const LONG_MS = 7 * 24 * 3_600_000;

/** The clock one can move, and what is coming. */
export function Panel({ clock, control, upcoming }: Props) {
  const { isMoving, progress, pausedOnTheWayTo, move, pause } = control;
  const [areAnswering, setAreAnswering] = useState(true);
  return (
    <aside className="panel" aria-label="Clock and plans">
      <section aria-labelledby="clock-title">
        <h2 id="clock-title">The clock</h2>
        <p className="now">
          <time dateTime={clock.local}>{clock.time}</time>
          <span>
            <b>
              {clock.day} {clock.year}
            </b>
            <small>in {clock.city}</small>
            <small>{clock.utc} UTC</small>
          </span>
        </p>
        {isMoving ? (
          <Moving progress={progress} onPause={pause} />
        ) : (
          <>
            {pausedOnTheWayTo && (
              <button
                type="button"
                className="wide primary"
                onClick={() => void move({ to: pausedOnTheWayTo }, areAnswering)}
              >
                Go on playing
              </button>
            )}
            <button type="button" className="wide primary" onClick={() => void move({ next: true })}>
              <Icon name="next" /> Next event
            </button>
            <div className="steps">
              {steps.map(({ label, by, isLong }) => (
                <button key={by} type="button" onClick={() => void move({ by }, isLong && areAnswering)}>
                  {label}
                </button>
              ))}
            </div>
            <ToDate
              key={clock.local}
              from={clock.local}
              onGo={(to) => void move({ to }, areAnswering && Date.parse(to) - Date.parse(clock.local) >= LONG_MS)}
            />
            <Answering isOn={areAnswering} onChange={setAreAnswering} />
          </>
        )}
      </section>
      <section aria-labelledby="plans-title">
        <h2 id="plans-title">Coming up</h2>
        <Timeline items={upcoming} />
      </section>
    </aside>
  );
}

function Answering({ isOn, onChange }: { isOn: boolean; onChange: (isOn: boolean) => void }) {
  return (
    <label className="answering">
      <input type="checkbox" checked={isOn} onChange={(event) => onChange(event.target.checked)} />
      <span>
        Coworkers answer by themselves
        <small>In moves of a week or more; you speak for yourself.</small>
      </span>
    </label>
  );
}

function Moving({ progress, onPause }: { progress: WireProgress | undefined; onPause: () => void }) {
  const isKnown = progress?.moving === true;
  return (
    <div className="moving">
      <progress aria-label="How far the clock has come" {...(isKnown && { value: progress.share })} />
      <p aria-live="off">{isKnown ? `${progress.day}, ${progress.time}` : 'Moving the clock'}</p>
      <button type="button" onClick={onPause}>
        <Icon name="pause" /> Pause
      </button>
    </div>
  );
}

function ToDate({ from, onGo }: { from: string; onGo: (to: string) => void }) {
  const [to, setTo] = useState(from);
  return (
    <form
      className="to-date"
      onSubmit={(event) => {
        event.preventDefault();
        onGo(to);
      }}
    >
      <input
        type="datetime-local"
        aria-label="Move the clock to"
        min={from}
        required
        value={to}
        onChange={(event) => setTo(event.target.value)}
      />
      <button type="submit" disabled={to === from}>
        Go
      </button>
    </form>
  );
}
