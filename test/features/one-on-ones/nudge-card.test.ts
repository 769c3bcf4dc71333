import { expect, it } from 'vitest';
import { kits } from '../../../src/features/one-on-ones/kits.ts';
import { samples } from '../../../src/features/one-on-ones/samples.ts';
import { slotsBut } from '../../../src/features/one-on-ones/slots.ts';
import { type Instant, localDate, wallTime, zone } from '../../../src/time/zoned.ts';
import { buttonsOf, read } from '../../support/reading.ts';

const card = (name: string) =>
  read(samples.find((sample) => sample.name === name)?.draw({ locale: 'en-GB', hourCycle: 'h23' }));

it('says once whose time it is, where somebody on the card has another', () => {
  expect(card('nudge-6').match(/your time/g)).toHaveLength(1);
  expect(card('nudge-6')).toMatch(/in Warsaw · free [^·\n]+ your time/);
  expect(card('nudge-1')).not.toContain('your time');
});

it('says whose each button is where several people are on the card, and leaves it out for one', () => {
  const labels = (name: string) => {
    const drawn = samples.find((sample) => sample.name === name)?.draw({ locale: 'en-GB', hourCycle: 'h23' });
    return buttonsOf(drawn ?? { fallback: '', blocks: [] }).map(({ label }) => label);
  };

  expect(labels('nudge-1')).toEqual(['We met', 'Find a time', 'Later', 'Stop or pause']);
  expect(labels('nudge-6')).toEqual(expect.arrayContaining(['Met Ana', 'Time with Ana', 'Ana later', 'Met Jo']));
  expect(new Set(labels('nudge-all')).size).toBe(labels('nudge-all').length);
});

it('labels what stands beside the lines', () => {
  expect(card('nudge-6')).toContain('Tip: Look at their clock');
  expect(card('nudge-14')).toContain('A thought: Somebody may be waiting');
});

it('says that two share no hours rather than nothing', () => {
  expect(card('nudge-6')).toMatch(/Aroha Te Whiu · [^\n]*in Auckland · no hours you share/);
  expect(card('nudge-6')).toMatch(/Mei <script>Lin\*? · [^\n]*in Kathmandu · free/);
});

it('offers no half hour for two people, and says nothing of apart where all of them are taken', () => {
  const calendar = (hours: string) => ({
    ...{ zone: zone('Europe/Lisbon'), days: [1, 2, 3, 4, 5] as const, closed: [] },
    ...{ from: wallTime('09:00'), to: wallTime(hours) },
  });
  const both = [calendar('17:00'), calendar('17:00')] as const;
  const short = [calendar('09:30'), calendar('09:30')] as const;
  const on = localDate('2026-12-01');
  const taken = new Set<Instant>();
  for (let line = 0; line < 14; line += 1) {
    const found = slotsBut(taken, both, on, 2);
    expect(found.length).toBe(2);
    for (const slot of found) {
      expect(taken.has(slot)).toBe(false);
      taken.add(slot);
    }
  }
  const all = new Set(slotsBut(new Set(), short, on, 28));
  expect(slotsBut(all, short, on, 2)).toEqual([]);
});

it('asks nothing on a card that leans on something said before', () => {
  // In these the word means something within the question: what one does, an effort, a matter.
  const within = ['loadeffort', 'firstbefore', 'feedmore', 'firstreach', 'feedsay'];
  const leaning = kits
    .flatMap(({ questions }) => questions)
    .filter(({ id, text }) => /\b(it|them|those|this one|that)\b/.test(text) && !within.includes(id));

  expect(leaning.map(({ id }) => id)).toEqual([]);
});
