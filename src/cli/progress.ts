import { SingleBar } from 'cli-progress';

const SHOWN_AFTER_MS = 2_000;

/** Tells how far something has come. */
export interface Progress {
  step(): void;
  stop(): void;
}

/** A bar on stderr for what takes over two seconds; nothing where nobody watches. */
export function progress(what: string, total: number): Progress {
  if (!process.stderr.isTTY) return { step: () => undefined, stop: () => undefined };
  const bar = new SingleBar({
    format: `${what} {bar} {value} of {total}`,
    stream: process.stderr,
    clearOnComplete: true,
  });
  let done = 0;
  const timer = setTimeout(() => bar.start(total, done), SHOWN_AFTER_MS);
  return {
    step: () => bar.update(++done),
    stop: () => {
      clearTimeout(timer);
      bar.stop();
    },
  };
}
