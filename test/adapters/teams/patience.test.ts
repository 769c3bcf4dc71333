import { expect, test } from 'vitest';
import { activityBody } from '../../../adapters/teams/bodies.ts';
import { PACES } from '../../../adapters/teams/pace.ts';
import { Receiving } from '../../../adapters/teams/receive.ts';
import { say, text } from '../../../src/core/message.ts';
import { ProcessPace } from '../../../src/drivers/process-pace.ts';
import { PlatformPace } from '../../../src/ports/pace.ts';
import { readingOf } from '../../support/fake-teams/reading.ts';
import { Visitors } from '../../support/fake-teams/visitor.ts';
import { openPosting } from './support/setting.ts';

test('what takes longer than Teams waits is told to wait, done, and then said and drawn', async () => {
  const { tenants, conversations, directory, fake, home, log, chat, personal, workspace, time } = await openPosting();
  const clock = { now: () => time.now };
  let finish = () => {};
  const done = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const bot = {
    observe: async () => {},
    handle: async () => {
      await done;
      return { message: say(text`Done at last`), replace: say(text`Drawn anew`) };
    },
  };
  const pace = new PlatformPace(new ProcessPace(), PACES);
  const receiving = new Receiving({ tenants, conversations, directory, pace, clock, log, invokeMs: 1 }, bot);
  await chat.post(workspace, personal('p1'), say(text`Press me`), 'k');
  const [card] = home.activities;
  if (!card) throw new Error('no card');
  const visitors = new Visitors(fake, home, async () => ({ status: 200, body: undefined }));
  const action = { type: 'Action.Execute', verb: 'a.b', data: { hallway: { verb: 'a.b', args: { v: 1 } } } };
  const value = { action, trigger: 'manual' };
  const activity = { type: 'invoke', name: 'adaptiveCard/action', value, replyToId: card.id, ...visitors.at('p1', {}) };

  const answer = await receiving.receive(activityBody.parse(activity));
  finish();
  await receiving.settled();

  expect(JSON.stringify(answer.body)).toContain('One moment, I am on it.');
  expect(readingOf(card.shown)).toBe('Drawn anew');
  expect(home.shownTo('p1').map(({ shown }) => readingOf(shown))).toEqual(['Drawn anew', 'Done at last']);
});
