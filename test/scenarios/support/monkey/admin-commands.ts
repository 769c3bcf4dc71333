import type { Dice } from '../dice.ts';
import { dayAfter } from '../wall-clock.ts';
import { countries, zones } from './colleagues.ts';
import type { Typed } from './own-commands.ts';
import type { Shadow, ShownHouse, ShownProgram } from './shadow.ts';

interface Scene {
  readonly dice: Dice;
  readonly shadow: Shadow;
  /** Today in UTC. */
  readonly today: string;
}

/** What an admin types, and what the settings file must show once it is done. */
export interface AdminTyped extends Typed {
  readonly shows?: (program: ShownProgram | undefined, house: ShownHouse) => boolean;
  /** Two people it keeps apart. */
  readonly never?: readonly [string, string];
  /** The entry of the log it takes back. */
  readonly undo?: number;
}

type Maker = (scene: Scene) => AdminTyped;

const channels = ['general', 'design', 'service', 'product', 'lottery', 'visitors', 'teams'] as const;
const rhythms = [
  'every week on tuesday',
  'every 2 weeks on wednesday',
  'every week on monday and thursday',
  'monthly on the first monday',
  'every 2 weeks on friday',
] as const;
const times = ['10:00', '02:30', '01:30', '15:00'] as const;

const inChannel = (make: (scene: Scene) => AdminTyped): Maker => {
  return (scene) => ({ channel: scene.dice.pick(channels), ...make(scene) });
};
const person = ({ dice, shadow }: Scene) => {
  const present = [...shadow.people.values()].filter((one) => one.goneAt === undefined);
  return dice.pick(present).id;
};

const rhythm = inChannel(({ dice }) => {
  const time = dice.pick(times);
  const where = dice.chance(0.5) ? ` in ${dice.pick(zones)}` : '';
  return {
    line: `coffee ${dice.pick(rhythms)} at ${time}${where}`,
    shows: (program) => program?.cadence.time === time,
  };
});

const group = inChannel(({ dice }) => {
  const groupSize = dice.int(2, 4);
  return { line: `coffee group ${groupSize}`, shows: (program) => program?.groupSize === groupSize };
});

const between = inChannel(({ dice }) => {
  const [a = '', b = ''] = dice.some(['#service', '#product', '#design', '#teams'], 2);
  return { line: `coffee between ${a} and ${b}`, shows: (program) => program?.between?.[0]?.endsWith(a) === true };
});

const hosts = inChannel((scene) => {
  const line = `coffee hosts <@test:T1/${person(scene)}> <@test:T1/${person(scene)}>`;
  return { line, shows: (program) => program?.hosts !== undefined };
});

const never: Maker = (scene) => {
  const one = person(scene);
  const near = scene.shadow.people.get(`p${Number(one.slice(1)) + 5}`);
  const pair = [one, near && near.goneAt === undefined ? near.id : person(scene)] as const;
  return { line: `coffee never <@test:T1/${pair[0]}> @person${pair[1].slice(1)}`, never: pair };
};

const guests = inChannel(({ dice }) => {
  const withGuests = dice.chance(0.5);
  return { line: `coffee guests ${withGuests ? 'on' : 'off'}`, shows: (program) => program?.withGuests === withGuests };
});

const byDefault = inChannel(({ dice }) => {
  const isOptOut = dice.chance(0.7);
  return { line: `coffee default ${isOptOut ? 'in' : 'out'}`, shows: (program) => program?.isOptOut === isOptOut };
});

const pauseProgram = inChannel(({ dice, today }) => {
  const until = dayAfter(today, dice.int(2, 15));
  return { line: `coffee pause until ${until}`, shows: (program) => program?.pausedUntil === until };
});

const resumeProgram = inChannel(() => ({
  line: 'coffee resume',
  shows: (program) => program?.pausedUntil === undefined,
}));

const checkin = inChannel(({ dice }) => ({
  line: `checkin ${dice.pick([
    ...['every weekday at 09:30 local', 'every monday at 10:00 local', 'every weekday at 11:30 local', 'off', 'status'],
    ...['anonymous on', 'anonymous off', 'pack day-plan', 'pack mission', 'ask "What helps?"', 'remind at 12:30'],
    ...['digest at 15:00', 'digest at 16:30 by band', 'shape water-cooler', 'shape private', 'suggestions', 'pulse'],
  ])}`,
}));

const stop = inChannel(() => ({ line: 'coffee off', shows: (program) => program === undefined }));

const closed: Maker = ({ dice, today, shadow }) => {
  const date = dayAfter(today, dice.int(1, 60));
  const isOpenAfter = shadow.house.closed.includes(date);
  return { line: `settings closed ${date}`, shows: (_, house) => house.closed.includes(date) !== isOpenAfter };
};

const houseHours: Maker = ({ dice }) => {
  const [from, to] = dice.pick([
    ['09:00', '17:00'],
    ['08:30', '16:30'],
    ['10:00', '18:00'],
  ] as const);
  return { line: `settings hours ${from}-${to}`, shows: (_, house) => house.from === from && house.to === to };
};

const houseDays: Maker = ({ dice }) => {
  const [words, count] = dice.pick([
    ['mon-fri', 5],
    ['mon-thu', 4],
    ['tue-sat', 5],
  ] as const);
  return { line: `settings days ${words}`, shows: (_, house) => house.days.length === count };
};

const houseCountry: Maker = ({ dice }) => {
  const country = dice.pick(countries);
  return { line: `settings country ${country}`, shows: (_, house) => house.country === country };
};

const houseZone: Maker = ({ dice }) => {
  const zone = dice.pick(zones);
  return { line: `settings timezone ${zone}`, shows: (_, house) => house.zone === zone };
};

const admins: Maker = (scene) => ({
  line: `admins ${scene.dice.pick(['add', 'remove'])} <@test:T1/${person(scene)}>`,
});

const undo: Maker = ({ dice }) => {
  const number = dice.int(1, 80);
  return { line: `undo ${number}`, undo: number };
};

const only = (line: string): Maker => inChannel(() => ({ line }));

/** What admins can say, with how often they say it. */
const makers: Readonly<Record<string, readonly [number, Maker]>> = {
  rhythm: [8, rhythm],
  group: [3, group],
  across: [2, only('coffee across team')],
  within: [1, only('coffee within team')],
  between: [1, between],
  hosts: [1, hosts],
  never: [12, never],
  guests: [2, guests],
  default: [3, byDefault],
  preview: [5, only('coffee preview')],
  now: [4, only('coffee now')],
  pause: [1, pauseProgram],
  resume: [2, resumeProgram],
  off: [1, stop],
  coffeeStatus: [1, only('coffee status')],
  export: [1, only('coffee export')],
  coffee: [1, only('coffee')],
  setup: [2, only('setup')],
  checkin: [6, checkin],
  settings: [1, only('settings')],
  closed: [3, closed],
  hours: [1, houseHours],
  days: [1, houseDays],
  country: [1, houseCountry],
  timezone: [1, houseZone],
  admins: [2, admins],
  listAdmins: [1, only('admins')],
  log: [3, only('log')],
  link: [1, ({ dice }) => ({ line: dice.pick(['link', 'link K7QF-3M2P', 'link undo']) })],
  undo: [4, undo],
  status: [2, only('status')],
};
const weights = Object.fromEntries(Object.entries(makers).map(([name, [weight]]) => [name, weight]));

/** Something an admin may say. */
export function adminCommand(scene: Scene): AdminTyped {
  const [, make] = makers[scene.dice.weighted(weights)] ?? [];
  if (!make) throw new Error('no such command');
  return make(scene);
}
