import type { WireClock } from '../wire.ts';
import { Icon } from './icons.tsx';
import { type LookName, nameOf } from './use-look.ts';

/** On a narrow screen one of the three columns shows at a time. */
export type ViewName = 'chats' | 'talk' | 'clock';

interface TopProps {
  readonly clock: WireClock;
  readonly isPanelOpen: boolean;
  readonly onPanel: () => void;
  readonly onView: (view: ViewName) => void;
  readonly look: LookName;
  readonly onLook: (name: LookName) => void;
}

/** Says what this is, and what time it is here; the time opens and closes the clock. */
export function TopBar({ clock, isPanelOpen, onPanel, onView, look, onLook }: TopProps) {
  return (
    <header className="top-bar">
      <p>
        <b>Sandbox</b>
        <span>: nothing here leaves this computer</span>
      </p>
      <label className="look">
        <span>Drawn as in</span>
        <select aria-label="Drawn as in" value={look} onChange={({ target }) => onLook(nameOf(target.value))}>
          {looks.map(({ name, label }) => (
            <option key={name} value={name}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <button
        type="button"
        aria-expanded={isPanelOpen}
        aria-label={`Clock and plans. It is ${clock.day}, ${clock.time} in ${clock.city}`}
        onClick={() => {
          onPanel();
          onView('clock');
        }}
      >
        <Icon name="clock" /> {clock.day}, {clock.time}
      </button>
    </header>
  );
}

const looks = [
  { name: 'hallway', label: 'Sandbox' },
  { name: 'slack', label: 'Slack' },
  { name: 'teams', label: 'Teams' },
] as const satisfies readonly { name: LookName; label: string }[];

const views = [
  { name: 'chats', label: 'Chats', icon: 'chats' },
  { name: 'talk', label: 'Conversation', icon: 'send' },
  { name: 'clock', label: 'Clock', icon: 'clock' },
] as const;

/** The way between the columns on a phone. */
export function BottomBar({ view, onView }: { readonly view: ViewName; readonly onView: (view: ViewName) => void }) {
  return (
    <nav className="bottom-bar" aria-label="Columns">
      {views.map(({ name, label, icon }) => (
        <button key={name} type="button" aria-current={view === name ? 'page' : undefined} onClick={() => onView(name)}>
          <Icon name={icon} />
          {label}
        </button>
      ))}
    </nav>
  );
}

/** A line that comes and goes, read out at once. */
export function Notices({ words }: { readonly words: string | undefined }) {
  return (
    <div className="notices" role="alert">
      {words && <p>{words}</p>}
    </div>
  );
}
