import {
  bold,
  buttons,
  heading,
  list,
  type Message,
  note,
  paragraph,
  say,
  type Text,
  text,
} from '../../core/message.ts';
import { formatDate, type LocalDate, type Reader } from '../../time/zoned.ts';
import { button } from './messages.ts';
import type { RoundPlan } from './plan-round.ts';
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
  const words = countsOf(round.left);
  return words === '' ? ' Nobody was left out.' : ` Left out: ${words}.`;
}

function countsOf(left: RoundPlan['left']): string {
  const counts = [...Map.groupBy(left, ({ why }) => why)].map(([why, some]) => [why, some.length] as const);
  return counts.map(([why, count]) => `${count} ${why === 'guest' && count > 1 ? 'guests' : why}`).join(', ');
}

/** Before a round is held beside the rhythm: for how many, and who is not in it and why. */
export function heldNow({ groups, left }: Pick<RoundPlan, 'groups' | 'left'>): Message {
  const people = groups.flatMap((group) => group.people).length;
  const count = groups.length === 1 ? '1 group' : `${groups.length} groups`;
  return say(text`${bold('Hold a round now')} for ${people} people in ${count}.${withoutWords(left)}`);
}

/** Why nobody can be introduced at this moment, and what helps. */
export function nobodyNow(facts: {
  plan: Pick<RoundPlan, 'present' | 'left'>;
  channel: string;
  isOptOut: boolean;
  next: Text;
}): Message {
  const { present, left } = facts.plan;
  const words = [
    present.length > 0 ? ' Nobody who could be in it has a partner.' : '',
    withoutWords(left),
    present.length === 0 && left.length === 0 ? nobodyTakesPart(facts) : '',
  ].join('');
  return say(
    text`${bold('There is nobody to introduce right now.')}${words} Nothing was changed.`,
    paragraph(text`${facts.next}`),
  );
}

/** Who is not in it and why; whoever still waits for their welcome has only to wait. */
function withoutWords(left: RoundPlan['left']): string {
  const others = left.filter(({ why }) => why !== 'joined late');
  const late = left.length - others.length;
  const whom = late === 1 ? '1 person is' : `${late} people are`;
  return [
    others.length === 0 ? '' : ` Not in it: ${countsOf(others)}.`,
    late === 0
      ? ''
      : ` ${whom} still to be welcomed, each in their own working hours and a working day before any introduction.`,
  ].join('');
}

const nobodyTakesPart = ({ isOptOut, channel }: { isOptOut: boolean; channel: string }): string =>
  isOptOut
    ? ` Nobody in #${channel} takes part.`
    : ' Only those who say yes take part, and nobody has yet. /hallway coffee default in has everybody in until they opt out.';

/** The groups of a round and who went without, as its admin sees them. Whether they met is not shown. */
export function groupList(facts: {
  title: string;
  groups: readonly { names: readonly string[]; reason: string }[];
  left: readonly { name: string; why: LeftReason }[];
}): Message {
  const lines = facts.groups.map(({ names, reason }) => text`${bold(names.join(', '))}: ${reason}`);
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
