import { expect, it } from 'vitest';
import { read } from '../../support/reading.ts';
import { openHouse, told } from './support/one-on-ones.ts';

const csv = 'report,supervisor\njo@example.org,dot@example.org\nbo@example.org,nobody\n';

it('shows a pasted file first, applies it at one press, and undo takes it back', async () => {
  const house = await openHouse();
  const form = await house.says('dot', 'oneonone import');
  const shown = form.form && (await house.submits('dot', form.form.verb, form.form.args, { csv }));
  const before = await told(house, 'dot', 'oneonone');
  const done = shown?.message && (await house.presses('dot', shown.message, 'Apply the other 1'));
  const again = shown?.message && (await house.presses('dot', shown.message, 'Apply the other 1'));

  expect(read(shown?.message)).toContain('Line 3, supervisor: I don\'t know anybody called "nobody".');
  expect(before).toContain('You have no one-on-ones here yet.');
  expect(read(done?.replace)).toContain('Done: 1 added.');
  expect(read(again?.message)).toContain('Paste it again. Nothing was changed.');
  expect(await told(house, 'dot', 'oneonone')).toContain('Jo Silva');
  await house.says('dot', 'undo --yes');
  expect(await told(house, 'dot', 'oneonone')).toContain('You have no one-on-ones here yet.');
  expect(house.failures.seen).toEqual([]);
});

it('is shown anew where people changed in between, and forgotten after 15 minutes', async () => {
  const house = await openHouse();
  const shown = await house.submits('dot', 'oneonone.import', { v: 1 }, { csv });
  await told(house, 'dot', 'oneonone add @Jo');
  const anew = shown.message && (await house.presses('dot', shown.message, 'Apply the other 1'));
  const late = await house.submits(
    'dot',
    'oneonone.import',
    { v: 1 },
    { csv: 'report,supervisor\nbo@example.org,dot@example.org' },
  );
  await house.until('2026-11-30T07:16:00Z');
  const refused = late.message && (await house.presses('dot', late.message, 'Apply'));

  expect(read(anew?.replace)).toContain('Something else changed since you looked, so nothing was applied.');
  expect(read(anew?.replace)).toContain('From the file: nothing to change. 1 line is so already.');
  expect(read(refused?.message)).toContain('works once, for 15 minutes');
});

it('says once what a first line lacks, and counts lines, not faults', async () => {
  const house = await openHouse();
  const shown = async (text: string) =>
    read((await house.submits('dot', 'oneonone.import', { v: 1 }, { csv: text })).message);

  const header = await shown('name,boss\nJo,Ana');
  const twice = await shown('report,supervisor,every,last\n,dot@example.org,yearly,soon');

  expect(header.match(/The first line has to name the columns/g)).toHaveLength(1);
  expect(header).toContain('From the file: nothing to change.\n');
  expect(header).toContain('1 line to mend, left out until then:');
  expect(header).not.toContain('so already');
  expect(twice).toContain('1 line to mend, left out until then:');
  expect(twice.match(/Line 2, /g)).toHaveLength(3);
});

it('applies the file of the card that was pressed, never another', async () => {
  const house = await openHouse();
  const shown = async (line: string) =>
    (await house.submits('dot', 'oneonone.import', { v: 1 }, { csv: `report,supervisor\n${line}` })).message;
  const first = await shown('jo@example.org,dot@example.org');
  const second = await shown('bo@example.org,dot@example.org');
  if (!first || !second) throw new Error('no preview');

  const refused = await house.presses('dot', first, 'Apply');
  await house.presses('dot', first, 'Never mind');
  const before = await told(house, 'dot', 'oneonone');
  const done = await house.presses('dot', second, 'Apply');
  const late = await house.presses('dot', first, 'Apply');
  const after = await told(house, 'dot', 'oneonone');

  expect(read(refused.message)).toBe(
    'This preview is older than your last one; look at that one. Nothing was changed.',
  );
  expect(before).toContain('You have no one-on-ones here yet.');
  expect(read(done.replace)).toContain('Done: 1 added.');
  expect(read(late.message)).toContain('only the last you made. Paste it again. Nothing was changed.');
  expect(after).toContain('Bo');
  expect(after).not.toContain('Jo Silva');
});

it.each(['oneonone import', 'oneonone off', 'oneonone every week for everyone'])('is for admins: %s', async (line) => {
  const house = await openHouse();

  const reply = await house.says('ana', line);

  expect(reply.form).toBeUndefined();
  expect(read(reply.message)).toMatch(/Only admins/);
});
