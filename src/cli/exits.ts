/** Exit codes as sysexits.h names them. */
export const exits = {
  usage: 64,
  badData: 65,
  noInput: 66,
  noUser: 67,
  software: 70,
  cannotCreate: 73,
  ioError: 74,
  tryLater: 75,
  config: 78,
} as const;

/** One of them. */
export type Exit = (typeof exits)[keyof typeof exits];

/** A command that cannot go on, told in a sentence with its cure. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly exit: Exit;

  constructor(exit: Exit, message: string) {
    super(message);
    this.exit = exit;
  }
}
