import { z } from 'zod';
import type { PostOutcome } from '../../src/core/delivery.ts';
import { type Instant, plus } from '../../src/time/zoned.ts';

/** The request never left this machine, so nothing was carried out. */
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);
const RETRY_SECONDS = 30;
const LONGEST_RETRY_SECONDS = 3_600;

const signIn =
  'Microsoft refuses Hallway’s own credentials. Make a new client secret in the Azure portal and set MicrosoftAppPassword.';
const CURES: Readonly<Record<string, string>> = {
  BotNotInConversationRoster: 'Add Hallway to the team, or to this person’s apps; the next message goes there again.',
  ConversationBlockedByUser: 'They blocked Hallway in Teams, or removed it. They can add it again themselves.',
  MessageWritesBlocked: 'They blocked Hallway in Teams, or removed it. They can add it again themselves.',
  ForbiddenOperationException: 'Add Hallway to the team, or to this person’s apps; the next message goes there again.',
  BotDisabledByAdmin: 'The app is blocked for this tenant. Allow it in the Teams admin centre under Manage apps.',
  InvalidBotApiHost: 'The bot belongs to another cloud than the tenant. Register it in the tenant’s own cloud.',
  NotEnoughPermissions: 'Upload the app package again (hallway manifest teams), which asks for what it needs.',
  BotNotRegistered: 'No bot is registered under MicrosoftAppId. Look at the Azure Bot’s configuration.',
  ConversationNotFound: 'The channel or chat is gone. Set the program up in another one.',
  MessageSizeTooBig: 'The message is larger than Teams takes. Please tell whoever looks after Hallway.',
  sign_in_refused: signIn,
};

const rest = z.object({ statusCode: z.number(), response: z.unknown(), details: z.unknown() }).partial();
const problem = z.object({ error: z.looseObject({ code: z.string().optional(), subCode: z.string().optional() }) });

/** What Teams or Azure said about a request it did not carry out. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly retrySeconds: number | undefined;
}

/** The refusal in an error of the connector; undefined where there was no answer. */
export function refusalOf(error: unknown): Refusal | undefined {
  const parsed = rest.safeParse(error);
  if (!parsed.success || parsed.data.statusCode === undefined) return undefined;
  const { statusCode: status, details, response } = parsed.data;
  const said = problem.safeParse(details ?? bodyOf(response));
  const code = said.data?.error.subCode ?? said.data?.error.code ?? `http_${status}`;
  return { status, code, retrySeconds: retryAfter(response) };
}

/** What an error of one call proves about it. `unknown` where the call may have been carried out. */
export function outcomeOf(error: unknown, now: Instant): Exclude<PostOutcome, { kind: 'posted' }> {
  const refusal = refusalOf(error);
  if (refusal) return fromRefusal(refusal, now);
  if (isSignInProblem(error)) return refused('sign_in_refused');
  if (isSignIn(error) || NEVER_SENT.has(codeOf(error))) return laterBy(now, RETRY_SECONDS);
  return { kind: 'unknown' };
}

/** Whether Azure refuses Hallway's own credentials. */
export const isSignInProblem = (error: unknown): boolean =>
  isSignIn(error) && /invalid_client|unauthorized_client|invalid_grant|AADSTS7\d{5}/.test(signInCode(error));

function fromRefusal({ status, code, retrySeconds }: Refusal, now: Instant): Exclude<PostOutcome, { kind: 'posted' }> {
  if (status === 429 || status === 412) return laterBy(now, retrySeconds ?? RETRY_SECONDS);
  if (status === 408 || status >= 500) return { kind: 'unknown' };
  return refused(code);
}

function refused(reason: string): PostOutcome & { kind: 'refused' } {
  const cure = CURES[reason];
  return { kind: 'refused', reason, ...(cure !== undefined && { cure }) };
}

const laterBy = (now: Instant, seconds: number) => ({
  kind: 'later' as const,
  at: plus(now, { seconds: Math.min(Math.max(1, Math.ceil(seconds)), LONGEST_RETRY_SECONDS) }),
});

/** An error of the sign-in at Azure, which comes before any request to Teams. */
const isSignIn = (error: unknown): boolean => signInCode(error) !== '';

function signInCode(error: unknown): string {
  if (!(error instanceof Error) || !('errorCode' in error)) return '';
  return `${String(error.errorCode)} ${error.message}`;
}

function codeOf(error: unknown): string {
  for (let one = error; one instanceof Error; one = one.cause) {
    const inner: unknown = one instanceof AggregateError ? one.errors[0] : one;
    if (inner instanceof Error && 'code' in inner && /^(E[A-Z_]+|UND_)/.test(String(inner.code)))
      return String(inner.code);
  }
  return '';
}

function bodyOf(response: unknown): unknown {
  const text = z.object({ bodyAsText: z.string() }).safeParse(response).data?.bodyAsText;
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function retryAfter(response: unknown): number | undefined {
  const headers = z.object({ headers: z.object({ get: z.function() }).loose() }).safeParse(response).data?.headers as
    | { get(name: string): string | undefined }
    | undefined;
  const seconds = Number(headers?.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined;
}
