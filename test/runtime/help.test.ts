import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { House } from '../support/house.ts';
import { read } from '../support/reading.ts';

let house: House;
beforeAll(async () => {
  house = await House.open({ now: '2026-11-04T09:00:00Z', people: [{ id: 'ana', isAdmin: true }, { id: 'bo' }] });
});
afterAll(() => house.close());

const asks = async (id: string, line: string) => read((await house.says(id, line, 'general')).message);

/** Every command that contracts.md names, by the word help is asked about. */
const ofStaff: Readonly<Record<string, readonly string[]>> = {
  help: ['help'],
  home: ['home'],
  join: ['join'],
  leave: ['leave'],
  pause: ['pause until', 'pause 2 weeks'],
  resume: ['resume'],
  away: ['away 1 dec to 5 dec'],
  hours: ['hours 09:00-17:00'],
  days: ['days mon-thu'],
  timezone: ['timezone'],
  country: ['country'],
  avoid: ['avoid @'],
  unavoid: ['unavoid @'],
  meet: ['meet'],
  met: ['met'],
  answer: ['answer'],
  suggest: ['suggest "..."'],
  ask: ['ask'],
  privacy: ['privacy export', 'privacy forget'],
};
const ofAdmins: Readonly<Record<string, readonly string[]>> = {
  setup: ['setup'],
  coffee: [
    ...['every 2 weeks on tuesday at 10:00 [in ZONE] [from DATE]', 'every week on monday and thursday at 10:00'],
    ...[
      'monthly on the first monday at 10:00',
      'group 3',
      'across team',
      'within team',
      'between #a and #b',
      'hosts @p',
    ],
    ...[
      'never @a @b',
      'guests on | off',
      'default in | out',
      'preview',
      '| now',
      'pause until DATE',
      '| resume',
      '| off',
    ],
    '| status',
  ],
  checkin: ['every weekday at 09:30', 'shape', 'pack', 'ask "..."', 'anonymous on', 'digest at 11:00', 'off'],
  oneonone: ['every 2 weeks [for @report', 'add @report', 'status', 'import'],
  settings: ['settings timezone ZONE', 'settings closed DATE'],
  status: ['status'],
  admins: ['admins add @name | remove @name'],
  link: ['link'],
  log: ['log'],
  undo: ['undo 3'],
};

describe('help', () => {
  test.each(Object.entries({ ...ofStaff, ...ofAdmins }))(
    '%s has a line for each thing it can do',
    async (topic, lines) => {
      const page = await asks('ana', `help ${topic}`);

      expect(page).toContain(`What ${topic} can do:`);
      for (const line of lines) expect(page).toContain(line);
      expect(await asks('ana', 'help')).toMatch(new RegExp(`\\b${topic}\\b`));
    },
  );

  test('is asked about all that stands under one title as well', async () => {
    expect(await asks('ana', 'help check-ins')).toMatch(/checkin every[\s\S]*\/hallway answer[\s\S]*\/hallway suggest/);
    expect(await asks('ana', 'help Coffee chats')).toMatch(/coffee every[\s\S]*\/hallway join/);
  });

  test.each([
    ['help cofee', 'I don\'t know "cofee". Did you mean help coffee?'],
    ['help one-on-one', 'Did you mean help One-on-ones?'],
    ['help zebra', 'I don\'t know "zebra". You can say this:'],
    ['check in every weekday at 09:30', 'I don\'t know "check". Did you mean checkin?'],
    ['one on one status', 'I don\'t know "one". Did you mean oneonone?'],
  ])('%s: %s', async (line, hint) => {
    expect(await asks('ana', line)).toContain(hint);
  });

  test('shows staff what they may say, and tells them what only admins may', async () => {
    expect(await asks('bo', 'help')).not.toContain('settings,');
    expect(await asks('bo', 'help settings')).toContain('Only admins can say settings. You can say this:');
  });

  test('and home are found however they are written', async () => {
    expect(await asks('bo', 'Help')).toContain('I introduce coworkers');
    expect(await asks('bo', 'HOME')).toContain('Hello');
  });
});

describe('two words', () => {
  test.each([
    ['privacy exprot', 'I don\'t know "privacy exprot". Did you mean privacy export? Nothing was changed.'],
    ['privacy policy', 'I know privacy export and privacy forget.'],
    ['coffee pasue until 5 jan', 'Did you mean coffee pause?'],
    ['settings timezon lisbon', 'Did you mean settings timezone?'],
    ['link udno', 'Did you mean link undo?'],
    ['join general', 'I don\'t know "join general". For one channel it is /hallway join in #channel.'],
    ['leave everything', 'For one channel it is /hallway leave in #channel.'],
    ['meet @bo', 'so this takes no name: /hallway meet alone.'],
  ])('%s: %s', async (line, hint) => {
    await house.says('ana', 'coffee every week on tuesday at 10:00 --yes', 'general');

    expect(await asks('ana', line)).toContain(hint);
  });
});
