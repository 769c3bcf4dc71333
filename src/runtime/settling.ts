import type { Interaction, WorkspaceEvent } from '../core/interaction.ts';
import type { Reply } from '../core/reply.ts';
import type { Log } from '../ports/log.ts';

/** The bot as a platform's adapter meets it. */
export interface Bot {
  handle(interaction: Interaction): Promise<Reply>;
  observe(event: WorkspaceEvent): Promise<void>;
}

/** One app's settles, one at a time, and other work that must not meet one. */
export interface Settling {
  /** Does what is due; asking while one runs gets one more after it, however many ask. */
  settle(): Promise<void>;
  /** Runs work while nothing settles. */
  alone<Answer>(work: () => Promise<Answer>): Promise<Answer>;
}

/** Puts an app's settles in a line. One that fails is told to whoever asked, and the next one runs all the same. */
export function settling(app: { settle(): Promise<void> }): Settling {
  let last: Promise<unknown> = Promise.resolve();
  let waiting: Promise<void> | undefined;
  const alone = <Answer>(work: () => Promise<Answer>): Promise<Answer> => {
    const done = last.then(work);
    last = done.catch(() => undefined);
    return done;
  };
  const settle = () => {
    waiting ??= alone(() => {
      // What is asked from here on may have come too late for this one.
      waiting = undefined;
      return app.settle();
    });
    return waiting;
  };
  return { settle, alone };
}

/** The bot in real time: the reply goes at once, and right after it the person's home and what the deed owes to others. */
export function inRealTime(app: Bot & { showHomes(): void }, { settle }: Settling, log: Log): Bot {
  const settleSoon = () => {
    app.showHomes();
    void settle().catch((cause) => log.error('settle.failed', {}, cause));
  };
  return {
    handle: (interaction) => app.handle(interaction).finally(settleSoon),
    observe: (event) => app.observe(event).finally(settleSoon),
  };
}
