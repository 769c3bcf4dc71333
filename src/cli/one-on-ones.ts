import { Command } from 'commander';
import { readConfig } from '../config.ts';
import { askOrDo } from './ask-or-do.ts';
import { readInput } from './input.ts';
import { openLastCommit, readAs, registry } from './last-commit.ts';
import { chooseOrg } from './organisations.ts';

interface Options {
  readonly org?: string;
  readonly yes?: boolean;
}

const name = 'oneonone';
const columnsHelp = `
The first line names the columns; only the first two are needed, and an empty supervisor takes somebody off the list:
  report,supervisor,every,start,last
  jo@example.org,ana@example.org,2 weeks,2026-12-01,2026-11-20`;

/** `hallway oneonone import`: who reports to whom, from a spreadsheet of any length. */
export function oneOnOneCommand(): Command {
  const oneonone = new Command('oneonone').description('who has one-on-ones with whom');
  oneonone.addCommand(
    new Command('import')
      .description('show what FILE (CSV) would change; with --yes apply it')
      .addHelpText('after', columnsHelp)
      .argument('[file]', 'a path, or - for standard input', '-')
      .option('--yes', 'apply every line that has nothing to mend')
      .option('--org <id>', 'which organisation, where there are several')
      .action(importFile),
  );
  return oneonone;
}

async function importFile(file: string, { org: asked, yes }: Options): Promise<void> {
  const config = readConfig();
  const text = await readInput(file);
  const storage = await openLastCommit(config);
  const org = await chooseOrg(storage, asked);
  const preview = await readAs(storage, org, async (ctx) => registry.imports.get(name)?.preview(ctx, text));
  for (const fault of preview?.faults ?? []) console.error(fault);
  if (!yes) for (const change of preview?.changes ?? []) console.log(change);
  if (yes) console.log(`Done: ${String(await askOrDo(config, { command: 'file import', org, name, text }))}.`);
  else console.log(`From the file: ${preview?.summary} Nothing has been changed; --yes applies it.`);
  if ((preview?.faults.length ?? 0) > 0) process.exitCode = 1;
}
