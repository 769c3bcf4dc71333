import { type Files, type Import, importsOf } from './sources.ts';

/** Which layer a file stands in, and which feature, driver or adapter within it. */
type Place = { readonly layer: string; readonly unit: string };

const PLACES: readonly (readonly [RegExp, string])[] = [
  [/^src\/(time|core|ports|runtime|cli)\//, '$1'],
  [/^src\/features\/index\.ts$/, 'features'],
  [/^src\/features\/([^/]+)\//, 'feature'],
  [/^src\/drivers\/([^/.]+)/, 'driver'],
  [/^adapters\/([^/]+)\/ui\//, 'ui'],
  [/^adapters\/([^/]+)\//, 'adapter'],
  [/^src\/(app|main)(-[a-z-]+)?\.ts$/, '$1'],
  [/^src\/config(-[a-z-]+)?\.ts$/, 'config'],
];

const INNER = ['time', 'core', 'ports'];
/** What each layer may know besides its own unit. `main` and `cli` may know everything. */
const KNOWS: Readonly<Record<string, readonly string[]>> = {
  time: [],
  core: ['time'],
  ports: ['time', 'core'],
  feature: INNER,
  features: [...INNER, 'feature'],
  runtime: INNER,
  app: [...INNER, 'features', 'feature', 'runtime'],
  driver: INNER,
  adapter: INNER,
  ui: ['time', 'core', 'adapter'],
  config: [],
};
const EVERYTHING = ['main', 'cli'];

/** Packages with one home; the homes are path beginnings. `name/` stands for a scope. */
const HOMES: Readonly<Record<string, readonly string[]>> = {
  'temporal-polyfill': ['src/time/zoned.ts'],
  'rrule-temporal': ['src/time/'],
  'date-holidays': ['src/time/'],
  '@slack/': ['adapters/slack/'],
  botbuilder: ['adapters/teams/'],
  'botframework-': ['adapters/teams/'],
  'node-cron': ['src/drivers/'],
  lowdb: ['src/drivers/lowdb/', 'adapters/sandbox/'],
  kysely: ['src/drivers/postgres/'],
  pg: ['src/drivers/postgres/'],
  pino: ['src/drivers/'],
  // Renderers of other platforms' cards, loaded only with the look that needs them.
  'slack-blocks-to-jsx': ['adapters/sandbox/ui/skins/'],
  adaptivecards: ['adapters/sandbox/ui/skins/'],
  'markdown-it': ['adapters/sandbox/ui/skins/'],
  fflate: ['adapters/teams/'],
  commander: ['src/cli/'],
  'cli-progress': ['src/cli/'],
};
/** What does I/O or keeps time is not for the inside of the house. */
const OUTSIDE_WORLD =
  /^(node:)?(fs|net|http|https|http2|dgram|dns|tls|child_process|worker_threads|cluster|os|process|timers)(\/|$)/;
/** What the page may be made of; the renderers have their home above. */
const IN_PAGE = /^(react(-dom)?|slack-blocks-to-jsx|adaptivecards|markdown-it)(\/|$)/;
const PURE = ['time', 'core', 'ports', 'feature', 'features', 'runtime', 'app', 'ui'];

/** Imports that the house does not allow, one line each. */
export function layerOffences(files: Files): readonly string[] {
  return Object.entries(files).flatMap(([path, text]) => {
    if (placeOf(path) === undefined) return [`${path} stands in no layer`];
    return importsOf(path, text).flatMap((one) => (one.isPackage ? packageOffence(one) : houseOffence(one)) ?? []);
  });
}

function placeOf(path: string): Place | undefined {
  for (const [pattern, layer] of PLACES) {
    const match = pattern.exec(path);
    if (match?.[1] !== undefined && layer === '$1') return { layer: match[1], unit: '' };
    if (match !== null) return { layer, unit: match[1] ?? '' };
  }
  return undefined;
}

function houseOffence({ from, to, isTypeOnly }: Import): string | undefined {
  const [here, there] = [placeOf(from), placeOf(to)];
  if (here === undefined) return undefined;
  if (there === undefined) return `${from} imports ${to}, which stands in no layer`;
  if (EVERYTHING.includes(here.layer) || isSameUnit(here, there)) return undefined;
  if (!KNOWS[here.layer]?.includes(there.layer)) return `${from} (${here.layer}) imports ${to} (${there.layer})`;
  if (here.layer !== 'ui') return undefined;
  if (!isTypeOnly) return `${from} imports more than types from ${to}, which would go into the page`;
  return there.layer === 'adapter' && there.unit !== here.unit ? `${from} imports another adapter's ${to}` : undefined;
}

function isSameUnit(a: Place, b: Place): boolean {
  return a.layer === b.layer && (a.unit === b.unit || a.layer === 'config');
}

function packageOffence({ from, to }: Import): string | undefined {
  const layer = placeOf(from)?.layer ?? '';
  if (to === '(computed)') return `${from} imports a computed path, which nothing can check`;
  for (const [name, homes] of Object.entries(HOMES)) {
    const isIt = /[/-]$/.test(name) ? to.startsWith(name) : to === name || to.startsWith(`${name}/`);
    if (isIt && !homes.some((home) => from.startsWith(home)))
      return `${from} imports ${to}, at home in ${homes.join(', ')}`;
  }
  if (layer === 'ui' && !IN_PAGE.test(to)) return `${from} imports ${to}: the page has react only`;
  if (layer !== 'ui' && /^react(-dom)?(\/|$)/.test(to)) return `${from} imports ${to} outside the page`;
  return PURE.includes(layer) && OUTSIDE_WORLD.test(to)
    ? `${from} (${layer}) imports ${to}, which does I/O`
    : undefined;
}
