/** Work under one name, one piece after another, so that what waits for a lock takes up no connection. */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>();

  run<Answer>(name: string, work: () => Promise<Answer>): Promise<Answer> {
    const answer = (this.#last.get(name) ?? Promise.resolve()).then(work);
    const done = answer
      .catch(() => undefined)
      .then(() => {
        if (this.#last.get(name) === done) this.#last.delete(name);
      });
    this.#last.set(name, done);
    return answer;
  }
}
