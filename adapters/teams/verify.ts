import type { Activity as SdkActivity } from 'botbuilder';
import type { Log } from '../../src/ports/log.ts';
import type { Activity } from './bodies.ts';
import type { BotFramework } from './connector.ts';

/** What became of a request's token: let in, turned away, or nobody could say since the keys could not be read. */
export type Verdict = 'in' | 'out' | 'unsure';

/** Whose requests are let in. */
export interface Doorkeeper {
  judge(activity: Activity, authorization: string): Promise<Verdict>;
}

/** Only what the Bot Framework has signed for this app and this service address. */
export function signedOnly(framework: BotFramework, log: Log): Doorkeeper {
  return {
    async judge(activity, authorization) {
      try {
        const { claimsIdentity } = await framework.auth.authenticateRequest(
          activity as unknown as SdkActivity,
          authorization,
        );
        // The SDK lets tokens for emulators in as well, which need not say where they are answered.
        const [issuer, service] = [claimsIdentity.getClaimValue('iss'), claimsIdentity.getClaimValue('serviceurl')];
        if (issuer === framework.tokenIssuer && isSame(service, activity.serviceUrl)) return 'in';
        log.warn('teams.token.refused', { cause: 'claims' });
        return 'out';
      } catch (cause) {
        const isUnread = cause instanceof Error && /^(FetchError|TypeError)$/.test(cause.name);
        log.warn('teams.token.refused', { cause: cause instanceof Error ? cause.name : 'unknown' });
        return isUnread || /Failed to load openID|fetch failed/i.test(String(cause)) ? 'unsure' : 'out';
      }
    },
  };
}

/** Anybody on this machine, answered on this machine: for the playground. */
export const loopbackOnly: Doorkeeper = {
  judge: async ({ serviceUrl }) => (isLoopbackUrl(serviceUrl) ? 'in' : 'out'),
};

/** True for an address that never leaves this machine. */
export const isLoopbackUrl = (url: string): boolean => isLoopbackHost(URL.parse(url)?.hostname ?? '');

const isLoopbackHost = (host: string) => host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);

const isSame = (a: string | null, b: string) => a?.replace(/\/+$/, '') === b.replace(/\/+$/, '');
