import { expect, it } from 'vitest';
import { samples } from '../../../src/features/one-on-ones/samples.ts';
import { read } from '../../support/reading.ts';

const card = (name: string) =>
  read(samples.find((sample) => sample.name === name)?.draw({ locale: 'en-GB', hourCycle: 'h23' }));

it('says once whose time it is, where somebody on the card has another', () => {
  expect(card('nudge-6').match(/your time/g)).toHaveLength(1);
  expect(card('nudge-6')).toMatch(/in Warsaw · free [^·\n]+ your time/);
  expect(card('nudge-1')).not.toContain('your time');
});
