import type { Log } from '../../../../src/ports/log.ts';

/** Keeps the names of what was logged. */
export function quietLog(): Log & { readonly names: string[] } {
  const names: string[] = [];
  const note = (event: string) => void names.push(event);
  const log = { names, child: () => log, debug: note, info: note, warn: note, error: note };
  return log;
}
