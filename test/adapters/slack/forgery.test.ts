import fc from 'fast-check';
import { expect, test } from 'vitest';
import { signatureOf } from '../../support/fake-slack/visitor.ts';
import { size } from '../../support/size.ts';
import { openSlackHouse, type SlackHouse, signingSecret } from './support/slack-house.ts';

const users = [{ id: 'U1', real_name: 'Ana', is_admin: true }, { id: 'U2' }, { id: 'U3' }];
const form = 'application/x-www-form-urlencoded';

interface Sent {
  readonly body: string;
  readonly type?: string;
  readonly secret?: string;
  readonly secondsAgo?: number;
  readonly headers?: Record<string, string>;
}

function send(house: SlackHouse, { body, type = form, secret = signingSecret, secondsAgo = 0, headers = {} }: Sent) {
  const seconds = Math.floor(house.now() / 1_000) - secondsAgo;
  const signed = {
    'X-Slack-Request-Timestamp': String(seconds),
    'X-Slack-Signature': signatureOf(secret, seconds, body),
  };
  return fetch(`${house.origin}/slack/events`, {
    method: 'POST',
    headers: { 'Content-Type': type, ...signed, ...headers },
    body,
  });
}

const command = (more: Record<string, string> = {}) =>
  new URLSearchParams({
    ...{ command: '/hallway', text: 'pause 2 weeks', team_id: 'T1', user_id: 'U2', channel_id: 'C1' },
    ...{ trigger_id: 't.1', response_url: 'http://127.0.0.1:9/response', ...more },
  }).toString();

/** What is kept and shown, to see that nothing was. */
async function traces(house: SlackHouse) {
  await house.settle();
  return JSON.stringify([house.home.messages, await house.app.upcoming('slack:T1' as never), house.home.views]);
}

test('what Slack did not sign just now is refused, and changes nothing', async () => {
  const house = await openSlackHouse({ users });
  const before = await traces(house);
  const unsigned = { 'X-Slack-Signature': '', 'X-Slack-Request-Timestamp': '' };

  const answers = await Promise.all([
    send(house, { body: command(), secret: 'another' }),
    send(house, { body: command(), secondsAgo: 301 }),
    send(house, { body: command(), secondsAgo: -301 }),
    send(house, { body: command(), headers: unsigned }),
    send(house, { body: command(), headers: { 'X-Slack-Signature': 'v0=abc' } }),
    send(house, { body: command(), headers: { 'X-Slack-Request-Timestamp': 'NaN' } }),
  ]);

  expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 401]);
  expect(await traces(house)).toBe(before);
});

test('what is too large or malformed is refused', async () => {
  const house = await openSlackHouse({ users });
  const json = 'application/json';

  const answers = await Promise.all([
    send(house, { body: 'x'.repeat(5 * 1024 * 1024) }),
    send(house, { body: '{"type":', type: json }),
    send(house, { body: '[]', type: json }),
    send(house, { body: 'null', type: json }),
    send(house, { body: 'payload=%7Bno' }),
    send(house, { body: '', type: json }),
    send(house, { body: '{"hello":"there"}', type: json }),
  ]);

  expect(answers.map(({ status }) => status)).toEqual([413, 400, 400, 400, 400, 400, 400]);
});

test('a request sent again changes nothing and says nothing twice', async () => {
  const house = await openSlackHouse({ users });
  house.home.responses.set('R', { channel: 'C1', user: 'U2', uses: 5 });
  const body = command({ response_url: `${house.fake.origin}/response/T1/R` });

  for (let again = 0; again < 3; again += 1) expect((await send(house, { body })).status).toBe(200);
  await house.settle();

  expect(house.home.seenBy('U2', 'C1')).toHaveLength(1);
});

test('a tenant in a button’s value is not believed, nor a workspace that never installed', async () => {
  const house = await openSlackHouse({ users });
  const before = await traces(house);
  const press = (team: string, userTeam = team) =>
    new URLSearchParams({
      payload: JSON.stringify({
        ...{
          type: 'block_actions',
          team: { id: team },
          user: { id: 'U2', team_id: userTeam },
          trigger_id: `t.${team}${userTeam}`,
        },
        container: { type: 'message', message_ts: '1.1', channel_id: 'C1' },
        channel: { id: 'C1', name: 'general' },
        response_url: 'http://127.0.0.1:9/response',
        actions: [
          {
            action_id: 'coffee.not#1.1',
            value: JSON.stringify({ v: 1, workspace: 'slack:T9', program: 'slack:T9#C1', group: 'x' }),
          },
        ],
      }),
    }).toString();

  const statuses = [];
  for (const body of [press('T1'), press('T9'), press('T1', 'T9')]) statuses.push((await send(house, { body })).status);

  expect(statuses).toEqual([200, 200, 200]);
  expect(await traces(house)).toBe(before);
});

test('random bodies never crash it, write nothing, and no secret is in a log line', async () => {
  const house = await openSlackHouse({ users });
  const before = await traces(house);
  const runs = size('random bodies to /slack/events', { small: 120, full: 1_000 });
  const shape = fc.record(
    {
      type: fc.constantFrom('block_actions', 'view_submission', 'event_callback', 'shortcut', 'nonsense'),
      team: fc.oneof(fc.constant({ id: 'T1' }), fc.jsonValue()),
      user: fc.oneof(fc.constant({ id: 'U2' }), fc.jsonValue()),
      actions: fc.oneof(fc.constant([{ action_id: 'coffee.x', value: '{' }]), fc.jsonValue()),
      event: fc.oneof(fc.constant({ type: 'user_change', user: 7 }), fc.jsonValue()),
      view: fc.jsonValue(),
      team_id: fc.oneof(fc.constant('T1'), fc.jsonValue()),
      event_id: fc.jsonValue(),
      trigger_id: fc.oneof(fc.constant('t.2'), fc.jsonValue()),
    },
    { requiredKeys: [] },
  );
  const bodies = fc.oneof(
    fc.string().map((body) => ({ body })),
    shape.map((one) => ({ body: JSON.stringify(one), type: 'application/json' })),
    shape.map((one) => ({ body: `payload=${encodeURIComponent(JSON.stringify(one))}` })),
  );

  await fc.assert(
    fc.asyncProperty(bodies, async (one) => {
      const { status } = await send(house, one);
      expect(status === 200 || (status >= 400 && status < 500), `status ${status}`).toBe(true);
    }),
    { numRuns: runs },
  );

  expect(await traces(house)).toBe(before);
  const log = house.log.lines.join('\n');
  for (const secret of [signingSecret, house.home.token, 'http://127.0.0.1:9']) expect(log).not.toContain(secret);
});
