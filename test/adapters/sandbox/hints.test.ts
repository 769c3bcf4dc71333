import { expect, test } from 'vitest';
import { hintsFor } from '../../../adapters/sandbox/ui/hints.ts';
import { openSandbox } from './support/open-sandbox.ts';

const setting = async () => {
  const { people, places } = await (await openSandbox()).state('ana');
  const [ana, helena] = people;
  if (!ana || !helena) throw new Error('nobody there');
  const labels = (text: string, me = ana) => hintsFor(text, me, people, places).map((hint) => hint.label);
  return { labels, helena };
};

test('offers commands after a slash, those of admins to admins only', async () => {
  const { labels, helena } = await setting();

  expect(labels('/hallway coffee e')).toEqual(['/hallway coffee every 2 weeks on tuesday at 10:00']);
  expect(labels('/hallway coffee e', helena)).toEqual([]);
  expect(labels('/hallway  PAUSE')).toEqual(['/hallway pause 2 weeks']);
  expect(labels('/')).toContain('/hallway help');
  expect(labels('hello')).toEqual([]);
  expect(labels('/hallway help')).toEqual([]);
});

test('offers people after @ and channels after #, inside a command', async () => {
  const { labels } = await setting();

  expect(labels('/hallway avoid @tom')).toEqual(['@Tomasz Nowak']);
  expect(labels('/hallway coffee never @tomasz @m')).toEqual([
    '@Marcus Bell',
    '@Mateo Ortiz',
    '@Maya Thapa',
    '@Mei Lin Zhou',
  ]);
  expect(labels('/hallway coffee status in #de')).toEqual(['#design']);
  expect(labels('write to me@m')).toEqual([]);
});
