/** Something the person can mend: its message reaches them as it stands, and nothing of what they tried is kept. */
export class UserError extends Error {
  override readonly name = 'UserError';
}
