/** A key is missing, wrong or malformed, or a sealed text was changed; the message names the cure and holds no secret. */
export class SealingError extends Error {
  override readonly name = 'SealingError';
}
