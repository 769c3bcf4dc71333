import { z } from 'zod';
import { SpentError, UserError } from '../core/errors.ts';
import type { PersonId } from '../core/ids.ts';
import { type Button, buttons, type Message } from '../core/message.ts';
import type { Reply } from '../core/reply.ts';
import { collection } from '../ports/collection.ts';
import { schema } from '../ports/schema.ts';
import type { Tx } from '../ports/storage.ts';
import { type Instant, plus } from '../time/zoned.ts';

/** Commands that wait for their admin's Start: the words alone, read anew when it comes; then what came of it. */
const rowSchema = z.object({
  line: z.string(),
  by: schema.person,
  at: schema.instant,
  channel: schema.channel.optional(),
  answer: z.custom<Message>((value) => z.object({ blocks: z.array(z.unknown()) }).safeParse(value).success).optional(),
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

/**
 * Answers a proposal, once: whatever comes of it takes the place of its card, a refusal as well. Pressed once more, by hand
 * or by a platform's retry, the card shows what came of it. UserError where the proposal is somebody else's.
 */
export async function answerProposal(
  { tx, now }: { readonly tx: Tx; readonly now: Instant },
  id: string,
  by: PersonId,
  run: (row: ProposalRow) => Promise<Reply>,
): Promise<Reply> {
  const row = await openProposal(tx, id, by, now);
  if (row.answer) return { message: row.answer, replace: row.answer };
  const reply = await run(row).catch(spent);
  const { message } = reply;
  if (!message) return reply;
  await tx.put(proposalRows, id, { ...row, answer: message });
  return { ...reply, replace: message };
}

async function openProposal(tx: Tx, id: string, by: PersonId, now: Instant): Promise<ProposalRow> {
  const row = await tx.get(proposalRows, id);
  if (!row) throw new SpentError('This card is from another day. Nothing was changed. Type the command again.');
  if (row.by !== by)
    throw new UserError('Only the admin who typed the command can start it. Type it yourself if you like.');
  if (row.answer === undefined && now > plus(row.at, { minutes: minutesToConfirm }))
    throw new SpentError('That was more than 15 minutes ago, so I left everything as it was. Type the command again.');
  return row;
}

function spent(cause: unknown): never {
  throw cause instanceof UserError ? new SpentError(cause.message) : cause;
}
