import { expect, onTestFinished, test } from 'vitest';
import { FakeSlack } from '../support/fake-slack/server.ts';
import { signedHttp, Visitors } from '../support/fake-slack/visitor.ts';
import { FakeWorkspace } from '../support/fake-slack/workspace.ts';
import { dataFolder, hallway, serve } from './support/hallway.ts';

const SECRET = 'signing-secret-of-the-test';
const slackLine = (out: string) => out.split('\n').find((line) => / Slack: /.test(line));

/** A fake Slack for processes, which live by the machine's clock. */
async function openSlack() {
  const home = new FakeWorkspace('T1', [{ id: 'U1', real_name: 'Ana', is_admin: true }, { id: 'U2' }, { id: 'U3' }]);
  home.channel('C1', 'general', ['U1', 'U2', 'U3']);
  const fake = await FakeSlack.start([home]);
  onTestFinished(() => fake.stop());
  const env = { HALLWAY_DATA: dataFolder(), SLACK_API_URL: fake.apiUrl, SLACK_BOT_TOKEN: home.token };
  return { home, fake, env };
}

test('a served workspace is answered, drained at the end, and doctor finds everything well', async () => {
  const { home, fake, env } = await openSlack();
  const http = { ...env, HOST: '127.0.0.1', SLACK_SIGNING_SECRET: SECRET };
  const bot = await serve(http);
  const visitors = new Visitors(fake, home, signedHttp(bot.url, SECRET, Date.now));
  await expect.poll(async () => (await bot.get('/readyz')).status).toBe(200);

  // Until it has looked around it knows no channel, says so, and asks to be told again.
  const set = async () => {
    expect((await visitors.types('U1', 'coffee every week on tuesday at 10:00')).status).toBe(200);
    return JSON.stringify(home.seenBy('U1', 'C1'));
  };
  await expect.poll(set, { timeout: 20_000, interval: 300 }).toContain('Coffee in #general');
  await visitors.event({ type: 'app_home_opened', user: 'U2', tab: 'home' });
  await expect.poll(() => [...home.homes.keys()]).toEqual(['U1', 'U2']);
  const { out } = await hallway(['doctor'], { ...http, HALLWAY_URL: bot.url });

  expect(slackLine(out)).toBe(`✓ Slack: Team T1, 8 scopes, events over HTTP; ${bot.url}/slack/events answers`);
  expect(await bot.stop()).toEqual({ code: 0, signal: null });
  expect(bot.log()).not.toContain(home.token);
});

test('doctor says of Slack what is wrong, and what to do', async () => {
  const { home, env } = await openSlack();
  const over = (variables: Record<string, string>) => hallway(['doctor'], { ...env, ...variables });

  const [socket, secret, nobody] = await Promise.all([
    over({ SLACK_APP_TOKEN: 'xapp-1-test' }),
    over({ SLACK_APP_TOKEN: 'xapp-1-test', SLACK_BOT_TOKEN: 'xoxb-other' }),
    over({ SLACK_SIGNING_SECRET: SECRET, HALLWAY_URL: 'http://127.0.0.1:1' }),
  ]);
  home.scopes.delete('chat:write');
  const scope = await over({ SLACK_APP_TOKEN: 'xapp-1-test' });

  expect(slackLine(socket.out)).toBe('✓ Slack: Team T1, 8 scopes, Socket Mode');
  expect(slackLine(secret.out)).toMatch(/^✗ Slack: Slack refuses SLACK_BOT_TOKEN \(invalid_auth\); copy it again/);
  expect(slackLine(nobody.out)).toMatch(
    /^✗ Slack: nothing answers at http:\/\/127.0.0.1:1\/slack\/events; start Hallway/,
  );
  expect(slackLine(scope.out)).toMatch(/^✗ Slack: the token lacks chat:write; paste the manifest/);
  expect(scope.code).toBe(1);
});
