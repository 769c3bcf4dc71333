import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type EngineName, engines } from '../src/features/coffee/pairing/index.ts';
import { pairsIn, simulate } from '../src/features/coffee/pairing/simulation.ts';

// Draws docs/pictures/who-met-whom.svg: `node bench/who-met-whom.ts`. The same picture each time.

const MEMBERS = 30;
const ROUNDS = 52;
const FILE = fileURLToPath(new URL('../docs/pictures/who-met-whom.svg', import.meta.url));

const CELL = 9;
const SIDE = MEMBERS * CELL;
const GAP = 36;
const TOP = 84;
const LEFT = 24;

/** Fill for a pair that met never, once, twice, three times, and more: light to dark, never in a colour of its own. */
const FILLS = ['#f4b6a6', '#dbe7f0', '#8fb8d4', '#3f7fae', '#123a5c'] as const;
const NAMES = ['never', 'once', 'twice', '3 times', '4 or more'] as const;

interface Panel {
  readonly name: string;
  readonly times: readonly (readonly number[])[];
  readonly never: number;
  readonly most: number;
  readonly firstRepeat: number;
}

function playYear(engine: EngineName, name: string): Panel {
  const times = Array.from({ length: MEMBERS }, () => new Array<number>(MEMBERS).fill(0));
  const spec = { members: MEMBERS, rounds: ROUNDS, groupSize: 2, zones: 1, absent: 0, seed: 'picture' };
  let firstRepeat = 0;
  for (const round of simulate(spec, engines[engine], () => 0)) {
    if (round.repeats > 0 && firstRepeat === 0) firstRepeat = round.round;
    for (const [a, b] of pairsIn(round.groups)) count(times, Number(a.slice(1)) - 1, Number(b.slice(1)) - 1);
  }
  const pairs = times.flatMap((row, i) => row.slice(i + 1));
  return { name, times, never: pairs.filter((n) => n === 0).length, most: Math.max(...pairs), firstRepeat };
}

function count(times: number[][], a: number, b: number): void {
  for (const [i, j] of [
    [a, b],
    [b, a],
  ] as const) {
    const row = times[i];
    if (row) row[j] = (row[j] ?? 0) + 1;
  }
}

function draw(panel: Panel, place: number): string {
  const x = LEFT + place * (SIDE + GAP);
  const paths = FILLS.map((fill, level) => `<path fill="${fill}" d="${squares(panel.times, level)}"/>`);
  const facts = [
    `first repeat in round ${panel.firstRepeat}`,
    `${panel.never} pairs never met, the closest ${panel.most} times`,
  ];
  return [
    `<g transform="translate(${x} ${TOP})">`,
    `<text y="-10" font-weight="600">${panel.name}</text>`,
    ...paths,
    ...facts.map((fact, i) => `<text y="${SIDE + 20 + 15 * i}" font-size="11">${fact}</text>`),
    '</g>',
  ].join('\n');
}

function squares(times: Panel['times'], level: number): string {
  const size = CELL - 1;
  return times
    .flatMap((row, i) =>
      row.map((n, j) =>
        i !== j && Math.min(n, FILLS.length - 1) === level ? `M${j * CELL} ${i * CELL}h${size}v${size}h-${size}z` : '',
      ),
    )
    .join('');
}

function legend(y: number): string {
  const width = 90;
  const items = NAMES.map(
    (name, i) =>
      `<rect x="${LEFT + i * width}" y="${y}" width="12" height="12" fill="${FILLS[i]}"/>` +
      `<text x="${LEFT + 18 + i * width}" y="${y + 10}" font-size="11">${name}</text>`,
  );
  return items.join('\n');
}

const panels = [
  playYear('exact', 'Hallway'),
  playYear('greedy', 'first new partner (greedy)'),
  playYear('shuffle', 'shuffle'),
];
const [ours, , shuffled] = panels as [Panel, Panel, Panel];
const finding =
  `A year of weekly pairs of ${MEMBERS} people: with Hallway all meet, and nobody more than ${ours.most} times; ` +
  `by shuffle ${shuffled.never} of the pairs never meet, and some ${shuffled.most} times`;
const width = 2 * LEFT + 3 * SIDE + 2 * GAP;
const height = TOP + SIDE + 84;
const svg = [
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" ` +
    `font-family="system-ui, sans-serif" font-size="13" fill="#1b1f24" role="img" aria-labelledby="finding how">`,
  `<title id="finding">${finding}</title>`,
  `<desc id="how">Three squares of ${MEMBERS} by ${MEMBERS} people; a cell is darker the more often two people met.</desc>`,
  '<rect width="100%" height="100%" fill="#ffffff"/>',
  ...finding
    .split('; ')
    .map((half, i) => `<text x="${LEFT}" y="${30 + 20 * i}" font-size="15" font-weight="600">${half}</text>`),
  ...panels.map(draw),
  legend(TOP + SIDE + 54),
  '</svg>',
].join('\n');
writeFileSync(FILE, `${svg}\n`);
console.log(finding);
