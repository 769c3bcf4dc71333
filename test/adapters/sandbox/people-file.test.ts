import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { readPeopleFile } from '../../../adapters/sandbox/people-file.ts';

const csv = 'id;name;team\nzoe;Zoë Müller;Brand\n';
const namesIn = async (bytes: Uint8Array) => {
  const read = await readPeopleFile(bytes);
  return 'people' in read ? read.people.map(({ name }) => name) : read.errors;
};

test.each([
  ['UTF-8', Buffer.from(csv)],
  ['UTF-8 with a mark', Buffer.from(`\uFEFF${csv}`)],
  ['Latin-1, as a spreadsheet saves CSV', Buffer.from(csv, 'latin1')],
  ['UTF-16, as a spreadsheet saves Unicode text', Buffer.from(`\uFEFF${csv}`, 'utf16le')],
])('reads names from %s', async (_, bytes) => {
  expect(await namesIn(bytes)).toEqual(['Zoë Müller']);
});

test('reads an Excel workbook, and names its rows as Excel does', async () => {
  const workbook = await readFile(new URL('../../fixtures/people.xlsx', import.meta.url));

  const read = await readPeopleFile(workbook);

  expect(read).toEqual({
    errors: [{ line: 5, error: expect.stringContaining('I don\'t know the time zone "Asia/Nowhere"') }],
  });
});

test.each([
  ['a workbook of the old kind', [0xd0, 0xcf, 0x11, 0xe0, 0xa1], 'Save it as .xlsx or as CSV'],
  ['a zip that is no workbook', [0x50, 0x4b, 0x03, 0x04, 0x00], 'Save it as CSV (UTF-8)'],
  ['a picture', [0x89, 0x50, 0x4e, 0x47, 0x0d], 'The first line must name the columns'],
])('says what to do with %s', async (_, bytes, cure) => {
  expect(await namesIn(Uint8Array.from(bytes))).toEqual([{ line: 1, error: expect.stringContaining(cure) }]);
});
