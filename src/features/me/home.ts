import { type Block, buttons, heading, paragraph, text } from '../../core/message.ts';
import type { ActionContext } from '../../ports/context.ts';
import { isPaused } from '../../ports/people.ts';
import { daysInWords } from '../../time/day-words.ts';
import { formatDate, zoneCity } from '../../time/zoned.ts';
import { leaveAhead, leaveSaid } from './rest.ts';

/** A person's own settings at a glance, with the form behind a button. */
export async function settingsSection(ctx: ActionContext): Promise<readonly Block[]> {
  const { calendar, choices } = ctx.actor;
  const until = isPaused(ctx.actor, ctx.now) ? choices.pausedUntil : undefined;
  const paused =
    until === undefined
      ? ''
      : ` Paused until ${until === 'resumed' ? 'you resume' : formatDate(until, 'day', ctx.settings.reader)}.`;
  const args = { v: 1 };
  return [
    heading('My settings'),
    paragraph(
      text`${calendar.from} to ${calendar.to} in ${zoneCity(calendar.zone)}, ${daysInWords(calendar.days)}.${paused}`,
    ),
    ...(leaveAhead(ctx).length > 0 ? [paragraph(leaveSaid(ctx))] : []),
    buttons(
      { label: 'Change', verb: 'me.settings', args, opensForm: true },
      ...(until === undefined ? [] : [{ label: 'Resume', verb: 'me.resume', args }]),
    ),
  ];
}
