import { expect, test } from 'vitest';
import { everybody, latest, type Scene } from './support/scene.ts';
import { openPlatforms } from './support/stages.ts';

const introduced = /, meet |meet each other/;

/** Tomasz has one address on both; the others work on one platform each, whatever their names. */
const emails = {
  slack: (who: string) => (who === 'tomasz' ? 'tomasz@acme.com' : `${who}.s@acme.com`),
  teams: (who: string) => (who === 'tomasz' ? 'Tomasz@acme.com' : `${who}.t@acme.com`),
};

const introsOf = async (scene: Scene, who: (typeof everybody)[number]) =>
  (await scene.seenBy(who)).filter((one) => introduced.test(one) && one.includes('[We met]'));

/** Both admins have looked and said yes; what each side is told on the way is as it should be. */
async function linked() {
  const stage = await openPlatforms(['slack', 'teams'], emails);
  const [slack, teams] = stage.scenes;
  if (!slack || !teams) throw new Error('a platform is missing');

  await slack.says('ana', 'link');
  const code = /[A-Z0-9]{4}-[A-Z0-9]{4}/.exec(await latest(slack, 'ana', /Your code/))?.[0];
  await teams.says('ana', `link ${code}`);
  expect(await latest(slack, 'ana', /Link with Teams/)).toContain('1 person at acme.com');
  expect(await latest(teams, 'ana', /Link with Slack/)).toContain('5 people there');
  expect(await stage.organisations()).toBe(2);
  await slack.submits('ana', 'Link them', { domains: 'acme.com' });
  await teams.submits('ana', 'Link them', { domains: 'acme.com' });

  // Teams takes one message a second in a chat.
  await stage.until('2026-11-30T09:01Z');
  expect(await stage.organisations()).toBe(1);
  expect(await latest(slack, 'ana', /Linked with Teams/)).toContain('1 person with an account on both sides');
  expect(await latest(teams, 'ana', /Linked with Slack/)).toContain('link undo');
  for (const scene of [slack, teams])
    expect(await latest(scene, 'tomasz', /have the same address/)).toContain('[Yes, both are mine]');
  return { stage, slack, teams };
}

test('a Slack workspace and a Teams tenant become one organisation, and share a coffee program', async () => {
  const { stage, slack, teams } = await linked();

  await slack.says('ana', 'coffee every week on tuesday at 10:00', 'channel');
  await slack.presses('ana', 'Start');
  await slack.says('ana', 'coffee between #general@slack #general@teams', 'channel');
  await slack.presses('ana', 'Change it');
  await stage.until('2026-12-08T12:00Z');

  let across = 0;
  for (const [scene, other] of [
    [slack, 's@acme.com'],
    [teams, 't@acme.com'],
  ] as const)
    for (const who of everybody)
      for (const intro of await introsOf(scene, who)) {
        if (!intro.includes('You work on different platforms')) continue;
        across += 1;
        expect(intro).toMatch(/Write to each other: .*@acme\.com/);
        expect(intro).toContain(other);
        expect(intro).toMatch(/Google/);
      }
  expect(across).toBeGreaterThan(3);
  for (const who of everybody)
    expect((await introsOf(slack, who)).length + (await introsOf(teams, who)).length).toBeGreaterThan(0);
  expect(stage.errors()).toEqual([]);
});

test('and become two again where an admin of either says so within seven days', async () => {
  const { stage, slack, teams } = await linked();
  await slack.says('ana', 'coffee every week on tuesday at 10:00 --yes', 'channel');
  await stage.until('2026-12-02T12:00Z');

  await teams.says('ana', 'link undo');
  await teams.presses('ana', 'Take apart');
  await stage.until('2026-12-02T12:02Z');

  expect(await stage.organisations()).toBe(2);
  for (const scene of [slack, teams]) expect(await latest(scene, 'ana', /Taken apart/)).toContain('Teams');
  await slack.says('ana', 'status');
  expect(await latest(slack, 'ana', /All is well/)).toContain('Coffee in #general');
  await teams.says('ana', 'status');
  expect(await latest(teams, 'ana', /Nothing runs yet/)).toContain('coffee every 2 weeks');
  expect(stage.errors()).toEqual([]);
});
