import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { stringify } from 'yaml';
import { slackManifest } from '../../adapters/slack/manifest.ts';
import { teamsManifestCommand } from './manifest-teams.ts';
import { publicAddress } from './public-address.ts';

interface Options {
  readonly url?: string;
  readonly out?: string;
  readonly supervisors?: boolean;
  readonly linking?: boolean;
}

/** `hallway manifest`: what a platform is told about the app, for this address. */
export function manifestCommand(version: string): Command {
  const manifest = new Command('manifest').description('write the app manifest to paste or upload');
  manifest
    .command('slack')
    .description('the Slack manifest as YAML; without an address it is for Socket Mode')
    .option('--url <url>', 'public address of this Hallway, such as https://hallway.example.com')
    .option('--supervisors', 'ask for the scope that SLACK_SUPERVISOR_FIELD needs')
    .option('--linking', 'ask for addresses, which HALLWAY_LINKING=1 needs to join accounts of two platforms')
    .option('--out <file>', 'write it there instead of to standard output')
    .action(async ({ url, out, supervisors, linking }: Options) => {
      const address = url === undefined ? undefined : publicAddress(url, 'Slack');
      const text = stringify(slackManifest(address, { readsSupervisors: supervisors, readsAddresses: linking }));
      if (out === undefined) process.stdout.write(text);
      else await writeFile(out, text);
    });
  return manifest.addCommand(teamsManifestCommand(version));
}
