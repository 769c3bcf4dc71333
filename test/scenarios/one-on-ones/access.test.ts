import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/core/json.ts';
import { oneOnOnes } from '../../../src/features/one-on-ones/index.ts';
import type { House } from '../../support/house.ts';
import type { Coworker } from '../../support/platform.ts';
import { attempt, everything, formsOf, type Role, roles, tableOf } from './support/access.ts';
import { openHouse, told } from './support/one-on-ones.ts';

const page = readFileSync('docs/privacy.md', 'utf8');
const rows = tableOf(page);

/** Words of the pair that nobody else may ever read, and the day they last met. */
const shared = ['the-shared-topic', '25 Nov', '2026-11-25', 'goal-of-jo'];
const noteOf: Readonly<Partial<Record<Role, string>>> = { supervisor: 'note-of-ana', report: 'note-of-jo' };
const refusal =
  /between two people|Only (admins|the supervisor)|not on your list|no one-on-ones|answered already|no longer have|I don't know|with themselves/;
/** After these the two are a pair no longer. */
const endings = ['oneonone.deny', 'oneonone.notmine', '/hallway oneonone remove @report'];

const people: readonly Coworker[] = [
  { id: 'dot', name: 'Dot', isAdmin: true },
  { id: 'kim', name: 'Kim' },
  { id: 'fay', name: 'Fay' },
  { id: 'ana', name: 'Ana', manager: 'kim' },
  { id: 'jo', name: 'Jo', manager: 'fay' },
];

/** A pair with a past, a meeting, topics and two notes; and somebody's admin in a workspace of another organisation. */
async function world(): Promise<{ house: House; args: JsonObject }> {
  const house = await openHouse(people);
  await told(house, 'dot', 'oneonone every 2 weeks --yes');
  house.platform.coworkers.set('jo', { id: 'jo', name: 'Jo', manager: 'ana' });
  await house.app.sync(house.platform.workspace);
  await house.until('2026-11-30T12:00:00Z');
  await told(house, 'ana', 'oneonone met @Jo 25 nov 2026');
  house.platform.coworkers.set('mal', { id: 'mal', name: 'Mal', isAdmin: true });
  const [ana, jo] = [await house.person('ana'), await house.person('jo')];
  const args = {
    v: 1,
    pair: `${ana}/${jo}`,
    ...{
      card: '2026-12-01',
      day: '2026-11-27',
      instead: '2026-11-26',
      days: '3',
      why: 'leave',
      kind: 'persona',
      kit: 'persona',
    },
  };
  await house.submits('ana', 'oneonone.topic', args, { text: 'the-shared-topic' });
  const persona = { goals: 'goal-of-jo', needs: 'quiet', challenges: 'noise' };
  await house.submits('jo', 'oneonone.sheet', args, persona);
  await house.submits('ana', 'oneonone.note', args, { text: 'note-of-ana' });
  await house.submits('jo', 'oneonone.note', args, { text: 'note-of-jo' });
  return { house, args };
}

describe('the table of who may do what', () => {
  it('has a line for every button and form of one-on-ones', () => {
    const verbs = new Set([...Object.keys(oneOnOnes.presses ?? {}), ...Object.keys(oneOnOnes.submits ?? {})]);

    expect([...verbs].filter((verb) => !rows.some(({ what }) => what === verb))).toEqual([]);
    expect(rows.length).toBeGreaterThan(verbs.size);
  });

  it('has a line for every command, as the help lists them and as they are read', () => {
    const source = readFileSync('src/features/one-on-ones/commands.ts', 'utf8');
    const read = /const actions[^{]*\{([\s\S]*?)\n\};/.exec(source)?.[1] ?? '';
    const words = [...read.matchAll(/^ {2}(\w+)[:,]/gm)].map(([, word = '']) => `oneonone ${word}`);
    const usages = (oneOnOnes.commands ?? []).flatMap(({ usage }) => usage.flatMap((one) => formsOf(one.words)));
    // One of a kind stands for all: kits is kit, and of the rhythms every is read like monthly.
    const asked = [...words.filter((word) => word !== 'oneonone kits'), ...usages];
    const typed = rows.map(({ what }) => what.replace('/hallway ', ''));

    expect(words.length).toBeGreaterThan(8);
    expect(usages.length).toBeGreaterThan(12);
    expect(asked.filter((one) => !typed.some((line) => `${line} `.startsWith(`${one} `)))).toEqual([]);
  });

  it('knows every way in there is', () => {
    expect(Object.keys(oneOnOnes).sort()).toEqual(
      [
        ...['name', 'title', 'samples', 'collections', 'schedules', 'undone', 'forget'],
        // In the table above, line by line.
        ...['commands', 'presses', 'submits', 'home', 'status'],
        // Looked at below, and in settings.test.ts, import.test.ts and kits.test.ts.
        ...['personalData', 'settings', 'imports', 'files'],
      ].sort(),
    );
    expect(Object.keys(oneOnOnes.files ?? {})).toEqual(['oneonone-sheet']);
    expect(Object.keys(oneOnOnes.imports ?? {})).toEqual(['oneonone']);
  });

  it('refuses every role what is not theirs, with arguments of their making, and shows nothing', async () => {
    const { house, args } = await world();
    const before = await everything(house, args);
    for (const { what, cells } of rows) {
      for (const role of Object.keys(roles) as Role[]) {
        if (cells[role] === 'yes') continue;
        for (const reply of await attempt(house, role, what, args)) {
          const text = JSON.stringify(reply);
          const where = `${role}: ${what}`;
          for (const secret of [...shared, 'note-of-ana', 'note-of-jo']) expect(text, where).not.toContain(secret);
          if (cells[role] === 'no') expect(text, where).toMatch(refusal);
          expect(await everything(house, args), where).toEqual(before);
        }
      }
    }
    expect(house.failures.seen).toEqual([]);
  });

  it.each(['supervisor', 'report'] as const)(
    'lets the %s do what the table says, and shows no note but their own',
    async (role) => {
      const { house, args } = await world();
      const mine = rows.filter(({ what, cells }) => cells[role] === 'yes' && !endings.includes(what));
      const other = role === 'supervisor' ? 'note-of-jo' : 'note-of-ana';
      let ownSeen = 0;
      for (const { what } of mine) {
        for (const reply of await attempt(house, role, what, args)) {
          const text = JSON.stringify(reply);
          expect(text, what).not.toMatch(refusal);
          expect(text, what).not.toContain(other);
          if (noteOf[role] && text.includes(noteOf[role])) ownSeen += 1;
        }
      }
      expect(ownSeen).toBeGreaterThan(1);
      for (const what of endings.filter((one) => rows.find((row) => row.what === one)?.cells[role] === 'yes')) {
        const anew = await world();
        for (const reply of await attempt(anew.house, role, what, anew.args))
          expect(JSON.stringify(reply), what).not.toMatch(refusal);
        expect(await told(anew.house, 'jo', 'oneonone @Ana'), what).toContain('no one-on-ones');
      }
    },
  );

  it('holds for what everybody can look at: files, tables, what is coming, homes, logs', async () => {
    const { house } = await world();
    const looked = [
      await house.app.exportSettings(house.org),
      await house.app.upcoming(house.platform.workspace),
      ...(await Promise.all(
        ['rounds', 'introductions'].map((name) => house.app.table(house.platform.workspace, name)),
      )),
      ...(await Promise.all(['dot', 'kim', 'fay'].map(async (id) => house.says(id, 'home')))),
      await house.app.exportPerson(house.org, await house.person('kim')),
    ];
    const operator = await house.app.exportPerson(house.org, await house.person('ana'));

    for (const secret of [...shared, 'note-of-ana', 'note-of-jo']) expect(JSON.stringify(looked)).not.toContain(secret);
    expect(JSON.stringify(operator)).not.toMatch(/note-of|the-shared-topic/);
  });
});

it("reads private notes only in the three places that ask for the author's own", () => {
  const sources = globSync('src/**/*.ts').map((path) => [path, readFileSync(path, 'utf8')] as const);
  const readers = sources.filter(([, text]) => /import \{[^}]*\bnotes\b[^}]*\} from '[^']*agenda-records/.test(text));
  const uses = readers.flatMap(([path, text]) =>
    [...text.matchAll(/\b(?:get|put|remove|list)\(notes,([^;]*)/g)].map(([, rest = '']) => ({ path, rest })),
  );

  expect(readers.map(([path]) => path.slice(path.lastIndexOf('/') + 1)).sort()).toEqual([
    'agenda-view.ts',
    'agenda.ts',
    'index.ts',
    'personal-data.ts',
  ]);
  for (const { path, rest } of uses.filter((use) => !use.path.endsWith('personal-data.ts')))
    expect(rest, path).toMatch(/noteKey\(ctx\.actor\.id|^ key/);
  expect(sources.filter(([, text]) => text.includes("'oneonone.note'")).map(([path]) => path)).toEqual([
    expect.stringContaining('agenda-records.ts'),
    expect.stringContaining('agenda.ts'),
  ]);
});
