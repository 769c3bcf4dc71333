import { Layer } from './layer.ts';
import { StoreError } from './problems.ts';

interface Shared {
  readonly kind: 'shared';
  /** Runs on a draft; answers what to do once the draft is kept, or cannot be. */
  readonly run: (draft: Layer) => Promise<Finish>;
}
interface Alone {
  readonly kind: 'alone';
  readonly run: () => Promise<void>;
}
/** Called with nothing when the group was kept, else with the error. */
type Finish = (failure?: { readonly error: unknown }) => void;

const MOST_TOGETHER = 256;

/**
 * Work, one piece after another. Pieces that wait together are committed together: each sees what the ones before it
 * wrote, one that throws leaves nothing, and none is answered before the group is kept.
 */
export class Turns {
  readonly #waiting: (Shared | Alone)[] = [];
  readonly #commit: (draft: Layer) => Promise<void>;
  readonly #draft: () => Layer;
  #running: Promise<void> | undefined;
  #isClosed = false;

  constructor(commit: (draft: Layer) => Promise<void>, draft: () => Layer) {
    this.#commit = commit;
    this.#draft = draft;
  }

  /** Rejects with what `work` throws, or with what keeps the commit from being kept. */
  run<Answer>(work: (draft: Layer) => Answer | Promise<Answer>): Promise<Answer> {
    if (this.#isClosed) return Promise.reject(closed());
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    const run = async (group: Layer): Promise<Finish> => {
      const draft = new Layer(group);
      const outcome = await attempt(work, draft);
      if (outcome.isGood) draft.foldInto(group);
      return (failure) => {
        if (failure) reject(failure.error);
        else if (outcome.isGood) resolve(outcome.answer);
        else reject(outcome.error);
      };
    };
    this.#add({ kind: 'shared', run });
    return promise;
  }

  /** Runs `task` with no work under way. */
  alone<Answer>(task: () => Promise<Answer>): Promise<Answer> {
    const { promise, resolve } = Promise.withResolvers<Answer>();
    this.#add({
      kind: 'alone',
      run: async () => {
        const done = task();
        resolve(done);
        await done.catch(() => undefined);
      },
    });
    return promise;
  }

  /** Takes no more work; resolves when what was given is done. Tasks that run alone may still come. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#running;
  }

  #add(turn: Shared | Alone): void {
    this.#waiting.push(turn);
    this.#running ??= this.#drain();
  }

  async #drain(): Promise<void> {
    // One round of the microtask queue later, so that what is given at once is committed at once.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const group = this.#nextGroup();
      if (group.length > 0) await this.#runTogether(group);
      else await this.#nextAlone()?.run();
    }
    this.#running = undefined;
  }

  #nextGroup(): readonly Shared[] {
    const end = this.#waiting.slice(0, MOST_TOGETHER).findIndex((turn) => turn.kind === 'alone');
    const count = end < 0 ? MOST_TOGETHER : end;
    return this.#waiting.splice(0, count).filter((turn) => turn.kind === 'shared');
  }

  #nextAlone(): Alone | undefined {
    const turn = this.#waiting.shift();
    return turn?.kind === 'alone' ? turn : undefined;
  }

  async #runTogether(group: readonly Shared[]): Promise<void> {
    const draft = this.#draft();
    const finishes: Finish[] = [];
    for (const { run } of group) finishes.push(await run(draft));
    const failure = await this.#commit(draft).then(
      () => undefined,
      (error: unknown) => ({ error }),
    );
    for (const finish of finishes) finish(failure);
  }
}

type Outcome<Answer> =
  | { readonly isGood: true; readonly answer: Answer }
  | { readonly isGood: false; readonly error: unknown };

async function attempt<Answer>(
  work: (draft: Layer) => Answer | Promise<Answer>,
  draft: Layer,
): Promise<Outcome<Answer>> {
  try {
    return { isGood: true, answer: await work(draft) };
  } catch (error) {
    return { isGood: false, error };
  }
}

const closed = () => new StoreError('closed', 'the store is closed');
