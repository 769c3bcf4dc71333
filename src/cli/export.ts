import { Command } from 'commander';
import { readConfig } from '../config.ts';
import { exportOf } from '../runtime/house.ts';
import { openLastCommit, readAs, registry } from './last-commit.ts';
import { chooseOrg } from './organisations.ts';
import { findPerson } from './person.ts';

interface Options {
  readonly person: string;
  readonly org?: string;
}

/** `hallway export`: all that is held on a person, as JSON. */
export function exportCommand(): Command {
  return new Command('export')
    .description('print everything held on a person as JSON')
    .requiredOption('--person <id>', 'person id, account (slack:T1/U1) or e-mail address')
    .option('--org <id>', 'which organisation, where there are several')
    .action(async ({ person: text, org: asked }: Options) => {
      const storage = await openLastCommit(readConfig());
      const held = await readAs(storage, await chooseOrg(storage, asked), async (ctx) =>
        exportOf(registry, ctx, (await findPerson(ctx, text)).id),
      );
      console.log(JSON.stringify(held, undefined, 2));
    });
}
