/** Facts of an event; never message text, tokens or answers. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** JSON lines: a static event name, facts in fields. */
export interface Log {
  child(fields: LogFields): Log;
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields, cause?: unknown): void;
}
