import { type Message, mention, paragraph, text } from '../../core/message.ts';
import type { Person } from '../../ports/people.ts';
import type { IntroFacts } from './intro-facts.ts';
import { intro } from './messages.ts';

/** An introduction where no chat of them all could be opened: a card in the own chat of each. */
export function introForEach(facts: IntroFacts): Message {
  const message = intro(facts);
  const [title, ...rest] = message.blocks;
  const whom = facts.people.length === 2 ? 'the two of you' : 'all of you';
  const why = paragraph(
    text`I could not open a chat for ${whom}, so each of you has this card. A short line from either side starts it.`,
  );
  return { ...message, blocks: [...(title ? [title] : []), why, ...rest] };
}

/** To those who were introduced to somebody whose own chat is closed to the bot. */
export function mayNotKnow(person: Person): Message {
  return {
    fallback: `${person.name} may not know yet`,
    blocks: [
      paragraph(
        text`I introduced you to ${mention(person)}, but my card did not get through to them. A line from you would tell them. If it doesn't work out, that's fine too.`,
      ),
    ],
  };
}
