import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { read } from '../../support/reading.ts';
import { testedStore } from '../../support/store.ts';
import { openOneOnOnes, told } from './support/one-on-ones.ts';

const secret = 'she seems worn out, be gentle';

async function withNotes() {
  const house = await openOneOnOnes();
  const pair = `${await house.person('ana')}/${await house.person('jo')}`;
  const args = { v: 1, pair };
  await house.submits('jo', 'oneonone.topic', args, { text: 'the rota' });
  await house.submits('ana', 'oneonone.topic', args, { text: 'holiday plans' });
  await house.submits('ana', 'oneonone.note', args, { text: secret });
  return { house, args };
}

it('shows topics to both, and carries over what was not ticked off', async () => {
  const { house, args } = await withNotes();
  const form = await house.press('ana', { verb: 'oneonone.tick', args });
  const [field] = form.form?.fields ?? [];
  const [rota] = field?.kind === 'choices' ? field.options : [];
  await house.submits('ana', 'oneonone.tick', args, { done: rota ? [rota.value] : [] });
  const before = await told(house, 'jo', 'oneonone @Ana');
  await told(house, 'jo', 'oneonone met @Ana');
  const after = await told(house, 'jo', 'oneonone @Ana');

  expect(before).toContain('- ✓ the rota\n- holiday plans (from Ana)');
  expect(after).toContain('- holiday plans (from Ana)');
  expect(after).not.toContain('the rota');
});

it('gives a private note to its author alone, also in exports, and erases it with them', async () => {
  const { house, args } = await withNotes();
  const own = await told(house, 'ana', 'oneonone @Jo');
  const export_ = await told(house, 'ana', 'privacy export');
  const atJo = [
    await told(house, 'jo', 'oneonone @Ana'),
    await told(house, 'jo', 'privacy export'),
    JSON.stringify(await house.press('jo', { verb: 'oneonone.note', args })),
  ].join('\n');
  const operator = JSON.stringify(await house.app.exportPerson(house.org, await house.person('ana')));

  expect(own).toContain(`Only you: ${secret}`);
  expect(export_).toContain(secret);
  expect(atJo).not.toContain(secret);
  expect(operator).not.toContain(secret);
  expect(operator).toContain('"notes":1');

  await house.press('ana', { verb: 'me.forget.now', args: { v: 1 } });
  await told(house, 'ana', 'home');
  expect(await told(house, 'ana', 'privacy export')).not.toContain(secret);
  expect(house.failures.seen).toEqual([]);
});

it.runIf(testedStore === 'lowdb')('lies sealed on the disk: topics, notes and sheets', async () => {
  const { house, args } = await withNotes();
  const persona = { goals: 'goal-on-disk', needs: 'b', challenges: 'c' };
  await house.submits('ana', 'oneonone.sheet', { ...args, kind: 'persona' }, persona);

  const files = readdirSync(house.folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  const bytes = files.map((one) => readFileSync(join(one.parentPath, one.name), 'latin1')).join('\n');

  expect(bytes).toContain('oneonone.note');
  expect(bytes).toContain('Ana Duarte');
  for (const words of [secret, 'the rota', 'goal-on-disk']) expect(bytes).not.toContain(words);
});

it('exports everything else it holds in words: talks, choices and whom nudges named', async () => {
  const { house } = await withNotes();
  await told(house, 'jo', 'ask');
  await told(house, 'ana', 'oneonone every 3 weeks for me');
  await told(house, 'ana', 'oneonone monthly for @Jo');
  await house.until('2026-12-11T00:00:00Z');
  await told(house, 'ana', 'oneonone nudges off');

  const own = await told(house, 'ana', 'privacy export');
  const atJo = await told(house, 'jo', 'privacy export');
  const operator = JSON.stringify(await house.app.exportPerson(house.org, await house.person('ana')));

  expect(own).toMatch(/Pairs: supervisor Ana Duarte, report Jo Silva, .*rhythm every month, asked /);
  expect(own).toMatch(/Choices: rhythm every 3 weeks, nudges off, .*last tip /);
  expect(own).toMatch(/Nudges: on 2026-12-\d\d, about .*(Jo Silva|Bo Lund)/);
  expect(atJo).toMatch(/Pairs: supervisor Ana Duarte, report Jo Silva, .*rhythm every month, asked /);
  expect(atJo).not.toMatch(/Nudges|nudges off/);
  expect(operator).toMatch(/"nudges":\d/);
});

it('erases a note when it is saved empty, and refuses a topic without words', async () => {
  const { house, args } = await withNotes();
  const reply = await house.submits('ana', 'oneonone.note', args, { text: ' ' });
  const empty = await house.submits('ana', 'oneonone.topic', args, { text: '' });

  expect(read(reply.message)).toContain('Erased.');
  expect(await told(house, 'ana', 'oneonone @Jo')).not.toContain(secret);
  expect(empty.errors).toEqual({ text: 'Write a few words.' });
});
