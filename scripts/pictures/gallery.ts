import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nameOf, type Variant, variants } from './studio.ts';

/** One picture that was taken, and what is wrong in it. */
export interface Shot {
  readonly chapter: string;
  readonly name: string;
  readonly variant: Variant;
  /** Relative to the gallery. */
  readonly file: string;
  readonly problems: readonly string[];
}

/** Where a picture stands in the gallery's folder. */
export const fileOf = (chapter: string, name: string, variant: Variant): string =>
  join(slug(chapter), `${slug(`${name} ${nameOf(variant)}`)}.png`);

const slug = (words: string) => words.replace(/\W+/g, '-').toLowerCase();

/** Writes `index.html`: one row a picture, its four ways side by side, what is wrong first of all. */
export function writeGallery(folder: string, shots: readonly Shot[]): void {
  const wrong = shots.filter((shot) => shot.problems.length > 0);
  const chapters = [...new Set(shots.map((shot) => shot.chapter))];
  const html = [
    '<!doctype html><html lang="en-GB"><meta charset="utf-8"><title>Hallway in pictures</title>',
    `<style>${style}</style><h1>Hallway in pictures</h1>`,
    `<p>${shots.length} pictures, ${wrong.length} with something wrong.</p><ul>`,
    ...wrong.flatMap((shot) => shot.problems.map((words) => `<li>${escaped(`${titleOf(shot)}: ${words}`)}</li>`)),
    '</ul>',
    ...chapters.map((chapter) => chapterOf(chapter, shots)),
    '</html>',
  ];
  writeFileSync(join(folder, 'index.html'), html.join('\n'));
}

/** A picture in words, for lists of what is wrong. */
export const titleOf = ({ chapter, name, variant }: Shot): string => `${chapter}, ${name}, ${nameOf(variant)}`;

function chapterOf(chapter: string, shots: readonly Shot[]): string {
  const here = shots.filter((shot) => shot.chapter === chapter);
  const rows = [...new Set(here.map((shot) => shot.name))].map((name) => {
    const cells = variants.map((variant) => {
      const shot = here.find((one) => one.name === name && one.variant === variant);
      return shot ? `<td><img loading="lazy" src="${shot.file}" alt="${escaped(titleOf(shot))}"></td>` : '<td></td>';
    });
    return `<tr><th scope="row">${escaped(name)}</th>${cells.join('')}</tr>`;
  });
  const heads = variants.map((variant) => `<th scope="col">${nameOf(variant)}</th>`);
  return `<h2>${escaped(chapter)}</h2><table><tr><td></td>${heads.join('')}</tr>${rows.join('\n')}</table>`;
}

const escaped = (words: string) =>
  words.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign);

const style = `body{font:15px/1.5 system-ui,sans-serif;margin:2rem;background:#8a8a86;color:#111}
td,th{padding:.4rem;vertical-align:top;text-align:left}img{max-width:640px;max-height:640px;box-shadow:0 1px 6px #0006}`;
