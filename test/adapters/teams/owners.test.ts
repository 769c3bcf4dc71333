import { describe, expect, test } from 'vitest';
import { plus } from '../../../src/time/zoned.ts';
import { added, last, people } from './support/crew.ts';
import { openTeamsHouse } from './support/teams-house.ts';

describe('who owns the team', () => {
  /** Tomasz owns the team, as Graph says; Ana is the admin. */
  async function owned() {
    const house = await openTeamsHouse({ people, withGraph: true });
    house.graph.owners.set(house.team.group, ['tomasz']);
    await added(house);
    const says = async (key: string, text: string, channel?: string) => {
      // Nobody types faster than Teams lets a chat be written to.
      house.time.now = plus(house.time.now, { seconds: 1 });
      await house.visitors.writes(key, text, channel === undefined ? {} : { channel });
      await house.settle();
      return last(house, key);
    };
    const presses = async (label: string) => {
      await house.visitors.presses('tomasz', house.home.shownTo('tomasz').at(-1) ?? (undefined as never), label);
      await house.settle();
    };
    return { house, says, presses, here: house.team.id };
  }

  test('sets up its coffee, and nothing beyond it', async () => {
    const { says, presses, here } = await owned();
    const start = 'coffee every 2 weeks on tuesday at 10:00';

    expect(await says('tomasz', start, here)).toContain('Coffee in #Acme');
    await presses('Start');
    expect(await says('tomasz', 'coffee status', here)).toContain('every 2 weeks on Tuesday');
    for (const beyond of ['coffee never @Ana @Jo', 'coffee export', 'settings', 'log', 'admins add @Jo'])
      expect(await says('tomasz', beyond, here)).toContain('Only admins can do this');
    expect(await says('tomasz', start)).toContain('Only admins can do this');
    expect(await says('jo', start, here)).toContain('Only admins can do this. Ask Ana Duarte');
  });

  test('sets up its check-in in the same way, and decides on questions proposed for it', async () => {
    const { house, says, presses, here } = await owned();
    const [design = ''] = house.team.channels.keys();
    const start = 'checkin every weekday at 09:30 local';

    expect(await says('tomasz', `${start} for @Jo`, here)).toMatch(/Only admins can have somebody’s reports asked/);
    expect(await says('tomasz', start, here)).toContain('Check-in in #Acme for 3 people');
    await presses('Start');
    expect(await says('tomasz', 'checkin status', here)).toContain('every weekday at 09:30');
    for (const [words, channel] of [
      ['What did you learn?', here],
      ['Tea or coffee?', design],
    ] as const) {
      await says('ana', `${start} --yes`, channel);
      await says('jo', `suggest "${words}"`, channel);
    }
    expect(await says('tomasz', 'checkin suggestions', here)).toContain('What did you learn?');
    await presses('Take it in');
    expect(last(house, 'tomasz')).toContain('Taken in: What did you learn?');
    expect(last(house, 'tomasz')).not.toContain('Tea or coffee?');
    expect(await says('ana', 'checkin suggestions')).toContain('Tea or coffee?');
    expect(await says('tomasz', start)).toContain('Only admins can do this');
    expect(await says('jo', start, here)).toContain('Only admins can do this');
  });

  test('is told of these commands there, and of no others', async () => {
    const { says, here } = await owned();

    const help = await says('tomasz', 'help', here);

    expect(help).toMatch(/coffee, setup/);
    expect(help).toMatch(/checkin/);
    expect(help).not.toMatch(/settings/);
    expect(await says('tomasz', 'help checkin', here)).toContain('Hallway checkin every weekday at 09:30 local');
    const others = await says('jo', 'help', here);
    expect(others).not.toMatch(/checkin/);
    const [, shown = ''] = /such as (help \w+)/.exec(others) ?? [];
    expect(await says('jo', shown)).toMatch(/What \w+ can do/);
  });
});

test('once its first admin has left, whoever adds it next is admin, and nobody while they are there', async () => {
  const house = await added(await openTeamsHouse({ people }));
  const addsAgain = async (key: string) => {
    await house.visitors.removes(key, { channel: house.team.id });
    await house.visitors.adds(key, { channel: house.team.id });
    await house.settle();
    house.time.now = plus(house.time.now, { seconds: 2 });
    await house.visitors.writes(key, 'status');
    await house.settle();
    return last(house, key);
  };

  expect(await addsAgain('jo')).toContain('Only admins can do this. Ask Ana Duarte');
  const other = house.home.team('Other', ['ana', 'jo']);
  await house.visitors.removes('ana', { channel: house.team.id });
  await house.visitors.adds('jo', { channel: other.id });
  expect(await addsAgain('tomasz')).toContain('Only admins can do this. Ask Ana Duarte');
  house.team.members.delete('ana');
  other.members.delete('ana');
  expect(await addsAgain('tomasz')).toContain('Nothing runs yet');
  expect(await addsAgain('jo')).toContain('Only admins can do this. Ask Tomasz Nowak');
});
