import type { Sheet } from './worksheet-records.ts';

const width = 960;
const margin = 40;
const lineHeight = 22;
const lettersPerPixel = 0.125;

/** What two people drew as a picture of its own, an SVG that any browser opens; reads in grey and in the dark. */
export function pictureOf(title: string, sheet: Sheet, made: string): string {
  const drawn = sheet.kind === 'persona' ? persona(sheet) : journey(sheet);
  const height = drawn.height + 150;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${xml(title)}" font-family="system-ui, sans-serif" font-size="16">`,
    `<title>${xml(title)}</title>`,
    '<style>rect{fill:#fff;stroke:#8a8a8a}text{fill:#1d1d1d}.page{fill:#f4f2ee;stroke:none}.pain{fill:#fbe9d9}',
    '@media(prefers-color-scheme:dark){rect{fill:#262626;stroke:#8a8a8a}text{fill:#eee}.page{fill:#1a1a1a}.pain{fill:#4a3423}}</style>',
    `<rect class="page" width="${width}" height="${height}"/>`,
    `<text x="${margin}" y="60" font-size="28" font-weight="600">${xml(title)}</text>`,
    `<g transform="translate(0 90)">${drawn.body}</g>`,
    `<text x="${margin}" y="${height - 24}" font-size="13">${xml(made)}</text>`,
    '</svg>',
  ].join('\n');
}

interface Drawn {
  readonly body: string;
  readonly height: number;
}

function persona({ goals, needs, challenges }: Extract<Sheet, { kind: 'persona' }>): Drawn {
  const column = (width - 2 * margin - 40) / 3;
  const parts = [
    ['Goals', goals],
    ['Needs', needs],
    ['Challenges', challenges],
  ] as const;
  const texts = parts.map(([, words]) => wrap(words, column - 32));
  const height = Math.max(...texts.map((lines) => lines.length)) * lineHeight + 70;
  const body = parts.map(([label], index) =>
    box(margin + index * (column + 20), 0, column, height, label, texts[index] ?? []),
  );
  return { body: body.join('\n'), height };
}

function journey({ about, points }: Extract<Sheet, { kind: 'journey' }>): Drawn {
  const column = (width - 2 * margin - 20) / 2;
  let y = 30;
  const rows = points.map(({ what, pain }, index) => {
    const step = wrap(what, column - 32);
    const hurts = pain === undefined ? [] : wrap(pain, column - 32);
    const height = Math.max(step.length, hurts.length) * lineHeight + 46;
    const top = y;
    y += height + 12;
    const left = box(margin, top, column, height, String(index + 1), step);
    return pain === undefined
      ? left
      : `${left}\n${box(margin + column + 20, top, column, height, 'Where it hurts', hurts, 'pain')}`;
  });
  return { body: [`<text x="${margin}" y="10" font-size="18">${xml(about)}</text>`, ...rows].join('\n'), height: y };
}

function box(
  x: number,
  y: number,
  wide: number,
  height: number,
  label: string,
  lines: readonly string[],
  kind = '',
): string {
  const words = lines.map(
    (line, index) => `<tspan x="${x + 16}" y="${y + 54 + index * lineHeight}">${xml(line)}</tspan>`,
  );
  return [
    `<rect x="${x}" y="${y}" width="${wide}" height="${height}" rx="10"${kind ? ` class="${kind}"` : ''}/>`,
    `<text x="${x + 16}" y="${y + 28}" font-weight="600">${xml(label)}</text>`,
    `<text>${words.join('')}</text>`,
  ].join('');
}

/** Lines that fit; a word longer than a line is cut. */
function wrap(words: string, pixels: number): readonly string[] {
  const most = Math.floor(pixels * lettersPerPixel);
  const lines: string[] = [];
  for (const word of words.split(/\s+/).flatMap((one) => one.match(new RegExp(`.{1,${most}}`, 'gu')) ?? [])) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < most) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

const xml = (words: string): string =>
  words.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`).replace(/[^\P{Cc}\n\t]/gu, '');
