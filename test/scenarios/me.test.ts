import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { House } from '../support/house.ts';
import { buttonsOf, read } from '../support/reading.ts';

let house: House;
beforeEach(async () => {
  house = await House.open({
    now: '2026-11-04T09:00:00Z',
    zone: 'Europe/Lisbon',
    people: [
      { id: 'ana', name: 'Ana Duarte', country: 'PT', isAdmin: true },
      { id: 'bo', name: 'Bo' },
    ],
  });
});
afterEach(async () => {
  expect(house.failures.seen).toEqual([]);
  await house.close();
});

const answer = async (line: string) => read((await house.says('ana', line)).message);

describe('a person’s own time', () => {
  test.each([
    ['hours', 'Your hours: 09:00 to 17:00.'],
    ['hours 08:30-16:30', 'Your hours: 08:30 to 16:30.'],
    ['hours 9', 'I need a start and an end, not "9". For example 09:00-17:00. Nothing was changed.'],
    ['days', 'Your working days: Monday to Friday.'],
    ['days mon,wed,fri', 'Your working days: Monday, Wednesday and Friday.'],
    ['days funday', 'I don\'t know the day "funday". Did you mean sunday? Nothing was changed.'],
    ['timezone new york', 'Your time zone: New York, where it is 04:00 now.'],
    [
      'timezone mars',
      'I don\'t know the time zone "mars". Name a city, such as lisbon or new york. Nothing was changed.',
    ],
    ['country', 'Public holidays of PT.'],
    ['country de by', 'Public holidays of DE-BY.'],
    ['country Portugal', 'Public holidays of PT.'],
    ['hours 18:00-10:00', 'From 18:00 to 10:00 would be 16 hours. Did you mean 10:00-18:00? Nothing was changed.'],
    ['hours 22:00-06:00', 'Your hours: 22:00 to 06:00.'],
    ['pause until 1 dec', 'Paused until Tue 1 Dec. You come back by yourself; /hallway resume is quicker.'],
    ['pause until today', 'That date is not ahead of us. Nothing was changed.'],
    [
      'pause until 30 feb',
      'There is no 30 February. Write it like 1 dec, 2026-12-01, tomorrow or next tuesday. Nothing was changed.',
    ],
    ['resume', 'You are not paused. Nothing was changed.'],
    ['away', 'You have no leave ahead. Say it like /hallway away 1 dec to 5 dec.'],
    ['away 5 dec to 1 dec', 'That leave ends before it begins. Nothing was changed.'],
    ['away 1 dec to 5 dec 2028', 'That is more than a year. Use /hallway pause instead. Nothing was changed.'],
  ])('%s: %s', async (line, words) => {
    expect(await answer(line)).toBe(words);
  });

  test('a country nobody knows is said to be unknown, with the cure', async () => {
    expect(await answer('country narnia')).toMatch(
      /^I don't know the public holidays of "narnia"\. Give a country .* Nothing was changed\.$/,
    );
    expect(await answer('country')).toBe('Public holidays of PT.');
  });

  test('leave that was noted is shown, and forgotten when asked', async () => {
    await answer('away 1 dec to 5 dec');
    await answer('away 21 dec');
    const noted = await answer('away');
    await answer('away off');

    expect(noted).toBe('You are away Tue 1 Dec to Sat 5 Dec and on Mon 21 Dec. /hallway away off forgets it.');
    expect(await answer('away')).toContain('no leave ahead');
  });

  test('a pause shows on the home with a way out, and ends there at a press', async () => {
    await answer('pause 2 weeks');
    const { message: home } = await house.says('ana', 'home');
    if (!home) throw new Error('no home');

    await house.presses('ana', home, 'Resume');

    expect(read(home)).toContain('09:00 to 17:00 in Lisbon, Monday to Friday. Paused until Wed 18 Nov.');
    expect(read((await house.says('ana', 'home')).message)).not.toContain('Paused');
  });

  test('a next coffee that a pause covers is not promised on the home', async () => {
    await house.says('ana', 'coffee every week on tuesday at 10:00 --yes', 'general');
    const before = await answer('home');
    await answer('pause until 20 nov');
    const during = await answer('home');
    await answer('pause');

    expect(before).toContain('#general: next coffee Tue 10 Nov, 10:00');
    expect(during).toContain('#general: next coffee Tue 24 Nov, 10:00');
    expect(await answer('home')).toContain('#general: the next ones go without you while you are away or on a pause');
  });

  test('the form names each field that is wrong, and saves none of them', async () => {
    const { message: home } = await house.says('ana', 'home');
    const { form } = await house.presses('ana', home ?? { fallback: '', blocks: [] }, 'Change');
    const values = { hours: 'nine', days: ['monday'], timezone: 'mars', country: 'PT', pause: '' };

    const { errors } = await house.submits('ana', form?.verb ?? '', form?.args ?? {}, values);

    expect(Object.keys(errors ?? {})).toEqual(['hours', 'timezone']);
    expect(await answer('days')).toBe('Your working days: Monday to Friday.');
  });
});

describe('privacy', () => {
  test('says what is kept, shows it, and erases it after a second look', async () => {
    const { message: card } = await house.says('bo', 'privacy');
    if (!card) throw new Error('no card');

    const all = (await house.presses('bo', card, 'Show me all of it')).message;
    const { message: question } = await house.presses('bo', card, 'Erase me');
    const kept = await house.presses('bo', question ?? card, 'Keep it');
    const gone = await house.presses('bo', question ?? card, 'Erase, begin anew');

    expect(read(all)).toContain('Bo');
    expect(read(kept.replace)).toBe('All right. Nothing was changed.');
    expect(gone.replace && buttonsOf(gone.replace)).toEqual([]);
    expect(read(gone.replace)).toContain('I have forgotten you.');
  });
});
