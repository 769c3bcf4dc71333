import { bold, buttons, heading, list, type Message, note, paragraph, text } from '../../core/message.ts';
import { formatDate, type LocalDate, type Reader } from '../../time/zoned.ts';
import { button } from './messages.ts';
import type { LeftReason, Round } from './records.ts';

/** After each round, to the admin who set the program up. */
export function summary(
  facts: { program: string; date: LocalDate; channel: string; round: Round },
  reader: Reader,
): Message {
  const { round } = facts;
  const title = `Coffee in #${facts.channel}, ${formatDate(facts.date, 'day', reader)}`;
  const body = text`${round.people} people in ${round.groups} groups.${leftWords(round)}`;
  return {
    fallback: title,
    blocks: [
      paragraph(text`${bold(title)}: ${body}`),
      buttons(
        button('See the groups', 'groups', { round: `${facts.program}/${facts.date}` }),
        button('Stop these notes', 'quiet', { program: facts.program }),
      ),
      note(text`You get this because you set this program up.`),
    ],
  };
}

/** How many went without, by reason, without names: ` Left out: 2 paused, 1 away.` */
export function leftWords(round: Pick<Round, 'left'>): string {
  const counts = new Map<LeftReason, number>();
  for (const { why } of round.left) counts.set(why, (counts.get(why) ?? 0) + 1);
  const words = [...counts].map(([why, count]) => `${count} ${why === 'guest' && count > 1 ? 'guests' : why}`);
  return words.length === 0 ? ' Nobody was left out.' : ` Left out: ${words.join(', ')}.`;
}

/** The groups of a round and who went without, as its admin sees them. Whether they met is not shown. */
export function groupList(facts: {
  title: string;
  groups: readonly { names: readonly string[]; reason: string }[];
  left: readonly { name: string; why: LeftReason }[];
}): Message {
  const lines = facts.groups.map(({ names, reason }) => text`${bold(names.join(', '))} ${reason}`);
  const left = facts.left.map(({ name, why }) => text`${name}: ${why}`);
  return {
    fallback: facts.title,
    blocks: [
      heading(facts.title),
      lines.length === 0 ? paragraph(text`No groups: nobody is taking part on that day.`) : list(lines),
      ...(left.length === 0 ? [] : [paragraph(text`Not in this round:`), list(left)]),
    ],
  };
}
