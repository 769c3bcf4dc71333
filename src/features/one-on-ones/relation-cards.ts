import { buttons, type Message, mention, note, paragraph, say, text } from '../../core/message.ts';
import type { Person } from '../../ports/people.ts';
import { button, firstName } from './words.ts';

/** Somebody says that they report to the reader; nothing counts before the yes. */
export function claimed(pair: string, report: Person, from: 'card' | 'home' = 'card'): Message {
  const args = { pair, from };
  return {
    fallback: `${report.name} says you are their supervisor`,
    blocks: [
      paragraph(
        text`${mention(report)} says you are their supervisor. If so, I'll remind you, and only you, when your one-on-one comes round.`,
      ),
      buttons(button("Yes, that's right", 'confirm', args, 'primary'), button('Not my report', 'deny', args)),
      note(text`You get this because ${firstName(report)} named you.`),
    ],
  };
}

/** A supervisor would have the reader in their team; it waits for the reader's yes. */
export function added(pair: string, supervisor: Person, rhythm: string, from: 'card' | 'home' = 'card'): Message {
  const args = { pair, from };
  return {
    fallback: `One-on-ones with ${supervisor.name}`,
    blocks: [
      paragraph(
        text`${mention(supervisor)} would like to have one-on-ones with you ${rhythm}. I'll remind them, not you. You can add topics, say when you met, or ask for a talk.`,
      ),
      buttons(button("Yes, that's right", 'confirm', args, 'primary'), button('Not my supervisor', 'deny', args)),
      note(text`You get this because ${firstName(supervisor)} added you.`),
    ],
  };
}

/** The same once it holds; `was` had the reader until now. */
export function placed(pair: string, supervisor: Person, was: Person | undefined, rhythm: string): Message {
  const args = { pair, from: 'card' };
  const sinceWhen = was ? text`, no longer with ${mention(was)}` : text``;
  return {
    fallback: `One-on-ones with ${supervisor.name}`,
    blocks: [
      paragraph(
        text`Your one-on-ones are with ${mention(supervisor)} from now on, ${rhythm}${sinceWhen}. I'll remind ${firstName(supervisor)}, not you. You can add topics, say when you met, or ask for a talk.`,
      ),
      buttons(button('Sounds good', 'fine', args, 'primary'), button('Not my supervisor', 'deny', args)),
      note(
        text`You get this because ${firstName(supervisor)} added you. If it is not so, "Not my supervisor" makes it as it was, and nobody is told off.`,
      ),
    ],
  };
}

/** To whom the report had one-on-ones with until now. */
export const moved = (report: Person, supervisor: Person): Message =>
  say(
    text`${mention(report)} has one-on-ones with ${mention(supervisor)} from now on, so I no longer remind you of them. What you two had stays yours.`,
    note(text`If that is not so, a word with ${firstName(supervisor)} puts it right.`),
  );

/** To the same, once the report is back. */
export const back = (report: Person): Message =>
  say(text`${mention(report)} has one-on-ones with you again, as before. What you two had is all there.`);
