import { expect, it } from 'vitest';
import { read } from '../../support/reading.ts';
import { isoOf, mail, namesOn, nudges, openHouse, openOneOnOnes, pressFor, team, told } from './support/one-on-ones.ts';

it('reminds the supervisor alone, on their own morning, and says what is next', async () => {
  const house = await openOneOnOnes();

  await house.until('2026-12-05T00:00:00Z');

  const [card] = nudges(house, 'ana');
  expect(card && isoOf(card.at)).toBe('2026-12-01T09:00');
  expect(card && read(card.message)).toBe(
    [
      'Worth a half hour this week',
      'Jo Silva · not talked here yet · free Wed 13:00, Thu 11:00',
      '[We met] [Find a time] [Later]',
      'One question that fits Jo: what should I know to be of help to you?',
      'A thought: Ask one of your people what they would like to be asked more often.',
      'Tip: No topics on the list? Ask one open question and wait.',
      '[Stop or pause]',
      'Only you see this. You get it because your one-on-ones come round about now.',
    ].join('\n'),
  );
  expect(mail(house, 'jo')).toEqual([]);
  expect(mail(house, 'bo')).toEqual([]);
  expect(mail(house, 'dot')).toEqual([]);
  expect(house.failures.seen).toEqual([]);
});

it('notes a meeting at one press, counts from it, and lets it be put right', async () => {
  const house = await openOneOnOnes();
  await house.until('2026-12-01T10:00:00Z');
  const [card] = nudges(house, 'ana');
  if (!card) throw new Error('no card');

  const reply = await pressFor(house, 'ana', card.message, 'We met', 'jo');
  const corrected = reply.message && (await house.presses('ana', reply.message, 'It was yesterday'));
  await house.until('2026-12-14T23:00:00Z');

  expect(read(reply.message)).toContain('Noted: you and Jo Silva met today. Next time round: Tue 15 Dec.');
  expect(read(reply.replace)).toContain('Noted: you met Jo Silva.');
  expect(read(corrected?.replace)).toContain('met Mon 30 Nov. Next time round: Mon 14 Dec.');
  expect(
    nudges(house, 'ana')
      .filter(({ message }) => namesOn(message).includes('Jo Silva'))
      .map(({ at }) => isoOf(at)),
  ).toEqual(['2026-12-01T09:00', '2026-12-14T10:00']);
});

it('has the line and its buttons back once a meeting is taken back', async () => {
  const house = await openOneOnOnes();
  await house.until('2026-12-01T10:00:00Z');
  const [card] = nudges(house, 'ana');
  if (!card) throw new Error('no card');
  const reply = await pressFor(house, 'ana', card.message, 'We met', 'jo');

  const taken = reply.message && (await house.presses('ana', reply.message, 'Not at all'));
  await house.until('2026-12-01T10:01:00Z');

  expect(read(taken?.replace)).toContain('Taken back.');
  const [after] = nudges(house, 'ana').map(({ message }) => read(message));
  expect(after).toContain('Jo Silva · not talked here yet');
  expect(after).toContain('[We met] [Find a time] [Later]');
  expect(after).not.toContain('Noted: you met');
});

it('repeats twice, ever later, then rests until the next period', async () => {
  const house = await openOneOnOnes(team.filter(({ id }) => id !== 'bo'));

  await house.until('2026-12-31T00:00:00Z');

  expect(nudges(house, 'ana').map(({ at }) => isoOf(at))).toEqual([
    ...['2026-12-01T09:00', '2026-12-04T09:00', '2026-12-09T09:00'],
    ...['2026-12-15T09:00', '2026-12-18T09:00', '2026-12-23T09:00'],
    '2026-12-29T09:00',
  ]);
});

it('takes the line away at once when the report says that they met', async () => {
  const house = await openOneOnOnes();
  await house.until('2026-12-01T10:00:00Z');

  await told(house, 'jo', 'oneonone met @Ana');
  await house.until('2026-12-05T00:00:00Z');

  expect(nudges(house, 'ana').map(({ message }) => read(message))).toEqual([
    "Noted: you met Jo Silva. I'll come back when it is time.",
  ]);
});

it('is never sent before an admin, or a supervisor for themselves, asks for it', async () => {
  const house = await openHouse();
  await house.until('2026-12-20T00:00:00Z');
  expect(house.platform.posts.filter(({ key }) => key.startsWith('oneonone/'))).toEqual([]);

  const answer = await told(house, 'ana', 'oneonone add @Jo');
  await house.until('2026-12-24T00:00:00Z');

  expect(answer).toContain('Done. Jo Silva is on your list');
  expect(nudges(house, 'ana').length).toBeGreaterThan(0);
  expect(nudges(house, 'kim')).toEqual([]);
});

it('stops in two presses', async () => {
  const house = await openOneOnOnes();
  await house.until('2026-12-01T10:00:00Z');
  const [card] = nudges(house, 'ana');
  const choices = card && (await house.presses('ana', card.message, 'Stop or pause'));
  const reply = choices?.message && (await house.presses('ana', choices.message, 'No more nudges'));

  await house.until('2027-01-10T00:00:00Z');

  expect(read(reply?.replace)).toContain('No more reminders.');
  expect(nudges(house, 'ana')).toHaveLength(1);
});

/** Ana with so many reports, who last talked ever longer ago. */
async function crowd(count: number) {
  const reports = Array.from({ length: count }, (_, n) => ({ id: `r${n}`, name: `Report ${n}`, manager: 'ana' }));
  const house = await openOneOnOnes([{ id: 'dot', isAdmin: true }, { id: 'ana', name: 'Ana Duarte' }, ...reports]);
  for (let n = 0; n < count; n += 1) await told(house, 'ana', `oneonone met <@test:T1/r${n}> ${16 - n} nov 2026`);
  await house.until('2026-11-30T12:00:00Z');
  const [card] = nudges(house, 'ana');
  if (!card) throw new Error('no card');
  return { house, card };
}

it('names whom it has waited for longest first, six on a card, and all of them at a press', async () => {
  const { house, card } = await crowd(8);

  const all = await house.presses('ana', card.message, 'Show all 8');

  const longestFirst = Array.from({ length: 8 }, (_, n) => `Report ${7 - n}`);
  expect(nudges(house, 'ana')).toHaveLength(1);
  expect(namesOn(card.message)).toEqual(longestFirst.slice(0, 6));
  expect(namesOn(all.replace ?? { fallback: '', blocks: [] })).toEqual(longestFirst);
  expect(read(all.replace)).not.toContain('Show all');
});

it('shows the next ones as those before them are answered', async () => {
  const { house, card } = await crowd(8);

  const reply = await pressFor(house, 'ana', card.message, 'We met', 'r7');

  expect(namesOn(reply.replace ?? card.message)).toEqual([6, 5, 4, 3, 2, 1].map((n) => `Report ${n}`));
  expect(read(reply.replace)).toContain('[Show all 7]');
});

it('offers nobody the half hour of somebody else, and says where two share none', async () => {
  const apart = { id: 'ari', name: 'Ari Tua', manager: 'ana', zone: 'Pacific/Auckland' };
  const house = await openOneOnOnes([...team, { id: 'eva', name: 'Eva Cruz', manager: 'ana' }, apart], 'every week');
  await house.until('2026-12-08T10:00:00Z');

  const texts = nudges(house, 'ana').map(({ message }) => read(message));
  const full = texts.filter((words) => words.includes('Jo Silva ·') && words.includes('Eva Cruz ·'));
  const slots = (words: string) => [...words.matchAll(/[A-Z][a-z]{2} \d\d:\d\d/g)].map(([slot]) => slot);

  expect(full.length).toBeGreaterThan(0);
  for (const words of full) expect(new Set(slots(words)).size).toBe(slots(words).length);
  expect(texts.join('\n')).toMatch(/Ari Tua · [^\n]*in Auckland · no hours you share/);
  expect(texts.join('\n')).not.toMatch(/(Jo Silva|Eva Cruz) · [^\n]*no hours/);
});
