/** Counts for the closing lines of a run. */
export class Figures {
  readonly #weeks = new Map<string, number>();
  readonly #rounds = new Set<string>();
  readonly #meetings: string[] = [];
  readonly #done = new Map<string, number>();
  #intros = 0;

  /** An unasked message to a person in the week of that Monday. */
  unasked(person: string, monday: string): void {
    add(this.#weeks, `${person} ${monday}`);
  }

  /** An introduction in a round, with the pairs it makes. */
  introduced(round: string, pairs: readonly string[]): void {
    this.#rounds.add(round);
    this.#intros += 1;
    this.#meetings.push(...pairs);
  }

  /** Something the monkey did. */
  did(what: string): void {
    add(this.#done, what);
  }

  /** What was counted, over so many people and days. */
  lines(people: number, days: number): readonly string[] {
    const weeks = [...this.#weeks.values()];
    const unasked = weeks.reduce((sum, count) => sum + count, 0);
    const repeats = this.#meetings.length - new Set(this.#meetings).size;
    const done = [...this.#done].sort((a, b) => b[1] - a[1]).map(([what, count]) => `${what} ${count}`);
    return [
      `unasked messages per person and week: ${(unasked / people / (days / 7)).toFixed(2)}, at most ${Math.max(0, ...weeks)}`,
      `${this.#rounds.size} rounds, ${this.#intros} intros, ${this.#meetings.length} meetings, ${repeats} of them repeat a pair`,
      `done: ${done.join(', ')}`,
    ];
  }
}

const add = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
