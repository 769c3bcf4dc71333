import type { Dice } from '../dice.ts';
import { dayAfter } from '../wall-clock.ts';
import { zones } from './colleagues.ts';
import { forever, type Known, type Shadow } from './shadow.ts';

/** A line somebody types, what it must be answered, and what the books hold after that answer. */
export interface Typed {
  readonly line: string;
  /** Where it is typed; without it in their personal chat. */
  readonly channel?: string;
  /** The answer where it did what it says. */
  readonly done?: RegExp;
  /** Answers that are fine too and change nothing. */
  readonly refused?: RegExp;
  readonly books?: (answer: string) => void;
}

interface Scene {
  readonly dice: Dice;
  readonly shadow: Shadow;
  readonly person: Known;
  readonly now: number;
}

type Maker = (scene: Scene) => Typed;

const spans = [
  ['2 weeks', 14],
  ['3 days', 3],
  ['10 days', 10],
  ['a week', 7],
] as const;
const workdays = [
  ['mon-fri', [1, 2, 3, 4, 5]],
  ['mon-thu', [1, 2, 3, 4]],
  ['tue-sat', [2, 3, 4, 5, 6]],
  ['mon, wed, fri', [1, 3, 5]],
] as const;
const hours = ['09:00-17:00', '08:00-16:00', '10:30-18:30', '12:00-20:00', '22:00-06:00'] as const;
const codes = ['PT', 'US', 'AU', 'DE-BY', 'JP'] as const;

const today = ({ shadow, person, now }: Scene) => shadow.dateOf(person, now);

const pauseFor: Maker = (scene) => {
  const [words, days] = scene.dice.pick(spans);
  const until = dayAfter(today(scene), days);
  return {
    line: `pause ${words}`,
    done: /^Paused until/,
    books: () => {
      scene.person.pausedUntil = until;
    },
  };
};

const pauseUntil: Maker = (scene) => {
  const until = dayAfter(today(scene), scene.dice.int(1, 30));
  return {
    line: `pause until ${until}`,
    done: /^Paused until/,
    books: () => {
      scene.person.pausedUntil = until;
    },
  };
};

const pauseForGood: Maker = ({ person }) => ({
  line: 'pause',
  done: /^Paused until you say/,
  books: () => {
    person.pausedUntil = forever;
  },
});

const resume: Maker = ({ person }) => ({
  line: 'resume',
  done: /^Welcome back/,
  refused: /^You are not paused/,
  books: () => {
    delete person.pausedUntil;
  },
});

const away: Maker = (scene) => {
  const from = dayAfter(today(scene), scene.dice.int(0, 20));
  const to = dayAfter(from, scene.dice.int(0, 9));
  return {
    line: `away ${from} to ${to}`,
    done: /^Noted: away/,
    books: () => {
      scene.person.away.push({ from, to });
    },
  };
};

const backFromLeave: Maker = ({ person }) => ({
  line: 'away off',
  done: /^Your leave is forgotten/,
  books: () => {
    person.away = [];
  },
});

const setHours: Maker = ({ dice, person }) => {
  const words = dice.pick(hours);
  const [from = '', to = ''] = words.split('-');
  return {
    line: `hours ${words}`,
    done: /^Your hours/,
    books: () => {
      person.hours = [from, to];
    },
  };
};

const setDays: Maker = ({ dice, person }) => {
  const [words, days] = dice.pick(workdays);
  return {
    line: `days ${words}`,
    done: /^Your working days/,
    books: () => {
      person.days = days;
    },
  };
};

const setZone: Maker = ({ dice, person }) => {
  const zone = dice.pick(zones);
  const words = dice.chance(0.5)
    ? zone
    : zone
        .slice(zone.indexOf('/') + 1)
        .replaceAll('_', ' ')
        .toLowerCase();
  return {
    line: `timezone ${words}`,
    done: /^Your time zone/,
    books: () => {
      person.zone = zone;
    },
  };
};

const setCountry: Maker = ({ dice, person }) => {
  const code = dice.pick(codes);
  return {
    line: `country ${code}`,
    done: /^Public holidays of/,
    books: () => {
      person.country = code;
    },
  };
};

/** What an answer about taking part tells the books. */
export function takePart(person: Known, answer: string): void {
  const joined = /^You're in\b.*?#(\w+)/.exec(answer)?.[1];
  const left = /won't be introduced in #(\w+)/.exec(answer)?.[1];
  if (joined) {
    person.choices.set(joined, 'in');
    person.greeted.add(joined);
  }
  if (left) person.choices.set(left, 'out');
}

/** No coffee is meant: there is none here, or the questions of the channel are what there is to leave or come back to. */
const notHere = /no coffee program for you|in several programs|Guests don't|asked in |nobody is asked/;

const join: Maker = (scene) => part(scene, 'join', /^You're in/);
const leave: Maker = (scene) => part(scene, 'leave', /won't be introduced/);

function part({ dice, shadow, person }: Scene, word: string, done: RegExp): Typed {
  const channel = dice.pick([...shadow.programs.keys(), 'general']);
  const place = dice.weighted({ there: 4, named: 4, alone: 1 });
  const line = place === 'named' ? `${word} in #${channel}` : word;
  const books = (answer: string) => takePart(person, answer);
  return { line, done, refused: notHere, books, ...(place === 'there' ? { channel } : {}) };
}

const avoid: Maker = (scene) =>
  other(scene, (name, id) => ({
    line: `avoid ${name}`,
    done: /^I won't put you together/,
    books: () => {
      scene.person.avoids.add(id);
    },
  }));

const unavoid: Maker = (scene) =>
  other(scene, (name, id) => ({
    line: `unavoid ${name}`,
    done: /^You may be put together/,
    books: () => {
      scene.person.avoids.delete(id);
    },
  }));

/** Somebody else by mention, by first name or by address. */
function other({ dice, shadow, person }: Scene, say: (name: string, id: string) => Typed): Typed {
  const others = [...shadow.people.values()].filter((one) => one.id !== person.id && one.goneAt === undefined);
  const { id } = dice.pick(others);
  return say(dice.pick([`<@test:T1/${id}>`, `@person${id.slice(1)}`, `${id}@example.org`]), id);
}

/** One-on-ones: what two people say to each other over the bot; the inspector looks at what comes of it. */
const oneOnOne: Maker = (scene) => {
  const rhythm = scene.dice.pick(['every week', 'every 2 weeks', 'monthly']);
  return other(scene, (name) => ({
    line: scene.dice.pick([
      ...['oneonone', 'ask', 'oneonone nudges off', 'oneonone nudges on'],
      ...[`oneonone add ${name}`, `oneonone add ${name}`, `oneonone remove ${name}`, `oneonone ${name}`],
      ...[`oneonone met ${name}`, `oneonone met ${name} yesterday`, `ask ${name}`, `oneonone ${rhythm}`],
    ]),
  }));
};

const only =
  (line: string): Maker =>
  () => ({ line });

/** What staff can say, with how often they say it. */
const makers: Readonly<Record<string, readonly [number, Maker]>> = {
  pauseFor: [3, pauseFor],
  pauseUntil: [2, pauseUntil],
  pauseForGood: [1, pauseForGood],
  resume: [5, resume],
  away: [4, away],
  backFromLeave: [1, backFromLeave],
  hours: [3, setHours],
  days: [2, setDays],
  timezone: [2, setZone],
  country: [2, setCountry],
  join: [8, join],
  leave: [4, leave],
  avoid: [3, avoid],
  unavoid: [1, unavoid],
  stop: [2, only('stop')],
  meet: [5, only('meet')],
  met: [5, only('met')],
  oneOnOne: [14, oneOnOne],
  checkIn: [
    6,
    ({ dice }) => ({ line: dice.pick(['answer', 'answer', 'suggest "What did you learn?"', 'suggest nothing']) }),
  ],
  home: [3, only('home')],
  help: [1, only('help')],
  helpMore: [1, ({ dice }) => ({ line: `help ${dice.pick(['coffee', 'pause', 'settings', 'nothing'])}` })],
  privacy: [1, only('privacy')],
  privacyExport: [1, only('privacy export')],
  privacyForget: [1, only('privacy forget')],
};
const weights = Object.fromEntries(Object.entries(makers).map(([name, [weight]]) => [name, weight]));

/** Something a member of staff may say. */
export function ownCommand(scene: Scene): Typed {
  const [, make] = makers[scene.dice.weighted(weights)] ?? [];
  if (!make) throw new Error('no such command');
  return make(scene);
}
