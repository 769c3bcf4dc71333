import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { UserError } from '../../src/core/errors.ts';
import { peopleOf } from '../../src/runtime/people.ts';
import { readSettingsRow, settingsOf } from '../../src/runtime/settings.ts';
import { readLine } from '../../src/runtime/words.ts';
import { House } from '../support/house.ts';

let house: House;
beforeAll(async () => {
  house = await House.open({
    now: '2026-11-04T09:00:00Z',
    people: [
      { id: 'ana', name: 'Ana Duarte', isAdmin: true },
      { id: 'jo1', name: 'Jo Brand' },
      { id: 'jo2', name: 'Jo Lindt' },
      { id: 'gone', name: 'Gus Gone', standing: 'gone' },
    ],
    channels: { design: ['ana'] },
  });
});
afterAll(() => house.close());

const reading = (line: string) =>
  house.storage.read(house.org, async (reads) => {
    return readLine(line, peopleOf(reads, settingsOf(await readSettingsRow(reads))));
  });
const textsOf = async (line: string) => (await reading(line)).words.map(({ kind, text }) => `${kind} ${text}`);
const refusal = (line: string) =>
  reading(line).then(
    () => 'read',
    (error: unknown) => (error instanceof UserError ? error.message : `a bug: ${error}`),
  );

describe('words of a command', () => {
  test.each([
    ['checkin ask "How was it?"', ['word checkin', 'word ask', 'quoted How was it?']],
    ['suggest “a walk”  now', ['word suggest', 'quoted a walk', 'word now']],
    ['suggest "never closed', ['word suggest', 'word "never', 'word closed']],
    ['avoid <@test:T1/jo1>', ['word avoid', 'person @Jo Brand']],
    ['avoid @Jo Lindt', ['word avoid', 'person @Jo Lindt']],
    ['coffee never @jo brand @Ana Duarte', ['word coffee', 'word never', 'person @Jo Brand', 'person @Ana Duarte']],
    [
      'oneonone add @Ana until friday',
      ['word oneonone', 'word add', 'person @Ana Duarte', 'word until', 'word friday'],
    ],
    ['avoid <@test:T1/jo1|jo.brand>', ['word avoid', 'person @Jo Brand']],
    ['avoid @lindt', ['word avoid', 'person @Jo Lindt']],
    ['avoid ana@example.org', ['word avoid', 'person @Ana Duarte']],
    [
      'coffee between #general <#test:T1#design|design>',
      ['word coffee', 'word between', 'channel #general', 'channel <#test:T1#design|design>'],
    ],
    ['', []],
    ['   ', []],
  ])('%s', async (line, words) => {
    expect(await textsOf(line)).toEqual(words);
  });

  test('`in #channel` names the audience wherever it stands, and the last one counts', async () => {
    const read = await reading('coffee in #general group 3 in <#test:T1#design>');

    expect(read.channel).toBe('test:T1#design');
    expect(read.words.map(({ text }) => text)).toEqual(['coffee', 'in', '#general', 'group', '3']);
  });

  test('`in` before a zone is left alone', async () => {
    const read = await reading('coffee every monday at 10:00 in Lisbon');

    expect([read.channel, read.words.at(-1)?.text]).toEqual([undefined, 'Lisbon']);
  });

  test.each([
    ['coffee off --yes', true, ['coffee', 'off']],
    ['coffee off in #design --yes', true, ['coffee', 'off']],
    ['coffee --yes off', false, ['coffee', '--yes', 'off']],
    ['suggest "--yes"', false, ['suggest', '--yes']],
  ])('%s is confirmed: %s', async (line, isConfirmed, words) => {
    const read = await reading(line);

    expect([read.isConfirmed, read.words.map(({ text }) => text)]).toEqual([isConfirmed, words]);
  });
});

describe('names that are not clear', () => {
  test.each([
    [
      'avoid @jo',
      'Several people fit @jo: Jo Brand (jo1@example.org), Jo Lindt (jo2@example.org). Use the e-mail address. Nothing was changed.',
    ],
    ['avoid @nobody', "I don't know anybody called @nobody. Nothing was changed."],
    ['avoid @gus', "I don't know anybody called @gus. Nothing was changed."],
    [
      'avoid <@test:T1/U999>',
      "I don't know that person yet. They may have joined just now; try again in a few minutes.",
    ],
    [
      'avoid <@test:T2/jo1>',
      "I don't know that person yet. They may have joined just now; try again in a few minutes.",
    ],
    [
      'coffee off in #nowhere',
      "I don't know the channel #nowhere. If it exists, type /invite @Hallway there, then run this again.",
    ],
  ])('%s', async (line, message) => {
    expect(await refusal(line)).toBe(message);
  });
});
