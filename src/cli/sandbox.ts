import { Command } from 'commander';
import { readPeopleFile, type SandboxPerson } from '../../adapters/sandbox/index.ts';
import { ConfigError, readConfig, withoutPlatforms } from '../config.ts';
import { CommandError, exits } from './exits.ts';
import { readBytes } from './input.ts';
import { serve } from './serve.ts';

interface Options {
  readonly people?: string;
  readonly port?: string;
}

/** `hallway sandbox`: the sandbox alone, whatever platforms are configured. */
export function sandboxCommand(): Command {
  return new Command('sandbox')
    .description('open only the sandbox, with the demo organisation or your own people')
    .option(
      '--people <file>',
      'CSV or Excel (.xlsx) with the columns id,name,email,timezone,team,manager,country,admin',
    )
    .option('--port <number>', 'port to listen on instead of PORT')
    .action(async ({ people: file, port }: Options) => {
      const config = readConfig({ ...withoutPlatforms(), ...(port !== undefined && { PORT: port }) });
      if (!config.sandbox.isServed) throw new ConfigError(config.warnings);
      await serve(config, file === undefined ? {} : { people: await peopleIn(file) });
    });
}

async function peopleIn(file: string): Promise<readonly SandboxPerson[]> {
  const read = await readPeopleFile(await readBytes(file));
  if ('people' in read) return read.people;
  const lines = read.errors.map(({ line, error }) => `  line ${line}: ${error}`);
  throw new CommandError(exits.badData, [`${file} needs mending first:`, ...lines].join('\n'));
}
