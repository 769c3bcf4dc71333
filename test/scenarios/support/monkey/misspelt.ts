import type { Dice } from '../dice.ts';

/** Lines whose first word is right and whose rest makes no sense: each must change nothing. */
const nonsense = [
  'pause until smarch 3',
  'pause for ever and a day',
  'pause until 2020-01-01',
  'away 5 dec until',
  'away 2026-13-45',
  'hours 25:00-99:00',
  'days mon-blursday',
  'timezone Atlantis',
  'country XX',
  'avoid',
  'avoid @nobody',
  'unavoid "somebody"',
  'leave in #nowhere',
  'coffee evry week on tuesday at 10:00',
  'coffee every week on tusday at 10:00',
  'coffee every 2 weeks on tuesday at 25:00',
  'coffee group 99',
  'coffee never @person1',
  'coffee between #design #design',
  'coffee pause until yesterday',
  'coffee guests maybe',
  'settings colour blue',
  'settings closed 31 february',
  'admins promote @person3',
  'undo everything',
  'undo 99999',
  '',
  '   ',
  '""',
  '<@test:T1/nobody> hello',
  'help help help',
  '--yes',
  'toString',
  '__proto__ constructor',
  'coffee constructor',
  'settings toString x',
] as const;

const letters = 'abcdefghijklmnopqrstuvwxyz';

/** A line that means nothing: nonsense, or a good one with its first word spoilt so that it is no known word. */
export function misspelt(dice: Dice, line: string, known: ReadonlySet<string>): string {
  if (dice.chance(0.6)) return dice.pick(nonsense);
  const [first = '', ...rest] = line.split(' ');
  const at = dice.int(0, Math.max(0, first.length - 1));
  const letter = dice.pick([...letters]);
  const spoilt = dice.pick([
    `${first.slice(0, at)}${first.slice(at + 1)}`,
    `${first.slice(0, at)}${letter}${first.slice(at)}`,
    `${first.slice(0, at)}${letter}${first.slice(at + 1)}`,
  ]);
  return [known.has(spoilt) || spoilt === '' ? `${spoilt}q` : spoilt, ...rest].join(' ');
}
