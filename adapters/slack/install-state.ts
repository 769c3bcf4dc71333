import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Instant } from '../../src/time/zoned.ts';

/** How long somebody may think about an install. */
export const STATE_SECONDS = 600;

/** What goes to Slack and back with an install, and what the browser keeps to show that it began there. */
export interface InstallState {
  readonly state: string;
  readonly nonce: string;
}

/** A new state, good for ten minutes in the browser that keeps its nonce. */
export function newState(secret: string, now: Instant): InstallState {
  const nonce = randomBytes(18).toString('base64url');
  const expires = Math.floor(now / 1_000) + STATE_SECONDS;
  return { state: `${expires}.${signatureOf(secret, nonce, expires)}`, nonce };
}

/** Whether a state is ours, still good, and began in the browser that has this nonce. */
export function isStateGood(secret: string, { state, nonce }: InstallState, now: Instant): boolean {
  const [, expires, signature] = /^(\d{1,12})\.([\w-]{43})$/.exec(state) ?? [];
  if (expires === undefined || signature === undefined || Number(expires) * 1_000 < now) return false;
  return timingSafeEqual(Buffer.from(signature), Buffer.from(signatureOf(secret, nonce, Number(expires))));
}

const signatureOf = (secret: string, nonce: string, expires: number) =>
  createHmac('sha256', secret).update(`${nonce}.${expires}`).digest('base64url');
