import { type Block, buttons, italic, list, paragraph, text } from '../../core/message.ts';
import type { ActionContext } from '../../ports/context.ts';
import { noteKey, notes, topicsOf } from './agenda-records.ts';
import type { Mine } from './mine.ts';
import { firstName, formButton } from './words.ts';

/** The shared topics of a pair, and the reader's own note, which is read for nobody else. */
export async function agendaBlocks(ctx: ActionContext, found: Mine): Promise<readonly Block[]> {
  const args = { pair: found.key };
  const rows = await topicsOf(ctx, found);
  const open = rows.filter(({ value }) => !value.isDone);
  const own = await ctx.reads.get(notes, noteKey(ctx.actor.id, found.other.id));
  const whose = (by: string) => (by === ctx.actor.id ? '' : ` (from ${firstName(found.other)})`);
  return [
    paragraph(open.length === 0 ? text`No topics yet for the next talk.` : text`For the next talk:`),
    ...(rows.length === 0
      ? []
      : [list(rows.map(({ value }) => text`${value.isDone ? '✓ ' : ''}${value.text}${whose(value.by)}`))]),
    buttons(
      formButton('Add a topic', 'topic', args),
      ...(open.length === 0 ? [] : [formButton('Tick off', 'tick', args)]),
      formButton(own ? 'My private note' : 'Note for myself', 'note', args),
    ),
    ...(own ? [paragraph(text`Only you: ${italic(own.text)}`)] : []),
  ];
}
