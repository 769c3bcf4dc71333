import { onTestFinished } from 'vitest';
import { Pace } from '../../../../adapters/slack/pace.ts';
import { slackChat } from '../../../../adapters/slack/post.ts';
import { OneTenant } from '../../../../adapters/slack/tenants.ts';
import { accountId, channelId, workspaceId } from '../../../../src/core/ids.ts';
import { say, text } from '../../../../src/core/message.ts';
import type { Place } from '../../../../src/core/place.ts';
import type { Log } from '../../../../src/ports/log.ts';
import { instant } from '../../../../src/time/zoned.ts';
import { FakeSlack } from '../../../support/fake-slack/server.ts';
import { type FakeUser, FakeWorkspace } from '../../../support/fake-slack/workspace.ts';

export const workspace = workspaceId('slack:T1');
export const hello = say(text`Hello there`);

/** Keeps every line, so that a test can look for what must not be in one. */
export class KeptLog implements Log {
  readonly lines: string[] = [];
  child = () => this;
  debug = (event: string, fields = {}) => this.#keep('debug', event, fields);
  info = (event: string, fields = {}) => this.#keep('info', event, fields);
  warn = (event: string, fields = {}) => this.#keep('warn', event, fields);
  error = (event: string, fields = {}, cause?: unknown) =>
    this.#keep('error', event, { ...fields, cause: String(cause) });

  #keep(level: string, event: string, fields: object): void {
    this.lines.push(JSON.stringify({ level, event, ...fields }));
  }
}

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
  const chat = slackChat({ tenants, pace: new Pace(), clock: { now: () => time.now }, log });
  return { time, home, fake, log, tenants, chat };
}
