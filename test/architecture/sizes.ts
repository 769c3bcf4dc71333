import { existsSync } from 'node:fs';
import { type Files, isNode, nameOf, placeOf, type SyntaxNode, treeOf, walk } from './sources.ts';

/** Lines above which a file or function is printed, and above which it fails. */
export const LIMITS = { file: { print: 250, fail: 300 }, function: { print: 60, fail: 80 } } as const;

/** A file or a function and how many lines it has. */
export type Size = { readonly what: string; readonly lines: number };

/** Every file's length. */
export function fileSizes(files: Files): readonly Size[] {
  return Object.entries(files).map(([path, text]) => ({ what: path, lines: text.trimEnd().split('\n').length }));
}

/** Every function's length, from its first word to its closing brace. */
export function functionSizes(files: Files): readonly Size[] {
  const found: Size[] = [];
  for (const [path, text] of Object.entries(files)) {
    walk(treeOf(path, text), (node, around) => {
      if (!/Function/.test(node.type) || !isNode(node.body)) return;
      const lines = text.slice(node.start, node.end).split('\n').length;
      found.push({ what: `${placeOf(path, text, node)} ${functionName(node, around.at(-1))}`, lines });
    });
  }
  return found;
}

function functionName(node: SyntaxNode, parent: SyntaxNode | undefined): string {
  return nameOf(node.id) ?? nameOf(parent?.id) ?? nameOf(parent?.key) ?? '(unnamed)';
}

/** Those above a number of lines, longest first, one line each. */
export function above(sizes: readonly Size[], lines: number): readonly string[] {
  const long = sizes.filter((size) => size.lines > lines).toSorted((a, b) => b.lines - a.lines);
  return long.map((size) => `${size.what}: ${size.lines} lines`);
}

/** The middle one of all lengths. */
export function median(sizes: readonly Size[]): number {
  return sizes.map(({ lines }) => lines).toSorted((a, b) => a - b)[Math.floor(sizes.length / 2)] ?? 0;
}

/** The paths that begin the lines of a page's picture: a fenced block with a path in its first column. */
export function picturedPaths(markdown: string): readonly string[] {
  const blocks = markdown.match(/^```[^\n]*\n[\s\S]*?^```/gm) ?? [];
  return blocks.flatMap((block) =>
    [...block.matchAll(/^([\w.-]+(?:\/[\w.-]+)*(?:\/|\.\w+))(?:\s|$)/gm)].map(([, path = '']) => path),
  );
}

/** Paths of the picture that are not there. */
export function missingPaths(markdown: string, exists: (path: string) => boolean = existsSync): readonly string[] {
  return picturedPaths(markdown).filter((path) => !exists(path));
}
