import { createInterface } from 'node:readline/promises';
import { Command } from 'commander';
import { readConfig } from '../config.ts';
import type { Json } from '../core/json.ts';
import type { Person } from '../ports/people.ts';
import { exportOf } from '../runtime/house.ts';
import { askOrDo } from './ask-or-do.ts';
import { CommandError, exits } from './exits.ts';
import { openLastCommit, readAs, registry } from './last-commit.ts';
import { chooseOrg } from './organisations.ts';
import { findPerson } from './person.ts';

interface Options {
  readonly person: string;
  readonly org?: string;
  readonly yes?: true;
  readonly dryRun?: true;
}

/** `hallway forget`: shows what is held on a person, and erases it once that is confirmed. */
export function forgetCommand(): Command {
  return new Command('forget')
    .description('erase everything held on a person, after showing what that is')
    .requiredOption('--person <id>', 'person id, account (slack:T1/U1) or e-mail address')
    .option('--org <id>', 'which organisation, where there are several')
    .option('--yes', 'erase without asking')
    .option('--dry-run', 'only show what would be erased')
    .action(forget);
}

async function forget({ person: text, org: asked, yes, dryRun }: Options): Promise<void> {
  const config = readConfig();
  const storage = await openLastCommit(config);
  const org = await chooseOrg(storage, asked);
  const { person, held } = await readAs(storage, org, async (ctx) => {
    const found = await findPerson(ctx, text);
    return { person: found, held: await exportOf(registry, ctx, found.id) };
  });
  console.log(previewOf(person, held));
  if (dryRun) return;
  if (!yes && !(await isConfirmed(person))) {
    console.log('Nothing was erased.');
    return;
  }
  await askOrDo(config, { command: 'forget', org, person: person.id });
  console.log(`Erased. While ${person.name} has an active account there, Hallway meets them anew as anybody else.`);
}

function previewOf({ id, name, email, accounts }: Person, held: Readonly<Record<string, Json>>): string {
  const { person: _own, ...parts } = held;
  const lines = Object.entries(parts).flatMap(([part, value]) => countsOf(part, value));
  return [
    `${name}${email === undefined ? '' : ` <${email}>`} (${id})`,
    'What is erased, for good and from the files too:',
    `  name, address, choices and ${counted('account', accounts.length)}: ${accounts.join(', ')}`,
    ...lines.map((line) => `  ${line}`),
  ].join('\n');
}

/** How much a part of the export holds, without what it says. */
function countsOf(part: string, value: Json): string[] {
  if (Array.isArray(value)) return [`${part}: ${value.length}`];
  if (value === null || typeof value !== 'object') return [];
  const counts = Object.entries(value).flatMap(([name, inner]) => {
    const count = Array.isArray(inner) ? inner.length : inner;
    return typeof count === 'number' ? [`${name} ${count}`] : [];
  });
  return [`${part}: ${counts.join(', ') || 'a record'}`];
}

const counted = (noun: string, count: number) => `${count} ${noun}${count === 1 ? '' : 's'}`;

async function isConfirmed({ name }: Person): Promise<boolean> {
  if (!process.stdin.isTTY)
    throw new CommandError(exits.usage, 'there is nobody here to ask; add --yes to erase this, or --dry-run to look');
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^y(es)?$/i.test((await terminal.question(`Erase all of this about ${name}? [y/N] `)).trim());
  } finally {
    terminal.close();
  }
}
