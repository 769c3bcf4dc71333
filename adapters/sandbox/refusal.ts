/** A request that cannot be met, with the cure in its message; answered as `{"error"}` beside the details. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: 400 | 403 | 404 | 409 | 413 | 415;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(status: Refusal['status'], message: string, details: Refusal['details'] = {}) {
    super(message);
    this.status = status;
    this.details = details;
  }
}
