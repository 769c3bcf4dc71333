import type { PersonId } from '../../core/ids.ts';
import { bold, date, text } from '../../core/message.ts';
import type { WorkContext } from '../../ports/context.ts';
import type { Feature } from '../../ports/feature.ts';
import type { Collection } from '../../ports/storage.ts';
import { plus } from '../../time/zoned.ts';
import { adminPresses, adminSubmits, command } from './commands.ts';
import { errands } from './errands.ts';
import { accountsSection, isMine, isNotMine } from './people.ts';
import { collections, deals, links, offers, requests, undoDays } from './records.ts';
import { samples } from './samples.ts';
import { workspaceName } from './words.ts';

/** One organisation that has workspaces on several platforms: a code, a preview, two admins who say yes, and undo. */
export const link: Feature = {
  name: 'link',
  title: 'This workspace',
  collections,
  commands: [command],
  presses: { ...adminPresses, 'link.mine': isMine, 'link.apart': isNotMine },
  submits: adminSubmits,
  errands,
  home: { settings: accountsSection },
  async status(ctx) {
    const rows = await ctx.reads.list(links);
    return rows.map(({ value: { workspaces, joined, at } }) => {
      const until = plus(at, { days: undoDays });
      const undo =
        ctx.now < until ? text` /hallway link undo takes it back until ${date(until, 'reader', 'day')}.` : text``;
      const name = workspaces.map(workspaceName).join(' and ');
      return { text: [...text`${bold(`Linked with ${name}`)}: ${joined} with accounts on both sides.`, ...undo] };
    });
  },
  forget: forgetAdmin,
  samples,
};

async function forgetAdmin({ tx }: WorkContext, person: PersonId): Promise<void> {
  await removeBy(tx, offers, person);
  await removeBy(tx, requests, person);
  await removeBy(tx, deals, person);
}

async function removeBy<Row extends { readonly by: PersonId }>(
  tx: WorkContext['tx'],
  rows: Collection<Row>,
  person: PersonId,
): Promise<void> {
  for (const { key, value } of await tx.list(rows)) if (value.by === person) await tx.remove(rows, key);
}
