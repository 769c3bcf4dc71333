import { Command } from 'commander';
import { serve } from './serve.ts';

/** `hallway start`: the server, for the platforms in the environment or else the sandbox. */
export function startCommand(): Command {
  return new Command('start')
    .description('start the server: Slack and Teams where they are configured, else the sandbox')
    .action(() => serve());
}
