import { type Files, nameOf, placeOf, type SyntaxNode, textOf, treeOf, walk } from './sources.ts';

/** Something that only some places may use; `at` tells whether a node is such a use. */
type Habit = {
  readonly what: string;
  readonly instead: string;
  readonly allowed: RegExp;
  readonly at: (node: SyntaxNode, around: readonly SyntaxNode[]) => boolean;
};

const OUTER = /^(src\/drivers\/|src\/cli\/|src\/main\.ts$|adapters\/[^/]+\/ui\/)/;
const TIMERS = ['setTimeout', 'setInterval', 'setImmediate'];
const CHANCE = ['randomUUID', 'randomBytes', 'randomInt', 'getRandomValues'];

const HABITS: readonly Habit[] = [
  { what: 'Date.now', instead: 'the Clock', allowed: OUTER, at: (node) => isMember(node, 'Date', 'now') },
  { what: 'new Date()', instead: 'the Clock', allowed: OUTER, at: isPresentDate },
  { what: 'performance.now', instead: 'the Clock', allowed: OUTER, at: (node) => isMember(node, 'performance', 'now') },
  { what: 'Math.random', instead: 'Random', allowed: OUTER, at: (node) => isMember(node, 'Math', 'random') },
  {
    what: 'a timer',
    instead: 'the Clock and the Heartbeat',
    allowed: OUTER,
    at: (node, around) => isUse(node, around, TIMERS),
  },
  {
    what: 'an unseeded draw',
    instead: 'Random',
    allowed: /^(src\/drivers\/|src\/cli\/|src\/main\.ts$|adapters\/)/,
    at: (node, around) => isUse(node, around, CHANCE) || CHANCE.includes(memberOf(node, 'crypto') ?? ''),
  },
  { what: 'process.env', instead: 'Config', allowed: /^src\/config\.ts$/, at: readsEnvironment },
  {
    what: 'console',
    instead: 'the Log',
    allowed: /^src\/cli\//,
    at: (node, around) => isUse(node, around, ['console']),
  },
];

/** Uses of the clock, of chance, of the environment and of the console where they are not at home. */
export function habitOffences(files: Files): readonly string[] {
  const found: string[] = [];
  for (const [path, text] of Object.entries(files)) {
    const forbidden = HABITS.filter(({ allowed }) => !allowed.test(path));
    walk(treeOf(path, text), (node, around) => {
      for (const { what, instead, at } of forbidden)
        if (at(node, around)) found.push(`${placeOf(path, text, node)} uses ${what}; take ${instead}`);
    });
  }
  return found;
}

/** The name of the member taken of that object, be it `a.b`, `a['b']` or `globalThis.a.b`. */
function memberOf(node: SyntaxNode, object: string): string | undefined {
  if (node.type !== 'MemberExpression') return undefined;
  const of = node.object as SyntaxNode;
  const isIt = nameOf(of) === object || (of.type === 'MemberExpression' && propertyOf(of) === object);
  return isIt ? propertyOf(node) : undefined;
}

function propertyOf(member: SyntaxNode): string | undefined {
  return member.computed === true ? textOf(member.property) : nameOf(member.property);
}

function isMember(node: SyntaxNode, object: string, property: string): boolean {
  return memberOf(node, object) === property;
}

function isPresentDate(node: SyntaxNode): boolean {
  if (nameOf(node.callee) !== 'Date') return false;
  return (
    node.type === 'CallExpression' || (node.type === 'NewExpression' && (node.arguments as unknown[]).length === 0)
  );
}

/** A global of that name, called or handed on; not a property of that name, nor a mention in a type. */
function isUse(node: SyntaxNode, around: readonly SyntaxNode[], names: readonly string[]): boolean {
  if (names.includes(memberOf(node, 'globalThis') ?? '')) return true;
  if (node.type !== 'Identifier' || !names.includes(nameOf(node) ?? '')) return false;
  const parent = around.at(-1);
  if (parent === undefined || parent.type.startsWith('TS')) return false;
  const isName = parent.property === node || parent.key === node || parent.imported === node;
  return !isName || (parent.computed === true && parent.property === node);
}

function readsEnvironment(node: SyntaxNode): boolean {
  if (isMember(node, 'process', 'env')) return true;
  if (node.type === 'ImportDeclaration') return /^(node:)?process$/.test(textOf(node.source) ?? '');
  return node.type === 'VariableDeclarator' && nameOf(node.init) === 'process';
}
