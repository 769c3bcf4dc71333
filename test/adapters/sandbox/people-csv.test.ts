import { expect, test } from 'vitest';
import { peopleCsv, readPeople } from '../../../adapters/sandbox/people-csv.ts';
import { openSandbox } from './support/open-sandbox.ts';

const header = 'id,name,email,timezone,team,manager,country,admin';

test('reads people, with quotes, a byte order mark and Windows line ends', () => {
  const read = readPeople(
    `\uFEFF${header}\r\nana,"Duarte, Ana",ana@x.example,europe/lisbon,Brand,,pt,yes\r\n\r\nbo,Bo,,,,ana,,\r\n`,
  );

  expect(read).toEqual({
    people: [
      {
        id: 'ana',
        name: 'Duarte, Ana',
        email: 'ana@x.example',
        timezone: 'Europe/Lisbon',
        team: 'Brand',
        manager: undefined,
        country: 'PT',
        isAdmin: true,
        isGuest: false,
      },
      {
        id: 'bo',
        name: 'Bo',
        email: undefined,
        timezone: undefined,
        team: undefined,
        manager: 'ana',
        country: undefined,
        isAdmin: false,
        isGuest: false,
      },
    ],
  });
});

test('reads semicolons and tabs, and makes the first person admin without the column', () => {
  const semicolons = readPeople('id;name\nana;Ana\nbo;Bo\n');
  const tabs = readPeople('id\tname\nana\tAna\n');

  expect(semicolons).toMatchObject({
    people: [
      { id: 'ana', isAdmin: true },
      { id: 'bo', isAdmin: false },
    ],
  });
  expect(tabs).toMatchObject({ people: [{ id: 'ana', name: 'Ana' }] });
});

test('names every line that needs mending, and the cure', () => {
  const lines = [
    header,
    'ana,Ana,ana.example,Europe/Lisbon,Brand,,PT,yes',
    'ana,Second Ana,,Mars/Olympus,,,,',
    ',"Nobody\nAtAll",,,,,Portugal,maybe',
    'h d,,,,,ghost,,',
    'eve,Eve,,,,eve,,,more',
  ];

  const read = readPeople(lines.join('\n'));

  expect('errors' in read && read.errors.map(({ line, error }) => `${line} ${error}`)).toEqual([
    '2 "ana.example" is no e-mail address. Correct it or leave it empty.',
    `3 I don't know the time zone "Mars/Olympus". Write it like Europe/Lisbon, or leave it empty.`,
    '3 The id "ana" is already in line 2. Ids must differ.',
    '4 The id is missing. Give each person a short one, such as ana.',
    '4 "Portugal" is no country code. Write two letters, such as PT, or leave it empty.',
    '4 In the admin column write yes or leave it empty, not "maybe".',
    '6 The id "h d" may hold only letters, digits, dots, dashes and underscores.',
    '6 The name is missing.',
    `6 The manager "ghost" is nobody's id in this file. Use the id column, not the name.`,
    '7 There are more cells than columns. Put quotes around text that has a comma in it.',
    '7 Eve cannot be their own manager. Leave it empty.',
  ]);
});

test('explains a header, an empty file and quotes that do not close', () => {
  const errors = (csv: string) => {
    const read = readPeople(csv);
    return 'errors' in read ? read.errors : [];
  };

  expect(errors('')).toEqual([{ line: 1, error: expect.stringMatching(/first line must name the columns/) }]);
  expect(errors('id,name,nickname,id\nana,Ana,A,a')).toEqual([
    { line: 1, error: expect.stringMatching(/column "nickname"/) },
    { line: 1, error: expect.stringMatching(/"id" is there twice/) },
  ]);
  expect(errors('id,name\n')).toEqual([{ line: 1, error: expect.stringMatching(/no people below/) }]);
  expect(errors('id,name,admin\nana,Ana,\n')).toEqual([{ line: 1, error: expect.stringMatching(/Nobody is admin/) }]);
  expect(errors('id,name\nana,Ana\nbo,"Bo\n')).toEqual([{ line: 3, error: expect.stringMatching(/quotes/) }]);
});

test('writes what it reads', async () => {
  const sandbox = await openSandbox();

  const csv = await sandbox.exportCsv();
  const read = readPeople(csv);

  expect('people' in read && peopleCsv(read.people)).toBe(csv);
  expect(csv.split('\n')[1]).toBe('ana,Ana Duarte,ana@hallway.example,Europe/Lisbon,Brand,helena,PT,yes');
});

test('applies nothing without a word of confirmation, or with a single wrong line', async () => {
  const sandbox = await openSandbox();

  const asked = await sandbox.importCsv(`${header}\nana,Ana D,,Europe/Lisbon,Brand,,PT,yes\nbo,Bo,,,,ana,,\n`);
  const wrong = await sandbox.importCsv(`${header}\nana,,,,,,,yes\n`, '?confirm=yes');

  expect(await asked.json()).toMatchObject({ people: 2, added: 1, removed: 23, anew: false, applied: false });
  expect(wrong.status).toBe(400);
  expect(await wrong.json()).toEqual({
    error: 'One line needs mending first. Nothing was imported.',
    lines: [{ line: 2, error: 'The name is missing.' }],
  });
  expect((await sandbox.state()).people).toHaveLength(24);
  expect(sandbox.host.syncs).toBe(0);
});

test('replaces the people once confirmed, keeps what those who stay had, and tells the bot', async () => {
  const sandbox = await openSandbox();
  await sandbox.post('/sandbox/say', { as: 'mei', place: 'general', text: 'Goodbye' });

  await sandbox.importCsv(
    `${header}\nana,Ana D,,Europe/Lisbon,Field Ops,,PT,yes\nbo,Bo,,,Field Ops,ana,,\n`,
    '?confirm=yes',
  );

  const seen = await sandbox.state('ana');
  expect(seen.people.map((person) => person.name)).toEqual(['Ana D', 'Bo']);
  expect(seen.places.filter((place) => place.kind === 'channel').map((place) => [place.name, place.people])).toEqual([
    ['#general', ['ana', 'bo']],
    ['#field-ops', ['ana', 'bo']],
    ['#brand', ['ana']],
    ['#design', ['ana']],
  ]);
  expect(seen.messages).toMatchObject([{ from: 'mei', fromName: 'Mei Lin Zhou', text: 'Goodbye' }]);
  expect(sandbox.host.syncs).toBe(1);
  expect(sandbox.host.events.map((event) => 'channel' in event && event.channel)).toContain('sandbox:demo#team-west');
});

test('says by name what a file would change, from what to what', async () => {
  const sandbox = await openSandbox();
  const people = (await sandbox.exportCsv()).trimEnd().split('\n');
  const mended = people
    .filter((line) => !line.startsWith('mei,'))
    .map((line) =>
      line.replace('Ana Duarte,ana@hallway.example,Europe/Lisbon,Brand,helena', 'Ana D,,Asia/Tokyo,Brand,rui'),
    );

  const same = await (await sandbox.importCsv(people.join('\n'))).json();
  const other = await (await sandbox.importCsv([...mended, 'bo,Bo,,,,ana,,'].join('\n'))).json();
  const anew = await (await sandbox.importCsv(`${header}\nzoe,Zoe,,,,,,yes\n`)).json();

  expect(same).toMatchObject({ joining: [], leaving: [], changing: [] });
  expect(other).toMatchObject({ joining: ['Bo'], leaving: ['Mei Lin Zhou'], anew: false });
  expect(other.changing.find(({ name }: { name: string }) => name === 'Ana Duarte').changes).toEqual([
    { what: 'name', was: 'Ana Duarte', is: 'Ana D' },
    { what: 'e-mail', was: 'ana@hallway.example', is: 'none' },
    { what: 'time zone', was: 'Europe/Lisbon', is: 'Asia/Tokyo' },
    { what: 'manager', was: 'Helena Prado', is: 'Rui Tavares' },
  ]);
  expect(anew).toMatchObject({ people: 1, anew: true });
});

test('who was a guest is one still after their own file comes back, since no column says it', async () => {
  const sandbox = await openSandbox();
  const guests = async () => (await sandbox.state()).people.filter((person) => person.guest).map(({ id }) => id);
  const before = await guests();

  await sandbox.importCsv((await sandbox.exportCsv()).replace('Ana Duarte', 'Ana D'), '?confirm=yes');

  expect(before.length).toBeGreaterThan(0);
  expect(await guests()).toEqual(before);
});
