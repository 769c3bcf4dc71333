import { describe, expect, it } from 'vitest';
import { draw } from '../adapters/sandbox/render.ts';
import { features } from '../src/features/index.ts';
import { zone } from '../src/time/zoned.ts';
import { countWords, gradeOf, median, sentences } from './support/plain-words.ts';
import { buttonsOf, read } from './support/reading.ts';

const reader = { locale: 'en-GB', hourCycle: 'h23' } as const;
const view = { zone: zone('Europe/Lisbon'), nameOf: (person: string) => person, person: 'ana' };
const samples = features.flatMap((feature) =>
  feature.samples.map(({ name, draw: make }) => ({ name: `${feature.name}-${name}`, message: make(reader) })),
);
const unaskedCoffee = [
  'welcome',
  'invitation',
  'intro-pair',
  'intro-topics',
  'intro-trio-no-overlap',
  'midway',
  'closing',
  'stay-or-rest',
  'summary',
]
  .map((name) => `coffee-${name}`)
  .concat(['prompt', 'prompt-mood', 'prompt-unnamed', 'prompt-pulse', 'reminder'].map((name) => `checkins-${name}`));
const unaskedOneOnOnes = [
  'nudge-1',
  'nudge-6',
  'nudge-14',
  'asked-for',
  'claimed',
  'added',
  'added-asked',
  'added-moved',
  'drawn',
].map((name) => `oneonone-${name}`);
const unasked = [...unaskedCoffee, ...unaskedOneOnOnes];
const waysOut = [
  'Not for me',
  'No thanks',
  'Stop or pause',
  'Stop these notes',
  'Leave me out',
  'Ask me less',
  'Not my report',
  'Not my supervisor',
  'No word of these',
];

describe('every message of every feature', () => {
  it.each(samples)('$name is drawn as its golden file says', async ({ name, message }) => {
    const drawn = draw(message, view);

    const text = `${drawn.text}\n\n${JSON.stringify(drawn.buttons, null, 1)}\n`;

    await expect(text).toMatchFileSnapshot(`golden/sandbox/${name}.txt`);
  });

  it('keeps to 40 words in the median and to reading grade 7', () => {
    const words = median(samples.map(({ message }) => countWords(sentences(message))));
    const grade = median(samples.map(({ message }) => gradeOf(sentences(message))));

    console.log(`cards: ${samples.length}, median words ${words}, median grade ${grade.toFixed(1)}`);

    expect(words).toBeLessThanOrEqual(40);
    expect(grade).toBeLessThanOrEqual(7);
  });

  it.each(samples.filter(({ name }) => unasked.includes(name)))(
    '$name says why it came and how to stop it',
    ({ message }) => {
      const notes = message.blocks.flatMap((block) => (block.kind === 'note' ? [block] : []));

      expect(read({ ...message, blocks: notes })).toMatch(/because/);
      expect(buttonsOf(message).some((button) => waysOut.includes(button.label))).toBe(true);
    },
  );

  it.each(samples)('$name raises no voice and blames nobody', ({ message }) => {
    expect(sentences(message).replace(/<script>/, '')).not.toMatch(
      /!|still haven't|overdue|failed|forgot to|engagement|touch base/i,
    );
  });

  it.each(samples)('$name has buttons with a version and short labels', ({ message }) => {
    for (const button of buttonsOf(message)) {
      expect(button.args.v).toBe(1);
      expect(button.label.length).toBeLessThanOrEqual(30);
      expect(button.verb).toMatch(/^[a-z]+\.[a-z.]+$/i);
    }
  });
});
