import { describe, expect, test } from 'vitest';
import { personRows } from '../../../src/runtime/person-record.ts';
import { readingOf } from '../../support/fake-teams/reading.ts';
import { added, last, people } from './support/crew.ts';
import { openTeamsHouse, wordsFor } from './support/teams-house.ts';

describe('people of another organisation, in a channel or a chat that is shared with them', () => {
  /** Sam belongs elsewhere; Ana has a check-in in #design. */
  async function shared() {
    const house = await openTeamsHouse({ people: [...people, { key: 'sam', name: 'Sam Visitor', isStranger: true }] });
    const [design = ''] = house.team.channels.keys();
    house.team.members.delete('sam');
    house.team.own.set(design, new Set(['ana', 'jo', 'sam']));
    await added(house);
    await house.visitors.writes('ana', 'coffee every week on tuesday at 10:00 --yes', { channel: design });
    await house.settle();
    const known = async () => {
      const org = await house.store.installations.orgOf(house.workspace);
      const rows = await house.store.storage.read(org, (reads) => reads.list(personRows));
      return rows.map(({ value }) => value.name).sort();
    };
    const references = () => house.references.list(house.workspace, 'account/');
    return { house, design, known, references };
  }

  test.each(['help', 'join', 'home', 'coffee every week on monday at 09:00'])(
    'say %j and are told kindly where they said it, and nothing of them is kept',
    async (words) => {
      const { house, design, known, references } = await shared();
      const chat = house.home.chat('lunch', ['ana', 'sam']);
      await house.visitors.adds('ana', { chat: chat.id });
      await house.settle();

      for (const spot of [{ channel: design }, { chat: chat.id }]) {
        await house.visitors.writes('sam', words, spot);
        await house.settle();
        const answer = house.home.activities.at(-1);
        expect(answer?.conversation).toContain(Object.values(spot)[0]);
        expect(readingOf(answer?.shown)).toMatch(/^Hello Sam Visitor\. .*keep nothing about you/);
      }
      expect(wordsFor(house, 'sam')).toEqual([]);
      expect(await known()).toEqual(['Ana Duarte', 'Jo Lindqvist', 'Tomasz Nowak']);
      expect(await references()).toHaveLength(3);
      expect(house.log.lines.filter((line) => line.includes('"level":"error"'))).toEqual([]);
    },
  );

  test('press a button there and are told the same, and nothing happens', async () => {
    const { house, design, known } = await shared();
    const posted = { conversation: `${design};messageid=1`, id: '1', shown: {}, times: 1 };
    const verb = 'coffee.join';
    const data = { hallway: { verb, args: { v: 1, program: design } } };

    for (const type of ['Action.Execute', 'Action.Submit'])
      expect(JSON.stringify(await house.visitors.sendsPress('sam', posted, { type, verb, data }))).toContain(
        'you are here from another',
      );
    await house.settle();

    expect(await known()).not.toContain('Sam Visitor');
    expect(wordsFor(house, 'sam')).toEqual([]);
  });

  test('are not told of as joining, and are introduced to nobody', async () => {
    const { house, design, known } = await shared();

    await house.visitors.updates('ana', { channel: design }, { membersAdded: [{ id: house.home.userOf('sam') }] });
    await house.until('2026-12-02T12:00Z');

    expect(await known()).not.toContain('Sam Visitor');
    expect(JSON.stringify(house.home.activities.map(({ shown }) => shown))).not.toContain('Sam Visitor');
    expect(last(house, 'jo')).toMatch(/meet/);
  });

  test('are nobody whom no roster could be asked about: a coworker is answered all the same', async () => {
    const { house, design } = await shared();
    house.home.people.set('grete', { key: 'grete', name: 'Grete Holm' });
    house.team.members.add('grete');
    house.fake.fault = ({ path }) => (path.includes('/members/') ? { kind: 'http', status: 400 } : undefined);

    await house.visitors.writes('grete', 'help', { channel: design });
    await house.settle();
    const first = readingOf(house.home.activities.at(-1)?.shown);
    house.fake.fault = () => undefined;
    await house.visitors.writes('grete', 'help', { channel: design });
    await house.settle();

    expect(first).toContain('Grete Holm, I cannot write to you in private yet');
    expect(last(house, 'grete')).toContain('coworkers');
  });
});
