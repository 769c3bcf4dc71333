import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { z } from 'zod';
import { teamsPackage } from '../../adapters/teams/app-package.ts';
import { UserError } from '../core/errors.ts';
import { publicAddress } from './public-address.ts';

interface Options {
  readonly url: string;
  readonly appId: string;
  readonly out?: string;
}

/** `hallway manifest teams`: the app package to upload. */
export function teamsManifestCommand(version: string): Command {
  return new Command('teams')
    .description('the Teams app package to upload: manifest and icons in a zip')
    .requiredOption('--url <url>', 'public address of this Hallway, such as https://hallway.example.com')
    .requiredOption('--app-id <guid>', "the bot's Microsoft app id, as in MicrosoftAppId")
    .option('--out <file>', 'write it there instead of to standard output')
    .action(async ({ url, appId, out }: Options) => {
      const packed = await teamsPackage({ url: publicAddress(url, 'Teams'), appId: guid(appId), version });
      if (out !== undefined) await writeFile(out, packed);
      else if (process.stdout.isTTY) throw new UserError('A zip is nothing to read here. Add: --out hallway.zip');
      else process.stdout.write(packed);
    });
}

function guid(text: string): string {
  const id = z.guid().safeParse(text.trim());
  if (id.success) return id.data.toLowerCase();
  throw new UserError(
    `${text} is no app id. Azure shows it as Microsoft App ID; it looks like 1a2b3c4d-0000-4000-8000-1a2b3c4d5e6f`,
  );
}
