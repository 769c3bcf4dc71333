import { Dice, type Dice as DiceThrows } from '../../../support/dice.ts';
import { DAY, dayAfter } from '../../../support/wall-clock.ts';
import { admin, cast } from './cast.ts';

type What =
  | { readonly kind: 'pause'; readonly until: string }
  | { readonly kind: 'resume' }
  | { readonly kind: 'away'; readonly from: string; readonly to: string }
  | { readonly kind: 'avoid'; readonly whom: string }
  | { readonly kind: 'leave' | 'join' | 'stays'; readonly program: string }
  | { readonly kind: 'programPause'; readonly program: string; readonly until: string }
  | { readonly kind: 'hired'; readonly channels: readonly string[] }
  /** Leaves every channel and the company; `gone` is when the directory has been read again. */
  | { readonly kind: 'quits' | 'gone' }
  | {
      readonly kind: 'answer';
      readonly what: 'met' | 'skip' | 'diary' | 'later';
      /** `program/date/number`. */
      readonly group: string;
    };

/** Something somebody did at a moment. */
export type Deed = { readonly at: number; readonly who: string } & What;

/** Which channels a colleague is in: everybody in one, some in two, a few in three. */
export const channelsOf = (index: number): readonly string[] => [
  'all',
  ...(index % 5 < 2 ? ['crafts'] : []),
  ...(index % 2 === 1 ? ['lunch'] : []),
];

const hiredLater = [54, 55, 56, 57, 58, 59];
const quitting = [11, 23, 38, 45];
const avoiding = 9;
/** One of each kind in so many days. */
const daysPer = { pause: 15, leave: 6, coming: 30 };
const atLeast = 6;
/** Never on a full or half hour: what is due then has been done by then. */
const minuteOf = (number: number) => 1 + (number % 28);

/** True for those who are there from the first day. */
export const isHereFirst = (index: number): boolean => !hiredLater.includes(index);

/** Everything people do by themselves in so many days; answers to introductions come as these are made. */
export function deedsOf(first: string, days: number): readonly Deed[] {
  const dice = new Dice(60);
  const deeds: Deed[] = [];
  const done = (who: string, day: number, what: What) => {
    const at = Date.parse(`${dayAfter(first, Math.floor(day))}T00:00:00Z`) + momentInDay(dice, deeds.length);
    deeds.push({ at, who, ...what });
    return at;
  };
  const often = (daysEach: number) => Math.max(atLeast, Math.ceil(days / daysEach));
  const someDay = () => dice.int(3, days - 10);
  const members = cast.filter(({ isGuest }, index) => isHereFirst(index) && !isGuest);
  const someone = () => dice.pick(members.filter(({ id }) => !quitting.includes(indexOf(id)))).id;
  const inLunch = members.filter(({ id }) => channelsOf(indexOf(id)).includes('lunch'));
  for (const { id } of dice.some(inLunch, 20)) done(id, dice.int(2, 30), { kind: 'join', program: 'lunch' });
  for (let count = 0; count < avoiding; count += 1) avoidSomeone(done, dice, dice.int(2, days / 3));
  for (let count = 0; count < often(daysPer.pause); count += 1)
    pauseSomeone(done, dice, { who: someone(), day: someDay(), first });
  for (let count = 0; count < often(daysPer.leave); count += 1) {
    const day = someDay();
    const from = dayAfter(first, day + dice.int(1, 8));
    done(someone(), day, { kind: 'away', from, to: dayAfter(from, dice.int(0, 16)) });
  }
  for (let count = 0; count < often(daysPer.coming); count += 1) {
    const [who, day, program] = [someone(), someDay(), dice.pick(['all', 'crafts', 'lunch'])];
    if (!channelsOf(indexOf(who)).includes(program)) continue;
    done(who, day, { kind: 'leave', program });
    if (dice.chance(0.6)) done(who, Math.min(days - 1, day + dice.int(5, 60)), { kind: 'join', program });
  }
  for (const [turn, index] of hiredLater.entries()) {
    const channels = channelsOf(index);
    done(idAt(index), Math.floor((days * (turn + 1)) / 8) + 1, { kind: 'hired', channels });
  }
  for (const [turn, index] of quitting.entries()) quit(done, deeds, idAt(index), (days * (turn + 2)) / 7);
  return deeds.sort((a, b) => a.at - b.at);
}

type Done = (who: string, day: number, what: What) => number;

const indexOf = (who: string) => cast.findIndex(({ id }) => id === who);

const idAt = (index: number) => cast[index]?.id ?? admin;

const momentInDay = (dice: DiceThrows, count: number) => (dice.int(0, 23) * 60 + minuteOf(count)) * 60_000;

function avoidSomeone(done: Done, dice: DiceThrows, day: number): void {
  const staying = cast.filter((_, index) => isHereFirst(index) && !quitting.includes(index));
  const [one, other] = dice.some(staying, 2);
  if (one && other) done(one.id, day, { kind: 'avoid', whom: other.id });
}

function pauseSomeone(done: Done, dice: DiceThrows, { who, day, first }: { who: string; day: number; first: string }) {
  const length = dice.int(4, 45);
  const until = dice.chance(0.2) ? 'resumed' : dayAfter(first, day + length);
  done(who, day, { kind: 'pause', until });
  if (until === 'resumed' || dice.chance(0.3)) done(who, day + Math.ceil(length / 2), { kind: 'resume' });
}

/** The directory is read again every day at the hour of the installation. */
function quit(done: Done, deeds: Deed[], who: string, day: number): void {
  const at = done(who, day, { kind: 'quits' });
  const sync = Math.ceil((at - syncHour) / DAY) * DAY + syncHour;
  deeds.push({ at: sync, who, kind: 'gone' });
}

const syncHour = 8 * 60 * 60_000;
