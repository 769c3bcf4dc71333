import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { frugalMemory } from '../drivers/frugal-memory.ts';
import { exits } from './exits.ts';

/** Loaded one by one, so that the server carries no command that it does not run. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  start: async () => (await import('./start.ts')).startCommand(),
  sandbox: async () => (await import('./sandbox.ts')).sandboxCommand(),
  doctor: async () => (await import('./doctor.ts')).doctorCommand(),
  manifest: async () => (await import('./manifest.ts')).manifestCommand(version()),
  settings: async () => (await import('./settings.ts')).settingsCommand(),
  export: async () => (await import('./export.ts')).exportCommand(),
  oneonone: async () => (await import('./one-on-ones.ts')).oneOnOneCommand(),
  forget: async () => (await import('./forget.ts')).forgetCommand(),
  migrate: async () => (await import('./migrate.ts')).migrateCommand(),
  match: async () => (await import('./match.ts')).matchCommand(),
  simulate: async () => (await import('./simulate.ts')).simulateCommand(),
};

function version(): string {
  return JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).version;
}

async function run(words: readonly string[]): Promise<void> {
  frugalMemory();
  const [word = 'start'] = words;
  const program = new Command('hallway')
    .description('Coffee chats, check-ins and one-on-ones for Slack and Teams, on your own machine.')
    .version(version())
    .showHelpAfterError('hallway --help lists the commands.')
    .exitOverride();
  // For help and for a word that is none of ours all are needed: to list them, and to guess which was meant.
  const named = Object.keys(commands).filter((name) => name === word);
  for (const name of named.length > 0 ? named : Object.keys(commands)) {
    const command = await commands[name]?.();
    if (command) program.addCommand(withExits(command, program));
  }
  await program.parseAsync(words.length > 0 ? [...words] : [word], { from: 'user' });
}

function withExits(command: Command, parent: Command): Command {
  command.copyInheritedSettings(parent);
  for (const inner of command.commands) withExits(inner, command);
  return command;
}

async function fail(error: unknown): Promise<void> {
  const { exitOf, isDebugging, sentenceFor } = await import('./failures.ts');
  console.error(sentenceFor(error, isDebugging()));
  process.exitCode = exitOf(error);
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof CommanderError)) await fail(error);
  else process.exitCode = error.exitCode === 0 ? 0 : exits.usage;
}
