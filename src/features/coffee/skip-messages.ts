import { type Block, buttons, listed, type Message, mention, paragraph, text } from '../../core/message.ts';
import type { Person } from '../../ports/people.ts';
import { button } from './messages.ts';
import { ownCard } from './own-card.ts';

const orAfterAll = (args: { group: string; own?: string }): Block =>
  buttons(button("We'll meet after all", 'again', args));

/** A group that does not meet this time; said to all of them alike. */
export function notThisTime(people: readonly Person[], group: string): Message {
  const words = text`: not this time. That's fine, there will be another round.`;
  const whom = listed(people.map((person) => mention(person)));
  return { fallback: 'Not this time.', blocks: [paragraph([...whom, ...words]), orAfterAll({ group })] };
}

/** To whoever said so. */
export function skipped(group: string): Message {
  const words = text`All right, not this time. I won't count this one, and you'll meet somebody new in the next round.`;
  return { fallback: 'All right, not this time.', blocks: [paragraph(words), orAfterAll({ group, ...ownCard })] };
}
