/** Something the person can mend: its message reaches them as it stands, and nothing of what they tried is kept. */
export class UserError extends Error {
  override readonly name = 'UserError';
}

/** The same, where the card that was pressed has had its time: the words take its place, so that no button is left on it. */
export class SpentError extends UserError {}
