import { globSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { parseSync } from 'vite';

/** Texts by path from the project's root; a rule is a function over these, so that a test can plant an offender. */
export type Files = Readonly<Record<string, string>>;

/** A node of the syntax tree; only what the rules look at is read, and checked first. */
export type SyntaxNode = { readonly type: string; readonly start: number; readonly end: number } & {
  readonly [key: string]: unknown;
};

/** One import: what is written, the path it leads to (or the package), and whether types alone are taken. */
export type Import = {
  readonly from: string;
  readonly to: string;
  readonly isPackage: boolean;
  readonly isTypeOnly: boolean;
};

/** TypeScript sources below these folders, and those at their top. */
export function readSources(folders: readonly string[]): Files {
  const paths = folders.flatMap((folder) => globSync(`${folder}/**/*.{ts,tsx}`)).toSorted();
  return Object.fromEntries(paths.map((path) => [path, readFileSync(path, 'utf8')]));
}

const trees = new Map<string, SyntaxNode>();

/** The syntax tree, types included; throws where the text does not parse. */
export function treeOf(path: string, text: string): SyntaxNode {
  const known = trees.get(`${path}\n${text}`);
  if (known !== undefined) return known;
  const { program, errors } = parseSync(path, text, { lang: path.endsWith('x') ? 'tsx' : 'ts', astType: 'ts' });
  if (errors.length > 0) throw new Error(`${path} does not parse: ${errors[0]?.message}`);
  trees.set(`${path}\n${text}`, program as unknown as SyntaxNode);
  return program as unknown as SyntaxNode;
}

/** Calls `visit` for every node, with the nodes around it, nearest last. */
export function walk(node: unknown, visit: (node: SyntaxNode, around: readonly SyntaxNode[]) => void): void {
  const around: SyntaxNode[] = [];
  const step = (value: unknown): void => {
    if (Array.isArray(value)) for (const one of value) step(one);
    if (!isNode(value)) return;
    visit(value, around);
    around.push(value);
    for (const key in value) step(value[key]);
    around.pop();
  };
  step(node);
}

export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';
}

/** The name, if it is an identifier. */
export function nameOf(node: unknown): string | undefined {
  return isNode(node) && typeof node.name === 'string' ? node.name : undefined;
}

/** The text, if it is a literal one. */
export function textOf(node: unknown): string | undefined {
  return isNode(node) && node.type === 'Literal' && typeof node.value === 'string' ? node.value : undefined;
}

/** Where a node stands: `path:line`. */
export function placeOf(path: string, text: string, node: SyntaxNode): string {
  return `${path}:${text.slice(0, node.start).split('\n').length}`;
}

const IMPORTING = [
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'ImportExpression',
  'TSImportType',
];

/** Every import of a file: static, dynamic, re-exported, of a type, or by `require`. */
export function importsOf(path: string, text: string): readonly Import[] {
  const found: Import[] = [];
  walk(treeOf(path, text), (node) => {
    const source = isRequire(node) ? firstArgument(node) : IMPORTING.includes(node.type) ? node.source : undefined;
    if (!isNode(source)) return;
    const written = textOf(source) ?? '(computed)';
    const isPackage = !/^[./]/.test(written);
    const to = isPackage ? written : posix.join(posix.dirname(path), written);
    found.push({ from: path, to, isPackage, isTypeOnly: takesTypesOnly(node) });
  });
  return found;
}

function isRequire(node: SyntaxNode): boolean {
  return node.type === 'CallExpression' && nameOf(node.callee) === 'require';
}

function firstArgument(node: SyntaxNode): unknown {
  return Array.isArray(node.arguments) ? node.arguments[0] : undefined;
}

function takesTypesOnly(node: SyntaxNode): boolean {
  if (node.type === 'TSImportType' || node.importKind === 'type' || node.exportKind === 'type') return true;
  const { specifiers } = node;
  if (!Array.isArray(specifiers) || specifiers.length === 0) return false;
  return specifiers.every((one) => isNode(one) && (one.importKind === 'type' || one.exportKind === 'type'));
}
