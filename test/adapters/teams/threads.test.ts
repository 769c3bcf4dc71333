import { expect, test } from 'vitest';
import { readingOf } from '../../support/fake-teams/reading.ts';
import { added, last, people } from './support/crew.ts';
import { openTeamsHouse, type TeamsHouse } from './support/teams-house.ts';

/** What stands in the channels, thread by thread: the words of each message in order. */
function threadsOf({ home }: TeamsHouse): readonly (readonly string[])[] {
  const shared = home.activities.filter(({ person }) => person === undefined);
  const threads = Map.groupBy(shared, ({ conversation }) => conversation);
  return [...threads.values()].map((messages) => messages.map(({ shown }) => readingOf(shown)));
}

/** Ana has a check-in in #design whose summary comes so; Tomasz has answered on Tuesday. */
async function answered(digest: string) {
  const house = await added(await openTeamsHouse({ people }));
  const [design = ''] = house.team.channels.keys();
  for (const rule of ['every weekday at 09:30', 'ask "What would make today a good day?"', digest]) {
    await house.visitors.writes('ana', `checkin ${rule} --yes`, { channel: design });
    await house.settle();
  }
  await house.until('2026-12-01T09:45Z');
  await answers(house, 'Tea in the sun');
  return { house, design };
}

async function answers(house: TeamsHouse, words: string): Promise<void> {
  await house.visitors.writes('tomasz', `answer ${words}`);
  await house.settle();
  const card = house.home.shownTo('tomasz').at(-1);
  if (!card) throw new Error('Tomasz was shown nothing');
  await house.visitors.presses('tomasz', card, 'Yes, share it');
  await house.settle();
}

test('a summary in a thread stands under its title, each day in a thread of its own', async () => {
  const { house, design } = await answered('digest at 11:00 in thread');
  await house.until('2026-12-02T09:45Z');
  await answers(house, 'A long walk');
  await house.until('2026-12-02T11:30Z');

  const [tuesday, wednesday, ...others] = threadsOf(house);

  const under = (day: string) => `Check-in of ${day} Dec: the answers are in the thread.`;
  expect(tuesday).toEqual([under('Tue 1'), expect.stringContaining('Tomasz Nowak: Tea in the sun')]);
  expect(wednesday).toEqual([under('Wed 2'), expect.stringContaining('Tomasz Nowak: A long walk')]);
  expect(others).toEqual([]);
  for (const { conversation } of house.home.activities.filter(({ person }) => person === undefined))
    expect(conversation.startsWith(`${design};messageid=`)).toBe(true);
  expect(house.log.lines.filter((line) => line.includes('"level":"error"'))).toEqual([]);
});

test('a summary without a thread is one message of the channel', async () => {
  const { house } = await answered('digest at 11:00 in channel');

  await house.until('2026-12-01T11:30Z');

  expect(threadsOf(house)).toEqual([[expect.stringContaining('Tomasz Nowak: Tea in the sun')]]);
});

test('where the title is refused, the answers are not posted elsewhere, and an admin sees why', async () => {
  const { house } = await answered('digest at 11:00 in thread');
  house.fake.fault = ({ path, body }) =>
    path.endsWith('/v3/conversations') && body.isGroup === true
      ? { kind: 'http', status: 403, code: 'BotNotInConversationRoster' }
      : undefined;

  await house.until('2026-12-01T11:30Z');
  await house.visitors.writes('ana', 'status');
  await house.settle();

  expect(threadsOf(house)).toEqual([]);
  expect(last(house, 'ana')).toMatch(/#design.*BotNotInConversationRoster.*Add Hallway to the team/);
});
