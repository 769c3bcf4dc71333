import { type CsvRow, readCsv } from '../../src/core/csv.ts';
import { isZone, zone } from '../../src/time/zoned.ts';
import type { SandboxPerson } from './organisation.ts';

const columns = ['id', 'name', 'email', 'timezone', 'team', 'manager', 'country', 'admin'] as const;
type Column = (typeof columns)[number];
type Cells = Readonly<Partial<Record<Column, string>>>;

/** What is wrong in one line of the file, with the cure. */
export interface LineError {
  readonly line: number;
  readonly error: string;
}

interface Row {
  readonly line: number;
  readonly cells: Cells;
  readonly hasSpareCells: boolean;
}

export type ReadPeople = { readonly people: readonly SandboxPerson[] } | { readonly errors: readonly LineError[] };

/** Reads an organisation from CSV text (comma, semicolon or tab); every line that needs mending is named at once. */
export function readPeople(csv: string): ReadPeople {
  const table = readTable(csv);
  if ('errors' in table) return table;
  const errors = [...table.rows.flatMap(checkRow), ...checkTogether(table)].sort((a, b) => a.line - b.line);
  if (errors.length > 0) return { errors };
  return { people: table.rows.map((row, index) => toPerson(row.cells, isAdmin(row, index, table.hasAdmin))) };
}

interface Table {
  readonly rows: readonly Row[];
  readonly hasAdmin: boolean;
}

function readTable(csv: string): Table | { errors: LineError[] } {
  const read = readCsv(csv);
  if ('rows' in read) return toTable(read.rows);
  const error = 'The quotes or commas of this line do not add up. Compare it with the sample file.';
  return { errors: [{ line: read.brokenLine, error }] };
}

function toTable([header, ...lines]: readonly CsvRow[]): Table | { errors: LineError[] } {
  const names = (header?.cells ?? []).map((name) => name.toLowerCase());
  const errors = checkHeader(names);
  if (errors.length === 0 && lines.length === 0) errors.push('There are no people below the header. Add one a line.');
  if (errors.length > 0) return { errors: errors.map((error) => ({ line: 1, error })) };
  const rows = lines.map(({ line, cells }) => ({
    line,
    cells: Object.fromEntries(names.map((name, index) => [name, cells[index] || undefined])),
    hasSpareCells: cells.slice(names.length).some(Boolean),
  }));
  return { rows, hasAdmin: names.includes('admin') };
}

function checkHeader(names: readonly string[]): string[] {
  const known: readonly string[] = columns;
  const missing = ['id', 'name'].filter((name) => !names.includes(name));
  if (missing.length > 0)
    return [`The first line must name the columns, ${missing.join(' and ')} among them: ${columns.join(',')}`];
  const unknown = names.filter((name) => !known.includes(name));
  const doubled = names.filter((name, index) => names.indexOf(name) < index);
  return [
    ...unknown.map(
      (name) => `I don't know the column "${name}". Known are ${columns.join(', ')}. Rename or remove it.`,
    ),
    ...doubled.map((name) => `The column "${name}" is there twice. Remove one.`),
  ];
}

const regions = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

/** True for the code of a country there is; ZZ stands for none. */
const isRegion = (code: string): boolean =>
  /^[A-Za-z]{2}$/.test(code) && code.toUpperCase() !== 'ZZ' && regions.of(code.toUpperCase()) !== undefined;

function checkRow({ line, cells, hasSpareCells }: Row): LineError[] {
  const { id, name, email, timezone, country, admin } = cells;
  const problems = [
    hasSpareCells && 'There are more cells than columns. Put quotes around text that has a comma in it.',
    id === undefined && 'The id is missing. Give each person a short one, such as ana.',
    id !== undefined &&
      !/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(id) &&
      `The id "${id}" may hold only letters, digits, dots, dashes and underscores.`,
    id?.toLowerCase() === 'hallway' && 'The id "hallway" is taken by Hallway itself. Choose another.',
    name === undefined && 'The name is missing.',
    name !== undefined && name.length > 200 && 'The name is longer than 200 characters.',
    email !== undefined &&
      !/^[^@\s]+@[^@\s]+$/.test(email) &&
      `"${email}" is no e-mail address. Correct it or leave it empty.`,
    timezone !== undefined &&
      !isZone(timezone) &&
      `I don't know the time zone "${timezone}". Write it like Europe/Lisbon, or leave it empty.`,
    country !== undefined &&
      !isRegion(country) &&
      `"${country}" is no country code. Write two letters, such as PT, or leave it empty.`,
    admin !== undefined &&
      !/^(yes|no)$/i.test(admin) &&
      `In the admin column write yes or leave it empty, not "${admin}".`,
  ];
  return problems.flatMap((error) => (error ? [{ line, error }] : []));
}

function checkTogether({ rows, hasAdmin }: Table): LineError[] {
  const firstLines = new Map<string, number>();
  const errors: LineError[] = [];
  for (const { line, cells } of rows) {
    const id = cells.id?.toLowerCase();
    const first = id === undefined ? undefined : firstLines.get(id);
    if (first !== undefined)
      errors.push({ line, error: `The id "${cells.id}" is already in line ${first}. Ids must differ.` });
    else if (id !== undefined) firstLines.set(id, line);
  }
  if (hasAdmin && !rows.some((row) => row.cells.admin?.toLowerCase() === 'yes'))
    errors.push({ line: 1, error: 'Nobody is admin. Write yes in the admin column of at least one person.' });
  const ids = new Set(rows.map((row) => row.cells.id));
  return [...errors, ...rows.flatMap((row) => checkManager(row, ids))];
}

function checkManager({ line, cells }: Row, ids: ReadonlySet<string | undefined>): LineError[] {
  const { manager, id } = cells;
  if (manager === undefined) return [];
  if (manager === id) return [{ line, error: `${cells.name ?? id} cannot be their own manager. Leave it empty.` }];
  if (ids.has(manager)) return [];
  return [{ line, error: `The manager "${manager}" is nobody's id in this file. Use the id column, not the name.` }];
}

const isAdmin = ({ cells }: Row, index: number, hasColumn: boolean): boolean =>
  hasColumn ? cells.admin?.toLowerCase() === 'yes' : index === 0;

function toPerson(cells: Cells, admin: boolean): SandboxPerson {
  const { id = '', name = '', email, timezone, team, manager, country } = cells;
  return {
    id,
    name,
    email,
    timezone: timezone === undefined ? undefined : zone(timezone),
    team,
    manager,
    country: country?.toUpperCase(),
    isAdmin: admin,
    isGuest: false,
  };
}

/** The same people as CSV text, to begin one's own file from. */
export function peopleCsv(people: readonly SandboxPerson[]): string {
  const rows = people.map((person) => [
    ...[person.id, person.name, person.email, person.timezone, person.team, person.manager, person.country],
    person.isAdmin ? 'yes' : '',
  ]);
  return [columns, ...rows].map((cells) => `${cells.map(quoted).join(',')}\n`).join('');
}

const quoted = (cell = '') => (/[",;\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
