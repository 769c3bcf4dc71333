import { expect, it } from 'vitest';
import { buttonsOf, read } from '../../support/reading.ts';
import { isoOf, mail, openOneOnOnes, told } from './support/one-on-ones.ts';

const persona = { goals: 'ship the atlas', needs: 'quiet mornings', challenges: 'the rota' };
const none = { fallback: '', blocks: [] };

async function open() {
  const house = await openOneOnOnes();
  const pair = `${await house.person('ana')}/${await house.person('jo')}`;
  const args = (kind = 'persona') => ({ v: 1, pair, kind });
  const draw = (id: string, values: object, kind = 'persona') =>
    house.submits(id, 'oneonone.sheet', args(kind), values as Record<string, string>);
  const words = (id: string) => mail(house, id).filter(({ key }) => key.startsWith('oneonone/sheet/'));
  return { house, args, draw, words };
}

it('tells the report what was drawn of them, who may put it right, and the other side sees that', async () => {
  const { house, args, draw, words } = await open();
  await draw('ana', persona);
  await house.until('2026-11-30T12:00:00Z');
  const [card] = words('jo');

  const seen = await house.presses('jo', card?.message ?? none, 'Look at it');
  const form = await house.presses('jo', card?.message ?? none, 'Change it');
  const changed =
    form.form && (await house.submits('jo', form.form.verb, form.form.args, { ...persona, needs: 'tea' }));
  const atAna = await house.press('ana', { verb: 'oneonone.sheet.show', args: args() });

  expect(read(card?.message)).toBe(
    [
      'Ana Duarte drew how you work best: goals, needs, challenges. It is for the two of you: put right what does not fit.',
      '[Look at it] [Change it] [No word of these]',
      'Only the two of you see it. You get this because you have one-on-ones with Ana.',
    ].join('\n'),
  );
  expect(read(seen.message)).toContain('Needs: quiet mornings');
  expect(read(seen.message)).toContain('Last changed by Ana on Mon 30 Nov. Only the two of you see this.');
  expect(read(changed?.message)).toContain('Last changed by you on Mon 30 Nov.');
  expect(read(atAna.message)).toContain('Needs: tea');
  expect(read(atAna.message)).toContain('Last changed by Jo on Mon 30 Nov.');
  expect(house.failures.seen).toEqual([]);
});

it('stands on the page of both from then on', async () => {
  const { house, draw } = await open();
  const before = await told(house, 'jo', 'oneonone @Ana');
  await draw('ana', persona);
  await draw('ana', { about: 'A Tuesday', points: 'Stand-up' }, 'journey');

  const atJo = (await house.says('jo', 'oneonone @Ana')).message ?? none;
  const shown = await house.presses('jo', atJo, 'How Jo works best');

  expect(before).not.toContain('How Jo works best');
  expect(read(atJo)).toContain('[How Jo works best] [A journey of Jo]');
  expect(await told(house, 'ana', 'oneonone @Jo')).toContain('[How Jo works best]');
  expect(read(shown.message)).toContain('Goals: ship the atlas');
});

it('says a word of it once a week at most, whoever draws, and none to whom it bothers', async () => {
  const { house, draw, words } = await open();
  await draw('ana', persona);
  await draw('ana', { ...persona, goals: 'rest' });
  await house.until('2026-12-02T12:00:00Z');
  await draw('ana', { ...persona, goals: 'more rest' });
  await draw('jo', { ...persona, goals: 'none of it' });
  await house.until('2026-12-08T12:00:00Z');
  await draw('ana', persona);
  await house.until('2026-12-10T12:00:00Z');

  expect(words('jo').map(({ at }) => isoOf(at))).toEqual(['2026-11-30T09:00', '2026-12-08T12:00']);
  expect(words('ana')).toHaveLength(1);
  expect(read(words('ana')[0]?.message)).toContain('Jo Silva drew how they work best');
  const quiet = await house.presses('jo', words('jo')[0]?.message ?? none, 'No word of these');
  await house.until('2026-12-21T12:00:00Z');
  await draw('ana', persona);
  await house.until('2026-12-23T12:00:00Z');
  expect(words('jo')).toHaveLength(2);
  expect(buttonsOf(quiet.replace ?? none).map(({ label }) => label)).toEqual(['Tell me again']);
  await house.presses('jo', quiet.replace ?? none, 'Tell me again');
  await draw('ana', persona);
  await house.until('2026-12-24T12:00:00Z');
  expect(words('jo')).toHaveLength(3);
});

it('says nothing of it once the two are a pair no longer', async () => {
  const { house, draw, words } = await open();
  await draw('ana', persona);
  await told(house, 'ana', 'oneonone remove @Jo');
  await house.until('2026-12-04T12:00:00Z');

  expect(words('jo')).toEqual([]);
});
