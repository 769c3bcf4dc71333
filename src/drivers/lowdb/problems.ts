/** Why the embedded store cannot do what was asked; the message names the cure. */
export class StoreError extends Error {
  override readonly name: string = 'StoreError';
  readonly kind: 'damaged' | 'full' | 'unwritable' | 'in use' | 'newer' | 'failed' | 'closed' | 'read-only';

  constructor(kind: StoreError['kind'], message: string, cause?: unknown) {
    super(message, { cause });
    this.kind = kind;
  }
}

/** A file of the store does not hold what was written to it. Nothing has been overwritten. */
export class StoreDamaged extends StoreError {
  override readonly name = 'StoreDamaged';
  readonly file: string;
  readonly line: number;

  constructor(file: string, line: number, what: string) {
    super('damaged', `${file}, line ${line}: ${what}. ${RESTORE}`);
    this.file = file;
    this.line = line;
  }
}

const RESTORE =
  'Nothing was changed. Stop Hallway, keep a copy of the folder, check the disk, and restore the folder from a backup; without one, move this organisation’s folder away and it starts anew';

/** Turns an error of the file system into ours; what is ours already stays as it is. `doing` reads as in "while writing". */
export function storeError(error: unknown, doing: string, path: string): StoreError {
  if (error instanceof StoreError) return error;
  const code = codeOf(error);
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new StoreError('full', `the disk is full ${doing} ${path}. ${FREE_SPACE}`, error);
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new StoreError('unwritable', `not allowed ${doing} ${path}. ${ALLOW}`, error);
    default:
      return new StoreError('failed', `${code ?? 'an error'} ${doing} ${path}. ${CHECK_DISK}`, error);
  }
}

const FREE_SPACE =
  'This change was not kept, all earlier ones are. Free some space there; Hallway goes on by itself, no restart is needed';
const ALLOW =
  'Give the folder to the user that runs Hallway (chown -R), or set HALLWAY_DATA to one that it may write to';
const CHECK_DISK =
  'This change was not kept, all earlier ones are. Check the disk and its mount; Hallway tries again by itself';

/** The code of a node error such as `ENOSPC`, if it has one. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
