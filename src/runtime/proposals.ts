import { z } from 'zod';
import { UserError } from '../core/errors.ts';
import type { PersonId } from '../core/ids.ts';
import { type Button, buttons, type Message } from '../core/message.ts';
import { collection } from '../ports/collection.ts';
import { schema } from '../ports/schema.ts';
import type { Tx } from '../ports/storage.ts';
import { type Instant, plus } from '../time/zoned.ts';

/** Commands that wait for their admin's Start: the words alone, read anew when it comes. */
const rowSchema = z.object({
  line: z.string(),
  by: schema.person,
  at: schema.instant,
  channel: schema.channel.optional(),
});
type ProposalRow = z.infer<typeof rowSchema>;
export const proposalRows = collection<ProposalRow>('runtime.proposal', rowSchema);

export const confirmVerb = 'admin.confirm';
export const cancelVerb = 'admin.cancel';
const minutesToConfirm = 15;

/** The echo with its buttons. */
export function proposalCard(echo: Message, id: string, confirm: string, also: readonly Button[]): Message {
  const args = { v: 1, id };
  const row = buttons({ label: confirm, verb: confirmVerb, args, style: 'primary' }, ...also, {
    label: 'Never mind',
    verb: cancelVerb,
    args,
  });
  return { ...echo, blocks: [...echo.blocks, row] };
}

/** Takes the proposal away and returns it. UserError where it is not theirs, or older than 15 minutes. */
export async function takeProposal(tx: Tx, id: string, by: PersonId, now: Instant): Promise<ProposalRow> {
  const row = await tx.get(proposalRows, id);
  if (!row) throw new UserError('This has been answered already. Nothing was changed.');
  if (row.by !== by)
    throw new UserError('Only the admin who typed the command can start it. Type it yourself if you like.');
  await tx.remove(proposalRows, id);
  if (now > plus(row.at, { minutes: minutesToConfirm }))
    throw new UserError('That was more than 15 minutes ago, so I left everything as it was. Type the command again.');
  return row;
}
