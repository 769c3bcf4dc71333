import { describe, expect, test } from 'vitest';
import { everybody, latest, type Stage } from './support/scene.ts';
import { stages } from './support/stages.ts';

const introduced = /, meet |meet each other/;

/** Coffee in every organisation of the stage, begun by its admin. */
async function withCoffee(open: () => Promise<Stage>): Promise<Stage> {
  const stage = await open();
  for (const scene of stage.scenes) {
    await scene.says('ana', 'coffee every week on tuesday at 10:00', 'channel');
    expect(await latest(scene, 'ana', /Coffee in #general/)).toMatch(/for 5 people/);
    await scene.presses('ana', 'Start');
    expect(await latest(scene, 'ana', /Started/)).toContain('coffee in #general');
  }
  return stage;
}

describe.each(stages)('on %s', (_, open) => {
  test('coffee is set up, introduces everybody, asks how it went and says thanks', async () => {
    const stage = await withCoffee(open);

    await stage.until('2026-12-01T12:00Z');

    for (const scene of stage.scenes)
      for (const who of everybody) {
        const intros = (await scene.seenBy(who)).filter((one) => introduced.test(one) && one.includes('[We met]'));
        expect(intros).toHaveLength(1);
      }

    for (const scene of stage.scenes) {
      await scene.presses('tomasz', 'We met');
      expect(await latest(scene, 'tomasz', /Glad you met/)).toContain('[Say thanks]');
    }
    expect(await stage.organisations()).toBe(stage.scenes.length);
    expect(stage.errors()).toEqual([]);
  });

  test('somebody who pauses is left out until they are back', async () => {
    const stage = await withCoffee(open);

    for (const scene of stage.scenes) await scene.says('ken', 'pause 1 week');
    await stage.until('2026-12-01T12:00Z');
    for (const scene of stage.scenes)
      expect((await scene.seenBy('ken')).filter((one) => introduced.test(one) && one.includes('[We met]'))).toEqual([]);
    for (const scene of stage.scenes) await scene.says('ken', 'resume');
    await stage.until('2026-12-08T12:00Z');

    for (const scene of stage.scenes) expect(await latest(scene, 'ken', introduced)).toContain('[We met]');
    expect(stage.errors()).toEqual([]);
  });

  test('whoever is no admin, and whoever misspells, learns what to do instead', async () => {
    const stage = await open();

    for (const scene of stage.scenes) {
      await scene.says('tomasz', 'coffee every week on tuesday at 10:00', 'channel');
      expect(await latest(scene, 'tomasz', /Only admins can do this/)).toContain('Ana Duarte');
      await scene.says('ana', 'coffee every week on tusday at 10:00', 'channel');
      expect(await latest(scene, 'ana', /tusday/)).toContain('tuesday');
      await scene.says('jo', 'puase');
      expect(await latest(scene, 'jo', /puase/)).toContain('pause');
    }
    expect(stage.errors()).toEqual([]);
  });
});
