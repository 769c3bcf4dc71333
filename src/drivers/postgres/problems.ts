/** Why PostgreSQL cannot do what was asked; the message names the cure, and never the password. */
export class PostgresError extends Error {
  override readonly name = 'PostgresError';
  readonly kind: 'away' | 'refused' | 'unwritable' | 'full' | 'newer' | 'closed' | 'failed';

  constructor(kind: PostgresError['kind'], message: string, cause?: unknown) {
    super(message, { cause });
    this.kind = kind;
  }
}

/** Turns an error of pg into ours; one that is ours already, or not of the database, stays as it is. */
export function problemOf(error: unknown, where: string): unknown {
  const cure = curesByCode[codeOf(error) ?? ''] ?? curesByCode[(codeOf(error) ?? '').slice(0, 2)];
  if (cure) return new PostgresError(cure[0], `PostgreSQL at ${where} ${cure[1]}`, error);
  return isLost(error) ? new PostgresError('away', `PostgreSQL at ${where} ${AWAY}`, error) : error;
}

/** The connection broke or could not be made: what was asked may or may not have been done. */
export function isLost(error: unknown): boolean {
  if (error instanceof PostgresError) return error.kind === 'away';
  const code = codeOf(error) ?? '';
  if (/^(57P0[123]|08...|53300|E[A-Z]+)$/.test(code)) return true;
  return error instanceof Error && LOST_WORDS.test(error.message);
}

/** A transaction that failed so was rolled back for its neighbours' sake and may simply run again. */
export function isCrowded(error: unknown): boolean {
  return ['40001', '40P01', '55P03'].includes(codeOf(error) ?? '');
}

/** The SQLSTATE or the system's code of an error, if it has one. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** pg gives these no code. */
const LOST_WORDS = /connection terminated|connection error|timeout exceeded when trying to connect|query read timeout/i;

const AWAY =
  'does not answer. Check that it runs and that DATABASE_URL names its host and port; Hallway goes on by itself once it is back';
const FULL =
  'has no space left. This change was not kept, all earlier ones are. Free some space there; Hallway goes on by itself';

/** By SQLSTATE or its class. */
const curesByCode: Readonly<Record<string, readonly [PostgresError['kind'], string]>> = {
  '28': ['refused', 'refuses this user or password. Correct both in DATABASE_URL'],
  '3D000': ['refused', 'has no database of that name. Make it (createdb), or correct the name in DATABASE_URL'],
  '42501': ['refused', 'does not let this user do that. Let it own the database, or the schema "hallway" in it'],
  '25006': [
    'unwritable',
    'only lets this user read; it may be a standby. Name the primary server in DATABASE_URL. Nothing was lost',
  ],
  '53100': ['full', FULL],
  '53300': ['away', 'has no connection left. Raise its max_connections, or run fewer replicas; Hallway tries again'],
};
