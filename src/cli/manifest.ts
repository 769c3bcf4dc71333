import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { stringify } from 'yaml';
import { slackManifest } from '../../adapters/slack/manifest.ts';
import { UserError } from '../core/errors.ts';

interface Options {
  readonly url?: string;
  readonly out?: string;
}

/** `hallway manifest`: what a platform is told about the app, for this address. */
export function manifestCommand(): Command {
  const manifest = new Command('manifest').description('write the app manifest to paste or upload');
  manifest
    .command('slack')
    .description('the Slack manifest as YAML; without an address it is for Socket Mode')
    .option('--url <url>', 'public address of this Hallway, such as https://hallway.example.com')
    .option('--out <file>', 'write it there instead of to standard output')
    .action(async ({ url, out }: Options) => {
      const text = stringify(slackManifest(url === undefined ? undefined : publicAddress(url)));
      if (out === undefined) process.stdout.write(text);
      else await writeFile(out, text);
    });
  return manifest;
}

/** Slack sends to https only, and to no address with a question behind it. */
function publicAddress(text: string): string {
  const url = URL.parse(text);
  if (url?.protocol === 'https:' && !url.search && !url.hash && !url.username) return url.href.replace(/\/+$/, '');
  throw new UserError(`${text} is no address that Slack can reach. Write it like https://hallway.example.com`);
}
