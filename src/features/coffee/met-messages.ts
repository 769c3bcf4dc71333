import { type Block, buttons, heading, italic, type Message, mention, paragraph, text } from '../../core/message.ts';
import type { Person } from '../../ports/people.ts';
import type { IntroFacts } from './intro-facts.ts';
import { button, first, introTitle, whoIsWho } from './messages.ts';

const thanks = (group: string): Block =>
  buttons({ ...button('Say thanks', 'thanks', { group }), opensForm: true as const });

/** After "We did"; nothing more is sent for this round. */
export function gladYouMet(facts: { group: string; others: readonly Person[] }): Message {
  const whom = facts.others.map(first).join(' or ');
  return {
    fallback: 'Glad you met.',
    blocks: [paragraph(text`Glad you met. Anything you'd like to thank ${whom} for?`), thanks(facts.group)],
  };
}

/** What becomes of the introduction once one of its people said that they met: nothing is left to press but thanks. */
export function introAfterwards(facts: IntroFacts): Message {
  return {
    fallback: 'Glad you met.',
    blocks: [
      heading(introTitle(facts)),
      paragraph(whoIsWho(facts)),
      paragraph(text`Glad you met. Anything you'd like to thank each other for?`),
      thanks(facts.group),
    ],
  };
}

/** What a colleague said thank you for. */
export function thanksFrom(person: Person, words: string): Message {
  return {
    fallback: `${person.name} says thanks`,
    blocks: [paragraph(text`${mention(person)} says thank you: ${italic(words)}`)],
  };
}
