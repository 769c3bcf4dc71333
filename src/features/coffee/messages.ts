import {
  type Block,
  type Button,
  bold,
  buttons,
  date,
  heading,
  italic,
  link,
  list,
  listed,
  type Message,
  mention,
  note,
  paragraph,
  type Text,
  text,
} from '../../core/message.ts';
import type { Person } from '../../ports/people.ts';
import { type Instant, localDateOf, type Zone, zoneCity } from '../../time/zoned.ts';
import { bridge } from './apart.ts';
import type { IntroFacts } from './intro-facts.ts';
import { ownCard } from './own-card.ts';

/** How a card calls somebody. */
export const first = (person: Person) => person.name.split(' ')[0] ?? person.name;
/** A button of coffee's, with the version its arguments carry. */
export const button = (label: string, verb: string, args: Record<string, string>, style?: Button['style']): Button => ({
  label,
  verb: `coffee.${verb}`,
  args: { v: 1, ...args },
  ...(style ? { style } : {}),
});
const stopOrPause = (program: string) => button('Stop or pause', 'stop', { program });
const programOf = (group: string) => group.split('/')[0] ?? '';

/** The first word from a program, before anything else happens. */
export function welcome(facts: {
  program: string;
  channel: string;
  rhythm: string;
  groupSize: number;
  isOptOut: boolean;
  first: Instant;
  zone: Zone;
}): Message {
  const whom = facts.groupSize === 2 ? 'one colleague' : 'a few colleagues';
  const when = text`${facts.rhythm} I'll introduce you to ${whom} for a short chat. First one on ${date(facts.first, 'reader', 'day')}.`;
  const choose = facts.isOptOut
    ? [
        button('Sounds good', 'join', { program: facts.program }, 'primary'),
        button('Not for me', 'leave', { program: facts.program }),
      ]
    : [
        button('Count me in', 'join', { program: facts.program }, 'primary'),
        button('No thanks', 'leave', { program: facts.program }),
      ];
  return {
    fallback: `Coffee in #${facts.channel}`,
    blocks: [
      paragraph(text`${bold(`Coffee in #${facts.channel}`)}: ${when}`),
      buttons(...choose),
      note(text`You get this because you're in #${facts.channel}. I can't read messages. Pause with /hallway pause.`),
    ],
  };
}

/** `Ana, meet Tomasz.` */
export function introTitle({ people }: Pick<IntroFacts, 'people'>): string {
  const [one, two, ...others] = people;
  return others.length === 0 && one && two
    ? `${first(one)}, meet ${first(two)}.`
    : `${people.map(first).join(', ')}: meet each other.`;
}

/** Two or more people, put together. Shown in a chat they share, or on a card each. */
export function intro(facts: IntroFacts): Message {
  const title = introTitle(facts);
  const before = facts.isFirstTime ? "You haven't met here before." : "You've met before, and it has been a while.";
  return {
    fallback: title,
    blocks: [
      heading(title),
      paragraph([...whoIsWho(facts), ...text` ${before}`]),
      ...free(facts),
      ...bridge(facts.apart),
      ...happyToTalk(facts),
      paragraph(text`To start: ${italic(facts.starter)}`),
      buttons(
        button('We met', 'met', { group: facts.group }, 'primary'),
        ...(facts.slots.length === 0
          ? []
          : [{ ...button('Pick a time', 'time', { group: facts.group }), opensForm: true as const }]),
        button('Another question', 'question', { group: facts.group }),
        button('Not this time', 'skip', { group: facts.group }),
        ...(facts.program === undefined ? [] : [stopOrPause(facts.program)]),
      ),
      startChat(facts),
      note(text`You get this because ${facts.because}.`),
    ],
  };
}

const startChat = ({ people, slots: [at] }: IntroFacts): Block => ({
  ...{ kind: 'startChat', people: people.map((person) => person.id) },
  ...(at === undefined ? {} : { at }),
});

/** `Ana is on Brand in Lisbon (it's 10:00 there)`, then `Tomasz on Payments in Warsaw (11:00)`; no clocks where all share one. */
export function whoIsWho({ people, zones, at }: IntroFacts): Text {
  const each = people.map((person, index) => {
    const { zone } = person.calendar;
    const team = person.team === undefined ? '' : ` on ${person.team}`;
    const is = index === 0 ? ' is' : '';
    if (zones.length === 1) return text`${mention(person)}${is}${team || ` in ${zoneCity(zone)}`}`;
    const clock = date(at, zone, 'time');
    const there = index === 0 ? text`(it's ${clock} there)` : text`(${clock})`;
    return text`${mention(person)}${is}${team} in ${zoneCity(zone)} ${there}`;
  });
  return text`${listed(each, ',')}.`;
}

/** `Ana is happy to talk about sailing and old maps, Tomasz about bread.` */
function happyToTalk({ talk }: IntroFacts): readonly Block[] {
  if (talk.length === 0) return [];
  const each = talk.map(({ person, topics }, index) => {
    const is = index === 0 ? ' is happy to talk' : '';
    return text`${first(person)}${is} about ${listed(topics)}`;
  });
  return [paragraph(text`${listed(each, ',')}.`)];
}

function free({ slots, zones, people }: IntroFacts): readonly Block[] {
  if (slots.length === 0)
    return [paragraph(text`Your working hours hardly overlap, so a few messages may make the better coffee.`)];
  const whom = people.length === 2 ? "You're both at work" : "You're all at work";
  const [home] = zones;
  if (zones.length === 1 && home) {
    const times = slots.map((at) => text`${date(at, home, 'weekdayTime')}`);
    return [paragraph(text`${whom} ${listed(times, 'or')} (${zoneCity(home)}).`)];
  }
  const lines = slots.map((at) => slotLine(at, zones));
  return [paragraph(text`${whom}:`), list(lines)];
}

/** One half hour on everybody's clock; the day is written again where it is another one. */
function slotLine(at: Instant, zones: readonly Zone[]): Text {
  const [home] = zones;
  const today = home && localDateOf(at, home);
  return listed(
    zones.map((zone) => {
      const style = zone === home || localDateOf(at, zone) !== today ? 'weekdayTime' : 'time';
      return text`${date(at, zone, style)} in ${zoneCity(zone)}`;
    }),
    ',',
  );
}

/** The question half way and at the end; only to those who have said nothing yet. */
export function question(
  step: 'midway' | 'closing',
  facts: { group: string; others: readonly Person[]; channel: string },
): Message {
  const whom = listed(['you', ...facts.others.map((person) => mention(person))]);
  const words =
    step === 'midway'
      ? text`Did ${whom} find a moment?`
      : text`One last question: did ${whom} get to meet? If not, there is always the next round.`;
  const later =
    step === 'midway'
      ? [
          button("It's in the diary", 'diary', { group: facts.group }),
          button('Not yet', 'later', { group: facts.group }),
        ]
      : [];
  return {
    fallback: 'Did you find a moment for your coffee?',
    blocks: [
      paragraph(words),
      buttons(
        button('We did', 'met', { group: facts.group }, 'primary'),
        ...later,
        button('Not this time', 'skip', { group: facts.group }),
        stopOrPause(programOf(facts.group)),
      ),
      note(text`I ask because I introduced you in #${facts.channel}. No need to answer.`),
    ],
  };
}

/** After three rounds of which nothing was heard. */
export function stayOrRest(facts: { program: string; channel: string }): Message {
  return {
    fallback: 'Would you like to stay in coffee?',
    blocks: [
      paragraph(
        text`You've been busy, so I'll leave you out of the next rounds in #${facts.channel}. Press Stay if you'd rather be in.`,
      ),
      buttons(
        button('Stay', 'stay', { program: facts.program }, 'primary'),
        button('Leave me out', 'rests', { program: facts.program }),
      ),
      note(text`I ask because I haven't heard from you for three rounds, which is fine.`),
    ],
  };
}

/** A time one of them picked, with ways to put it into a calendar. */
export function timePicked(facts: {
  by: Person;
  at: Instant;
  zones: readonly Zone[];
  links: readonly { label: string; url: string }[];
}): Message {
  const links = facts.links.map(({ label, url }) => link(label, url));
  return {
    fallback: `${facts.by.name} suggests a time`,
    blocks: [
      paragraph(text`${mention(facts.by)} suggests ${slotLine(facts.at, facts.zones)}.`),
      ...(links.length === 0 ? [] : [paragraph(text`Put it in your calendar: ${listed(links, 'or')}.`)]),
    ],
  };
}

/** Two presses from any unasked message to peace. */
export function stopChoices(program: string, channel: string): Message {
  return {
    fallback: 'Stop or pause',
    blocks: [
      paragraph(text`What would suit you?`),
      buttons(
        button('Skip the next coffee', 'rest', { program, weeks: '2', ...ownCard }),
        button('Pause for a month', 'rest', { program, weeks: '4', ...ownCard }),
        button(`Leave coffee in #${channel}`, 'leave', { program, ...ownCard }),
      ),
      note(
        text`Your colleagues are not told; admins see that you are paused, not why. /hallway resume or join brings you back.`,
      ),
    ],
  };
}
