import { webApi } from '@slack/bolt';
import type { PostOutcome } from '../../src/core/delivery.ts';
import { type Instant, plus } from '../../src/time/zoned.ts';

/** Answers that leave open whether the call was carried out. */
const UNCERTAIN = new Set([
  'fatal_error',
  'internal_error',
  'request_timeout',
  'service_unavailable',
  'team_added_to_org',
]);
/** The request never left this machine, so nothing was carried out. */
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);
const TOKEN_PROBLEMS = new Set([
  'token_revoked',
  'invalid_auth',
  'not_authed',
  'token_expired',
  'account_inactive',
  'not_in_workspace',
]);
const RETRY_SECONDS = 30;

const reinstall = 'Hallway’s token no longer works. Install the app again in Slack, and give Hallway the new token.';
const CURES: Readonly<Record<string, string>> = {
  not_in_channel: 'Type /invite @Hallway in the channel; the next message goes there again.',
  channel_not_found: 'Type /invite @Hallway in the channel; the next message goes there again.',
  is_archived: 'The channel is archived. Set the program up in another one.',
  cannot_dm_bot: 'This is an app, not a coworker; the next sync of the directory leaves it out.',
  user_disabled: 'The account is deactivated; the next sync of the directory leaves it out.',
  user_not_found: 'The account is gone; the next sync of the directory leaves it out.',
  user_not_visible: 'This person cannot be reached by Hallway. They may be a guest of other channels.',
  missing_scope:
    'Install the app again from the manifest (hallway manifest slack), which asks for every scope it needs.',
  restricted_action: 'A setting of the workspace keeps apps from posting there. A workspace admin can allow it.',
};

/** Whether an error says that the token itself is refused. */
export const isTokenProblem = (error: unknown): boolean => TOKEN_PROBLEMS.has(codeOf(error) ?? '');

/** Slack's own word for what went wrong, if it said one. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof webApi.WebAPIPlatformError ? error.data.error : undefined;
}

/** What an error of one call proves about it. `unknown` where the call may have been carried out. */
export function outcomeOf(error: unknown, now: Instant): Exclude<PostOutcome, { kind: 'posted' }> {
  if (error instanceof webApi.WebAPIRateLimitedError) return laterBy(now, error.retryAfter);
  if (error instanceof webApi.WebAPIPlatformError) return platformOutcome(error, now);
  if (error instanceof webApi.WebAPIHTTPError) {
    const { statusCode } = error;
    return statusCode === 408 || statusCode >= 500 ? { kind: 'unknown' } : refused(`http_${statusCode}`);
  }
  return NEVER_SENT.has(causeOf(error)) ? laterBy(now, RETRY_SECONDS) : { kind: 'unknown' };
}

function platformOutcome({ data }: webApi.WebAPIPlatformError, now: Instant): Exclude<PostOutcome, { kind: 'posted' }> {
  if (data.error === 'ratelimited') return laterBy(now, data.response_metadata?.retryAfter ?? RETRY_SECONDS);
  return UNCERTAIN.has(data.error) ? { kind: 'unknown' } : refused(data.error);
}

function refused(reason: string): PostOutcome & { kind: 'refused' } {
  if (TOKEN_PROBLEMS.has(reason)) return { kind: 'refused', reason, cure: reinstall, isForAll: true };
  const cure = CURES[reason];
  const isForAll = reason === 'missing_scope';
  return { kind: 'refused', reason, ...(cure !== undefined && { cure }), ...(isForAll && { isForAll }) };
}

const laterBy = (now: Instant, seconds: number) => ({ kind: 'later' as const, at: plus(now, { seconds }) });

/** The system's word for a failed request; of several addresses tried, the first one's. */
function causeOf(error: unknown): string {
  for (let one = error; one instanceof Error; one = one.cause) {
    const inner: unknown = one instanceof AggregateError ? one.errors[0] : one;
    if (inner instanceof Error && 'code' in inner && /^(E[A-Z_]+|UND_)/.test(String(inner.code)))
      return String(inner.code);
  }
  return '';
}
