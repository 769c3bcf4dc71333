import type { FormValues } from '../../../src/core/form.ts';
import type { AccountId } from '../../../src/core/ids.ts';
import type { Interaction } from '../../../src/core/interaction.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import type { Reply } from '../../../src/core/reply.ts';
import { type Instant, instant } from '../../../src/time/zoned.ts';
import { buttonsOf } from '../reading.ts';
import { accountOf, general, type Trace, workspace } from './workspace-file.ts';

/** What a person does, and what the store says for ever once they have been answered. */
export interface Act {
  readonly at: Instant;
  readonly leaves: string;
  readonly play: (stage: Stage) => Promise<void>;
}

/** Where an act is played. Events keep their ids when the act is played again after a crash, as a platform's retries do. */
export interface Stage {
  readonly traces: () => readonly Trace[];
  readonly types: (event: string, who: AccountId, text: string) => Promise<Reply>;
  readonly presses: (event: string, who: AccountId, verb: string, args: JsonObject) => Promise<Reply>;
  readonly submits: (
    event: string,
    who: AccountId,
    verb: string,
    args: JsonObject,
    values: FormValues,
  ) => Promise<Reply>;
}

/** What is played, and how far it goes in the template that all runs are copies of. */
export interface Story {
  readonly acts: readonly Act[];
  readonly eve: Instant;
}

export const admin = accountOf('p01');

/** From the command to the question half way: the acts of a round's life. */
const acts: readonly Act[] = [
  {
    at: instant('2026-11-24T09:00:00Z'),
    leaves: 'Coffee in #general: every week on Tuesday at 10:00, UTC',
    play: async ({ types, presses }) => {
      const card = await types('typed', admin, 'coffee every week on tuesday at 10:00');
      const start = card.message && buttonsOf(card.message).find(({ label }) => label === 'Start');
      // Without the button the program runs already: the act was answered, and the answer lost.
      if (start) await presses('started', admin, start.verb, start.args);
    },
  },
  {
    at: instant('2026-12-01T09:59:00Z'),
    leaves: 'Coffee in #general: people of different teams where possible',
    play: async ({ types }) => void (await types('across', admin, 'coffee across team --yes')),
  },
  {
    at: instant('2026-12-01T10:05:00Z'),
    leaves: 'group 0000: notThisTime',
    play: (stage) => answerIntro(stage, '0000', 'coffee.skip'),
  },
  {
    at: instant('2026-12-01T10:05:30Z'),
    leaves: 'group 0003: met',
    play: async (stage) => {
      for (const group of ['0001', '0002', '0003']) await answerIntro(stage, group, 'coffee.met');
    },
  },
  {
    at: instant('2026-12-01T10:06:00Z'),
    leaves: 'Closed days: 24 Dec 2026',
    play: async ({ types }) => void (await types('closed', admin, 'settings closed 24 dec --yes')),
  },
  {
    at: instant('2026-12-04T17:00:00Z'),
    leaves: 'group 0004: met',
    play: (stage) => answerIntro(stage, '0004', 'coffee.met'),
  },
];

/** A round of coffee; on its eve everybody has been welcomed. */
export const roundStory: Story = { acts, eve: instant('2026-12-01T09:00:00Z') };

async function answerIntro({ traces, presses }: Stage, group: string, verb: string): Promise<void> {
  const intro = traces().find((one) => one.kind === 'posted' && one.key.includes(`/${group}/intro`));
  if (intro?.kind !== 'posted') throw new Error(`nobody was introduced in group ${group}`);
  const [who] = intro.accounts;
  if (who)
    await presses(`${verb} ${group}`, who, verb, { v: 1, group: intro.key.slice('coffee/'.length).split('/intro')[0] });
}

/** The envelope of what somebody does in #general. */
export const envelope = (id: string, account: AccountId, at: Instant): Omit<Interaction, 'kind'> => ({
  id,
  workspace,
  actor: { account, name: account },
  place: { kind: 'channel', workspace, channel: general },
  at,
});
