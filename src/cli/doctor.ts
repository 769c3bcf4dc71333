import { Command } from 'commander';
import { type Config, ConfigError, readConfig } from '../config.ts';
import { SealingError } from '../drivers/sealing/index.ts';
import { checkClock, checkKey, checkPage, checkPort, checkStorage } from './doctor-checks.ts';
import { checkSlackSetUp } from './doctor-slack.ts';
import { checkTeamsSetUp } from './doctor-teams.ts';

type Check = readonly [name: string, check: (config: Config) => Promise<string>];

const checks: readonly Check[] = [
  ['Key', checkKey],
  ['Storage', checkStorage],
  ['Clock', checkClock],
  ['Port', checkPort],
];

/** `hallway doctor`: looks at everything a start needs, and says what to do about what is missing. */
export function doctorCommand(): Command {
  return new Command('doctor')
    .description('check the set-up, and say what to do about what is missing')
    .action(async () => {
      if (!(await allWell())) process.exitCode = 1;
    });
}

async function allWell(): Promise<boolean> {
  let config: Config | undefined;
  let isWell = await report('Settings', async () => {
    config = readConfig();
    return [served(config), ...config.warnings.map(({ variable, text }) => `note: ${variable} ${text}`)].join('; ');
  });
  if (config === undefined) return false;
  for (const [name, check] of checksFor(config)) isWell = (await report(name, () => check(config as Config))) && isWell;
  return isWell;
}

function checksFor({ sandbox, slack, teams }: Config): readonly Check[] {
  const page: readonly Check[] = sandbox.isServed ? [['Page', checkPage]] : [];
  const platforms: readonly Check[] = [
    ...(slack ? ([['Slack', checkSlackSetUp]] as const) : []),
    ...(teams ? ([['Teams', checkTeamsSetUp]] as const) : []),
  ];
  return [...checks, ...page, ...platforms];
}

/** One line for what is well, one for each thing that is not. */
async function report(name: string, check: () => Promise<string>): Promise<boolean> {
  try {
    console.log(`✓ ${name}: ${await check()}`);
    return true;
  } catch (error) {
    for (const line of linesOf(name, error)) console.log(`✗ ${name}: ${line}`);
    return false;
  }
}

function linesOf(name: string, error: unknown): string[] {
  if (error instanceof ConfigError) return error.message.split('\n');
  if (name === 'Storage' && error instanceof SealingError) return ['not looked at; put the key right first'];
  return [error instanceof Error ? error.message : String(error)];
}

function served({ slack, teams, sandbox }: Config): string {
  const names = [slack && 'Slack', teams && 'Teams', sandbox.isServed && 'the sandbox'].filter(Boolean);
  return names.length > 0 ? `serves ${names.join(', ')}` : 'serves nothing';
}
