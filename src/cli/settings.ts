import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { stringify } from 'yaml';
import { type Config, readConfig } from '../config.ts';
import type { OrgId } from '../core/ids.ts';
import type { Storage } from '../ports/storage.ts';
import { exportSettings, importSettings } from '../runtime/settings-file.ts';
import { askOrDo } from './ask-or-do.ts';
import { readYaml } from './carry-out.ts';
import { dryWork } from './dry-run.ts';
import { readInput } from './input.ts';
import { contextOf, openLastCommit, readAs, registry } from './last-commit.ts';
import { lineDiff } from './line-diff.ts';
import { chooseOrg } from './organisations.ts';

interface Options {
  readonly org?: string;
}

/** `hallway settings`: programs and rules of an organisation as one YAML file. */
export function settingsCommand(): Command {
  const settings = new Command('settings').description('keep programs and rules in one YAML file');
  settings.addCommand(part('export', 'write the settings to FILE or standard output', exportTo));
  settings.addCommand(part('diff', 'show what an import of FILE or standard input would change', diff));
  settings.addCommand(part('import', 'apply FILE or standard input, whole or not at all', importFrom));
  return settings;
}

type Part = (config: Config, storage: Storage, org: OrgId, file: string) => Promise<void>;

function part(name: string, description: string, run: Part): Command {
  return new Command(name)
    .description(description)
    .argument('[file]', 'a path, or - for standard input or output', '-')
    .option('--org <id>', 'which organisation, where there are several')
    .action(async (file: string, { org }: Options) => {
      const config = readConfig();
      const storage = await openLastCommit(config);
      await run(config, storage, await chooseOrg(storage, org), file);
    });
}

const exportTo: Part = async (_config, storage, org, file) => {
  const yaml = stringify(await readAs(storage, org, (ctx) => exportSettings(registry, ctx)));
  if (file === '-') process.stdout.write(yaml);
  else await writeFile(file, yaml);
};

const diff: Part = async (_config, storage, org, file) => {
  const wanted = readYaml(await readInput(file));
  const changes = await storage.read(org, async (reads) => {
    const before = stringify(await exportSettings(registry, await contextOf(reads)));
    const work = await dryWork(reads);
    await importSettings(registry, work, wanted);
    return lineDiff(before, stringify(await exportSettings(registry, await contextOf(work.tx))));
  });
  if (changes === '') return;
  console.log(changes);
  process.exitCode = 1;
};

const importFrom: Part = async (config, _storage, org, file) => {
  const yaml = await readInput(file);
  readYaml(yaml);
  const changed = await askOrDo(config, { command: 'settings import', org, yaml });
  const list = Array.isArray(changed) ? changed : [];
  console.log(list.length === 0 ? 'Everything was so already.' : `Changed: ${list.join(', ')}.`);
};
