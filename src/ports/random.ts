/** Draws that are the same for the same key. */
export interface Random {
  /** A text for seeding a whole computation, such as a round. */
  seed(key: string): string;
  /** A number in [0, 1). */
  draw(key: string): number;
  /** An id nobody can guess, for tokens and records; not repeatable. */
  id(): string;
}
