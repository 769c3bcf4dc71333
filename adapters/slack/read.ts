import { randomUUID } from 'node:crypto';
import type { webApi } from '@slack/bolt';
import type { Clock } from '../../src/ports/clock.ts';
import type { Wait } from '../../src/ports/wait.ts';
import { outcomeOf } from './errors.ts';
import type { PacedCall, SlackPace } from './pace.ts';
import type { Tenant } from './tenants.ts';

const MOST_TRIES = 5;
const FIRST_WAIT_MS = 500;

/** What reading needs. */
export interface ReadingParts {
  readonly pace: SlackPace;
  readonly wait: Wait;
  readonly clock: Clock;
}

/** One call that only reads, which may be repeated: it waits its turn, and as long as Slack asks, and tries a few times. */
export type Read = <Answer>(
  tenant: Tenant,
  call: PacedCall,
  work: (client: webApi.WebClient) => Promise<Answer>,
) => Promise<Answer>;

/** Reading at Slack's pace. Throws what Slack answered at last. */
export function slackReading({ pace, wait, clock }: ReadingParts): Read {
  const turn = async ({ workspace }: Tenant, call: PacedCall) => {
    const key = randomUUID();
    for (;;) {
      const at = await pace.claim(workspace, call, key, clock.now());
      if (at === undefined) return;
      await wait(at - clock.now());
    }
  };
  return async (tenant, call, work) => {
    for (let tries = 1; ; tries += 1) {
      await turn(tenant, call);
      try {
        return await work(tenant.client);
      } catch (error) {
        const outcome = outcomeOf(error, clock.now());
        if (outcome.kind === 'refused' || tries === MOST_TRIES) throw error;
        if (outcome.kind === 'later') await pace.hold(tenant.workspace, call, outcome.at, clock.now());
        else await wait(FIRST_WAIT_MS * 2 ** tries);
      }
    }
  };
}
