import { onTestFinished } from 'vitest';
import { BotFramework } from '../../../../adapters/teams/connector.ts';
import { Conversations } from '../../../../adapters/teams/conversations.ts';
import { TeamsDirectory } from '../../../../adapters/teams/directory.ts';
import { noGraph } from '../../../../adapters/teams/graph.ts';
import { PACES } from '../../../../adapters/teams/pace.ts';
import { teamsChat } from '../../../../adapters/teams/post.ts';
import { Tenants } from '../../../../adapters/teams/tenants.ts';
import { accountId, channelId, workspaceId } from '../../../../src/core/ids.ts';
import { say, text } from '../../../../src/core/message.ts';
import type { Place } from '../../../../src/core/place.ts';
import { ProcessPace } from '../../../../src/drivers/process-pace.ts';
import { PlatformPace } from '../../../../src/ports/pace.ts';
import { referencesIn } from '../../../../src/runtime/references.ts';
import { instant } from '../../../../src/time/zoned.ts';
import { FakeTeams } from '../../../support/fake-teams/server.ts';
import { FakeTenant } from '../../../support/fake-teams/tenant.ts';
import { KeptLog } from '../../../support/kept-log.ts';
import { emptyStorePlace } from '../../../support/store.ts';

export const hello = say(text`Hello there`);

/** A fake tenant whose team holds everybody, known to Hallway, and Hallway's way of posting there, on one clock. */
export async function openPosting(count = 9) {
  const time = { now: instant('2026-12-01T10:00Z') };
  const clock = { now: () => time.now };
  const keys = Array.from({ length: count }, (_, index) => `p${index + 1}`);
  const home = new FakeTenant(
    'acme',
    keys.map((key) => ({ key })),
  );
  const team = home.team('Acme', keys);
  const fake = await FakeTeams.start([home], clock.now);
  const place = await emptyStorePlace('lowdb');
  const store = await place.open();
  onTestFinished(async () => {
    await fake.stop();
    await store.close();
    await place.remove();
  });
  const log = new KeptLog();
  const references = referencesIn(store);
  const framework = new BotFramework({ kind: 'local' });
  const tenants = new Tenants({ framework, references, clock, isAllowed: () => true });
  const conversations = new Conversations(references);
  const directory = new TeamsDirectory({ tenants, conversations, graph: noGraph });
  const workspace = workspaceId(`teams:${home.guid}`);
  const personOf = (key: string) => accountId(workspace, home.aadOf(key));
  await references.change(workspace, new Map([['tenant', { serviceUrl: fake.serviceUrl, bot: home.bot }]]));
  await conversations.change(workspace, new Map(keys.map((key) => [personOf(key), { user: home.userOf(key) }])));
  const personal = (key: string): Place => ({ kind: 'personal', workspace, account: personOf(key) });
  const inChannel = (channel: string): Place => ({
    kind: 'channel',
    workspace,
    channel: channelId(workspace, channel),
  });
  const chat = teamsChat({ tenants, conversations, pace: new PlatformPace(new ProcessPace(), PACES), clock, log });
  return {
    time,
    home,
    team,
    fake,
    log,
    tenants,
    conversations,
    directory,
    chat,
    workspace,
    personOf,
    personal,
    inChannel,
  };
}
