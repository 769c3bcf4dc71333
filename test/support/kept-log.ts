import type { Log } from '../../src/ports/log.ts';

/** Keeps every line, so that a test can look for what must not be in one. */
export class KeptLog implements Log {
  readonly lines: string[] = [];
  child = () => this;
  debug = (event: string, fields = {}) => this.#keep('debug', event, fields);
  info = (event: string, fields = {}) => this.#keep('info', event, fields);
  warn = (event: string, fields = {}) => this.#keep('warn', event, fields);
  error = (event: string, fields = {}, cause?: unknown) =>
    this.#keep('error', event, { ...fields, cause: String(cause) });

  #keep(level: string, event: string, fields: object): void {
    this.lines.push(JSON.stringify({ level, event, ...fields }));
  }
}
