import { onTestFinished } from 'vitest';
import { PACES } from '../../../../adapters/slack/pace.ts';
import { slackChat } from '../../../../adapters/slack/post.ts';
import { slackReading } from '../../../../adapters/slack/read.ts';
import { OneTenant } from '../../../../adapters/slack/tenants.ts';
import { accountId, channelId, workspaceId } from '../../../../src/core/ids.ts';
import { say, text } from '../../../../src/core/message.ts';
import type { Place } from '../../../../src/core/place.ts';
import { ProcessPace } from '../../../../src/drivers/process-pace.ts';
import { PlatformPace } from '../../../../src/ports/pace.ts';
import { instant, plus } from '../../../../src/time/zoned.ts';
import { FakeSlack } from '../../../support/fake-slack/server.ts';
import { type FakeUser, FakeWorkspace } from '../../../support/fake-slack/workspace.ts';
import { KeptLog } from '../../../support/kept-log.ts';

export const workspace = workspaceId('slack:T1');
export const hello = say(text`Hello there`);

export const someUsers = (count: number): FakeUser[] =>
  Array.from({ length: count }, (_, index) => ({ id: `U${index + 1}` }));
export const personal = (user: string): Place => ({ kind: 'personal', workspace, account: accountId(workspace, user) });
export const group = (...users: string[]): Place => ({
  kind: 'group',
  workspace,
  accounts: users.map((user) => accountId(workspace, user)),
});
export const inChannel = (channel: string): Place => ({
  kind: 'channel',
  workspace,
  channel: channelId(workspace, channel),
});

/** A fake Slack with one workspace, and Hallway's way of posting there, both on one clock. */
export async function openPosting(users = someUsers(9)) {
  const time = { now: instant('2026-12-01T10:00Z') };
  const home = new FakeWorkspace('T1', users);
  home.channel(
    'C1',
    'general',
    users.map(({ id }) => id),
  );
  const fake = await FakeSlack.start([home], () => time.now);
  onTestFinished(() => fake.stop());
  const log = new KeptLog();
  const tenants = new OneTenant({ token: home.token, apiUrl: fake.apiUrl, log });
  const clock = { now: () => time.now };
  const pace = new PlatformPace(new ProcessPace(), PACES);
  const waited: number[] = [];
  const wait = async (ms: number) => {
    waited.push(ms);
    time.now = plus(time.now, { seconds: ms / 1_000 });
  };
  const read = slackReading({ pace, wait, clock });
  const chat = slackChat({ tenants, pace, clock, log });
  return { time, clock, home, fake, log, tenants, chat, read, waited };
}
