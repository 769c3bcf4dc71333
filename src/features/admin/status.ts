import { UserError } from '../../core/errors.ts';
import { bold, buttons, list, type Message, paragraph, text } from '../../core/message.ts';
import type { ActionContext, StatusLine } from '../../ports/context.ts';
import type { Command, PressHandler } from '../../ports/feature.ts';

const shownAtFirst = 5;

/** What runs, what is next, what went wrong and what to do: five lines, then more. */
export function statusCard(lines: readonly StatusLine[], isWhole: boolean): Message {
  const ordered = [...lines.filter((line) => line.isProblem), ...lines.filter((line) => !line.isProblem)];
  const shown = isWhole ? ordered : ordered.slice(0, shownAtFirst);
  const problems = lines.filter((line) => line.isProblem).length;
  const title =
    lines.length === 0
      ? 'Nothing runs yet'
      : problems === 0
        ? 'All is well'
        : `${problems} ${problems === 1 ? 'thing needs' : 'things need'} a look`;
  const empty = text`Start with ${bold('/hallway coffee every 2 weeks on tuesday at 10:00')} in a channel.`;
  const more =
    ordered.length > shown.length
      ? [buttons({ label: `Show all ${ordered.length}`, verb: 'admin.status', args: { v: 1 } })]
      : [];
  return {
    fallback: title,
    blocks: [
      paragraph(text`${bold(title)}`),
      shown.length === 0 ? paragraph(empty) : list(shown.map((line) => line.text)),
      ...more,
    ],
  };
}

const card = async (ctx: ActionContext, isWhole: boolean) => ({
  message: statusCard(await ctx.house.status(), isWhole),
});

export const status: Command = {
  word: 'status',
  who: 'admin',
  usage: [{ words: 'status', does: 'what runs, what is next, what needs a look' }],
  run: (ctx) => card(ctx, false),
};

export const statusPresses: Readonly<Record<string, PressHandler>> = {
  'admin.status': async (ctx) => {
    if (!ctx.actor.isAdmin) throw new UserError('Only admins can see this.');
    return { replace: (await card(ctx, true)).message };
  },
};
