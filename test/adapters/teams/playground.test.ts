import { expect, onTestFinished, test } from 'vitest';
import { readingOf } from '../../support/fake-teams/reading.ts';
import { Playground, type Shown } from './support/playground.ts';
import { openTeamsHouse } from './support/teams-house.ts';

const introduced = /, meet |meet each other/;

/** Hallway beside Microsoft's playground, on a clock moved by hand. */
async function openBoth() {
  const house = await openTeamsHouse({ people: [], now: '2026-11-30T09:00Z' });
  const playground = await Playground.start(`${house.origin}/api/messages`);
  onTestFinished(() => playground.stop());
  /** What is shown by what is done, with such words; latest. */
  const after = async (deed: () => Promise<void>, words: RegExp): Promise<Shown> => {
    const since = playground.shown.length;
    await deed();
    const shown = await playground.shownWith(words, since);
    await house.settle();
    return shown;
  };
  return { house, playground, after };
}

test('Microsoft’s own playground: added, set up, a round, a meeting, a pause, and taken out', async () => {
  const { house, playground, after } = await openBoth();

  await after(() => playground.adds('personal'), /coworkers/);
  await after(() => playground.adds('team'), /setup/);
  await after(() => playground.writes('help'), /coworkers/);
  const set = 'coffee every week on tuesday at 10:00';
  const echo = await after(() => playground.writes(set, 'team'), /Coffee in #Acme for 6 people/);
  const started = await after(() => playground.presses(echo, 'Start'), /Started: coffee in #Acme/);
  expect(echo.actionConversationId).toBe('personal-chat');
  expect(started.message.messageId).toBe(echo.message.messageId);

  // Whoever sits at the playground steps aside, so that the five others are an odd number.
  await after(() => playground.writes('leave in #Acme'), /./);
  const before = playground.posts.length;
  await house.until('2026-12-01T10:30Z');
  const intros = await playground.allPostedWith(introduced, 5, before);
  expect(intros).toHaveLength(5);
  expect(intros.filter((one) => /meet each other/.test(readingOf(one)))).toHaveLength(3);
  expect(JSON.stringify(intros)).toContain('https://teams.microsoft.com/l/chat/0/0?users=');
  expect(JSON.stringify(intros)).toMatch(
    /l\/meeting\/new\?subject=Coffee&startTime=2026-12-02T13%3A00%3A00%2B00%3A00&endTime=2026-12-02T13%3A30%3A00%2B00%3A00&attendees=user\d%40example\.com/,
  );

  await after(() => playground.writes('join in #Acme'), /./);
  const second = playground.shown.length;
  await house.until('2026-12-08T10:30Z');
  const intro = await playground.shownWith(introduced, second);
  const met = await after(() => playground.presses(intro, 'We met'), /Glad you met/);
  expect(met.message.messageId).toBe(intro.message.messageId);

  await after(() => playground.writes('pause 2 weeks'), /[Pp]aus/);
  await after(() => playground.writes('resume'), /./);
  await playground.removes('team');
  await playground.removes('personal');
  await house.settle();

  expect(await house.teams.directory.channels(playground.workspace)).toEqual([]);
  expect(house.log.lines.filter((line) => line.includes('"level":"error"'))).toEqual([]);
});
