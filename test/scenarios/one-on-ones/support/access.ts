import type { JsonObject } from '../../../../src/core/json.ts';
import type { Reply } from '../../../../src/core/reply.ts';
import { oneOnOnes } from '../../../../src/features/one-on-ones/index.ts';
import type { House } from '../../../support/house.ts';

/** Roles by the heading of their column in docs/privacy.md. */
export const roles = {
  supervisor: 'ana',
  report: 'jo',
  'former supervisor': 'fay',
  'skip-level': 'kim',
  admin: 'dot',
  'another organisation': 'mal',
} as const;
export type Role = keyof typeof roles;
type Cell = 'yes' | 'own' | 'no';

/** A line of the table: what it is about, and what each role gets. */
export interface Row {
  readonly what: string;
  readonly cells: Readonly<Record<Role, Cell>>;
}

/** `oneonone add`, `oneonone remove` of `oneonone add @report | remove @report`; people and choices left out. */
export function formsOf(usage: string): readonly string[] {
  const [first = '', ...others] = usage.replace(/\[[^\]]*\]/g, '').split(' | ');
  const words = first.split(' ').filter((word) => /^[a-z]+$/.test(word));
  const [command = ''] = words;
  const also = others.map((other) => other.split(' ')[0] ?? '').filter((word) => !['off'].includes(word));
  return [words.slice(0, 2).join(' '), ...also.map((word) => `${command} ${word}`)];
}

/** Everything a row may mean: a press and a submit of that verb, or a command. */
export async function attempt(house: House, role: Role, what: string, args: JsonObject): Promise<readonly Reply[]> {
  const act = (deed: object) => handle(house, role, deed);
  if (what.startsWith('/hallway ')) return [await act({ kind: 'command', text: typed(what) })];
  const values = {
    day: '2026-11-24',
    text: 'words',
    csv: 'report,supervisor',
    done: [],
    goals: 'a',
    needs: 'b',
    challenges: 'c',
  };
  const isUntil = what === 'oneonone.until';
  if (!(what in (oneOnOnes.presses ?? {}) || what in (oneOnOnes.submits ?? {})))
    throw new Error(`no such verb: ${what}`);
  return [
    ...(what in (oneOnOnes.presses ?? {}) ? [await act({ kind: 'press', verb: what, args })] : []),
    ...(what in (oneOnOnes.submits ?? {})
      ? [await act({ kind: 'submit', verb: what, args, values: isUntil ? { day: '2027-01-11' } : values })]
      : []),
  ];
}

const typed = (what: string) =>
  what.slice('/hallway '.length).replace('@report', '<@test:T1/jo>').replace('@supervisor', '<@test:T1/ana>');

async function handle(house: House, role: Role, deed: object): Promise<Reply> {
  if (role !== 'another organisation') return house.hand(roles[role], deed as { kind: 'home' });
  return house.app.handle({
    id: `stranger${Math.floor(strangers++)}`,
    workspace: 'test:T2',
    actor: { account: 'test:T2/mal', name: 'Mal' },
    place: { kind: 'personal', workspace: 'test:T2', account: 'test:T2/mal' },
    at: house.now,
    ...deed,
  } as never);
}
let strangers = 0;

/** Every record of the pair, and what is owed about it. */
export function everything(house: House, args: JsonObject): Promise<string> {
  return house.storage.read(house.org, async (reads) => {
    const pair = String(args.pair);
    const found: unknown[] = [];
    // What somebody chose for their own nudges is theirs, not the pair's.
    const ofPairs = oneOnOnes.collections.filter(({ name }) => name !== 'oneonone.choices');
    for (const collection of ofPairs) {
      for (const { key, value } of await reads.list(collection))
        if (
          isOfPairs(collection.name)
            ? key === pair
            : key.startsWith(pair) || pair.split('/').some((id) => key.startsWith(`${id}/`) || key === id)
        )
          found.push([collection.name, key, value]);
    }
    const owed = (await reads.deliveries('oneonone/')).filter(({ key }) => key.includes(pair));
    return JSON.stringify([found, owed]);
  });
}

/** Rows of somebody's other pairs are not this pair's. */
const isOfPairs = (collection: string) => ['oneonone.pair', 'oneonone.standing'].includes(collection);

/** The lines of the page's table. */
export function tableOf(markdown: string): readonly Row[] {
  const lines = markdown.split('\n').filter((line) => line.startsWith('|'));
  const cellsOf = (line: string) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim());
  const [header = '', , ...body] = lines;
  const names = cellsOf(header);
  return body.map((line) => {
    const cells = cellsOf(line);
    const byRole = Object.fromEntries(names.map((name, index) => [name, cells[index]])) as Record<Role, Cell>;
    return { what: (cells[0] ?? '').replaceAll('`', ''), cells: byRole };
  });
}
