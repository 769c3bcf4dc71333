import { createHash } from 'node:crypto';
import { nativeId } from '../../src/core/ids.ts';
import { type Instant, plus } from '../../src/time/zoned.ts';
import { placeId } from './places.ts';
import type { Receiver } from './receive.ts';
import type { StoredMessage } from './records.ts';
import { Refusal } from './refusal.ts';
import { placedButtons } from './render.ts';
import type { SandboxState } from './state.ts';

/** What people do with a card that has the button `on`: how many press what, and within how many hours. */
interface Habit {
  readonly on: string;
  readonly shares: Readonly<Record<string, number>>;
  readonly hours: readonly [from: number, to: number];
}

/** The rest of a hundred per cent says nothing, as people do. The first habit that fits a card is the one. */
const habits: readonly Habit[] = [
  { on: 'Stay', shares: { Stay: 0.75, 'Leave me out': 0.05 }, hours: [1, 6] },
  {
    on: "It's in the diary",
    shares: { 'We did': 0.4, "It's in the diary": 0.25, 'Not this time': 0.1 },
    hours: [1, 5],
  },
  { on: 'We did', shares: { 'We did': 0.6, 'Not this time': 0.15 }, hours: [1, 5] },
  { on: 'We met', shares: { 'We met': 0.3, 'Not this time': 0.05 }, hours: [3, 30] },
  { on: 'Sounds good', shares: { 'Sounds good': 0.6 }, hours: [1, 4] },
  { on: 'Count me in', shares: { 'Count me in': 0.8 }, hours: [1, 4] },
];
const LONGEST_HOURS = Math.max(...habits.map(({ hours }) => hours[1]));

interface Answer {
  readonly at: Instant;
  readonly person: string;
  readonly card: number;
  readonly label: string;
}

/**
 * Simulated people who press the buttons of their cards some hours later, each as the same draw says every time;
 * never the one whom the person at the page is.
 */
export class Coworkers {
  readonly #state: SandboxState;
  readonly #receiver: Receiver;
  readonly #except: string | undefined;
  #seen = 0;
  #planned: readonly Answer[] = [];

  constructor(state: SandboxState, receiver: Receiver, except: string | undefined) {
    this.#state = state;
    this.#receiver = receiver;
    this.#except = except;
  }

  /** Begins after an instant: cards of the hours before it may still be answered. */
  look(from: Instant): void {
    const oldest = plus(from, { hours: -LONGEST_HOURS });
    this.#seen = this.#state.lastSeq;
    while (this.#seen > 0 && (this.#state.message(this.#seen)?.at ?? from) >= oldest) this.#seen -= 1;
    this.#plan();
    this.#planned = this.#planned.filter(({ at }) => at > from);
  }

  /** When the next of them answers; undefined while nobody means to. */
  nextInstant(): Instant | undefined {
    this.#plan();
    return this.#planned[0]?.at;
  }

  /** Those whose time has come by the clock press their buttons, one after the other. */
  async answer(): Promise<void> {
    const { now } = this.#state;
    const due = this.#planned.filter(({ at }) => at <= now);
    this.#planned = this.#planned.filter(({ at }) => at > now);
    for (const each of due) await this.#press(each);
  }

  #plan(): void {
    const last = this.#state.lastSeq;
    if (last <= this.#seen) return;
    const fresh: Answer[] = [];
    for (let seq = this.#seen + 1; seq <= last; seq += 1) {
      const card = this.#state.message(seq);
      if (card) fresh.push(...answersTo(card, this.#except));
    }
    this.#seen = last;
    this.#planned = [...this.#planned, ...fresh].sort((a, b) => a.at - b.at || a.card - b.card);
  }

  async #press({ person, card, label }: Answer): Promise<void> {
    const { message } = this.#state.message(card) ?? {};
    const found = message && placedButtons(message).find(({ button }) => button.label === label);
    if (!found) return;
    try {
      await this.#receiver.press(person, `m${card}`, found.id);
    } catch (cause) {
      // Somebody else was quicker, and the card is another now; or the person has left.
      if (!(cause instanceof Refusal)) throw cause;
    }
  }
}

function answersTo(card: StoredMessage, except: string | undefined): readonly Answer[] {
  if (card.from !== 'hallway' || card.onlyFor !== undefined || !card.message) return [];
  const labels = new Set(placedButtons(card.message).map(({ button }) => button.label));
  const habit = habits.find(({ on }) => labels.has(on));
  if (!habit) return [];
  return readersOf(card)
    .filter((person) => person !== except)
    .flatMap((person) => {
      const key = `${placeId(card.place)} ${card.at} ${person}`;
      const label = choose(habit.shares, draw(`what ${key}`));
      const [from, to] = habit.hours;
      const minutes = Math.round((from + (to - from) * draw(`when ${key}`)) * 60);
      return label === undefined ? [] : [{ at: plus(card.at, { minutes }), person, card: card.seq, label }];
    });
}

// In a channel nobody in particular is asked.
function readersOf({ place }: StoredMessage): readonly string[] {
  if (place.kind === 'personal') return [nativeId(place.account)];
  return place.kind === 'group' ? place.accounts.map(nativeId) : [];
}

function choose(shares: Habit['shares'], drawn: number): string | undefined {
  let sum = 0;
  return Object.entries(shares).find(([, share]) => {
    sum += share;
    return drawn < sum;
  })?.[0];
}

const SIX_BYTES = 2 ** 48;
const draw = (key: string): number => createHash('sha256').update(key).digest().readUIntBE(0, 6) / SIX_BYTES;
