import { describe, expect, test } from 'vitest';
import { everybody, latest, type Scene, type Stage } from './support/scene.ts';
import { stages } from './support/stages.ts';

/** A question every weekday at half past nine, begun by the admin of every organisation of the stage. */
async function withCheckIn(open: () => Promise<Stage>, rules: readonly string[] = []): Promise<Stage> {
  const stage = await open();
  for (const scene of stage.scenes) {
    await scene.says('ana', 'checkin every weekday at 09:30', 'channel');
    expect(await latest(scene, 'ana', /Check-in in #general/)).toMatch(/for 5 people/);
    await scene.presses('ana', 'Start');
    for (const rule of rules) await scene.says('ana', `checkin ${rule} --yes`, 'channel');
  }
  return stage;
}

/** Words after `answer` are the answer, once its writer has looked at them. */
async function answers(scene: Scene, who: (typeof everybody)[number], words: string): Promise<void> {
  await scene.says(who, `answer ${words}`);
  expect(await latest(scene, who, /Is this your answer/)).toContain(words);
  await scene.presses(who, 'Yes, share it');
}

describe.each(stages)('on %s', (_, open) => {
  test('a question comes in the morning, an answer is given in words, and all read it at eleven', async () => {
    const stage = await withCheckIn(open, ['ask "What would make today a good day?"']);

    await stage.until('2026-12-01T09:40Z');
    for (const scene of stage.scenes) {
      for (const who of everybody) expect(await latest(scene, who, /a good day/)).toContain('[Answer]');
      await answers(scene, 'tomasz', 'An hour without *meetings*');
      await scene.presses('jo', 'Skip today');
    }
    await stage.until('2026-12-01T11:05Z');

    for (const scene of stage.scenes)
      for (const who of everybody) {
        const digest = await latest(scene, who, /Check-in of Tue 1 Dec/);
        expect(digest).toMatch(/Tomasz Nowak.*: An hour without \*meetings\*/);
        for (const silent of ['Jo Lindqvist', 'Grete Holm', 'Ken Mori']) expect(digest).not.toContain(silent);
      }
    expect(stage.errors()).toEqual([]);
  });

  test('the question of a water-cooler goes to the channel, and nobody is written to', async () => {
    const stage = await withCheckIn(open, ['shape water-cooler']);

    await stage.until('2026-12-01T12:00Z');

    for (const scene of stage.scenes) {
      expect(await latest(scene, 'ken', /Answer in the thread if you feel like it/)).not.toContain('[Answer]');
      expect((await scene.seenBy('ken')).filter((one) => one.includes('[Skip today]'))).toEqual([]);
    }
    expect(stage.errors()).toEqual([]);
  });
});
