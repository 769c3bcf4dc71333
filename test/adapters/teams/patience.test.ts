import { expect, test } from 'vitest';
import { activityBody } from '../../../adapters/teams/bodies.ts';
import { PACES } from '../../../adapters/teams/pace.ts';
import { Receiving } from '../../../adapters/teams/receive.ts';
import { say, text } from '../../../src/core/message.ts';
import type { Reply } from '../../../src/core/reply.ts';
import { ProcessPace } from '../../../src/drivers/process-pace.ts';
import { PlatformPace } from '../../../src/ports/pace.ts';
import { readingOf } from '../../support/fake-teams/reading.ts';
import { Visitors } from '../../support/fake-teams/visitor.ts';
import { openPosting } from './support/setting.ts';

/** Somebody has a card with a button in their own chat, and a bot that makes of its press what is given here. */
async function openPress(handle: () => Promise<Reply>, invokeMs?: number) {
  const { tenants, conversations, directory, fake, home, log, chat, personal, workspace, time } = await openPosting();
  const clock = { now: () => time.now };
  const pace = new PlatformPace(new ProcessPace(), PACES);
  const parts = { tenants, conversations, directory, pace, clock, log, ...(invokeMs !== undefined && { invokeMs }) };
  const receiving = new Receiving(parts, { observe: async () => {}, handle });
  await chat.post(workspace, personal('p1'), say(text`Press me`), 'k');
  const [card] = home.activities;
  if (!card) throw new Error('no card');
  const visitors = new Visitors(fake, home, async () => ({ status: 200, body: undefined }));
  const action = { type: 'Action.Execute', verb: 'a.b', data: { hallway: { verb: 'a.b', args: { v: 1 } } } };
  const value = { action, trigger: 'manual' };
  const activity = { type: 'invoke', name: 'adaptiveCard/action', value, replyToId: card.id, ...visitors.at('p1', {}) };
  const shown = () => home.shownTo('p1').map((one) => readingOf(one.shown));
  return { receiving, press: activityBody.parse(activity), shown };
}

test('what takes longer than Teams waits is told to wait, done, and then said and drawn', async () => {
  const { promise, resolve } = Promise.withResolvers<Reply>();
  const { receiving, press, shown } = await openPress(() => promise, 1);

  const answer = await receiving.receive(press);
  resolve({ message: say(text`Done at last`), replace: say(text`Drawn anew`) });
  await receiving.settled();

  expect(JSON.stringify(answer.body)).toContain('One moment, I am on it.');
  expect(shown()).toEqual(['Drawn anew', 'Done at last']);
});

test('a press that Teams sends again is answered again, and nothing is said twice beside the answer', async () => {
  const { receiving, press, shown } = await openPress(async () => ({ message: say(text`Here are the groups`) }));

  const answers = [await receiving.receive(press), await receiving.receive(press)];
  await receiving.settled();

  for (const { body } of answers) expect(body).toMatchObject({ statusCode: 200, value: 'Here are the groups' });
  expect(shown()).toEqual(['Press me', 'Here are the groups']);
});
