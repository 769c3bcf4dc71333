import { formatDate, type Reader } from '../../time/zoned.ts';
import type { Fault } from './import-csv.ts';
import type { Step } from './import-plan.ts';
import { rhythmWords } from './rhythm.ts';

/** `12 added, 3 moved, 1 removed`; without zeros. */
export function counted(steps: readonly Pick<Step, 'what'>[]): string {
  const words = { add: 'added', move: 'moved', remove: 'removed', update: 'updated' } as const;
  const parts = Object.entries(words).flatMap(([what, word]) => {
    const count = steps.filter((step) => step.what === what).length;
    return count === 0 ? [] : [`${count} ${word}`];
  });
  return parts.length === 0 ? 'nothing to change' : parts.join(', ');
}

/** What takes something from somebody comes first, so that a long list of additions does not hide it. */
const order = ['remove', 'move', 'add', 'update'] as const;

/** What each step changes, one line each: `Moves: Jo Silva, from Ana Duarte to Dot`. */
export const stepWords = (steps: readonly Step[], reader: Reader): readonly string[] =>
  order.flatMap((what) => steps.filter((step) => step.what === what).map((step) => lineOf(step, reader)));

function lineOf({ what, line, report, supervisor, from }: Step, reader: Reader): string {
  const before = from?.name ?? 'somebody who left';
  const now = supervisor?.name ?? 'nobody';
  const also = alsoSaid(line, reader);
  const more = also.length === 0 ? '' : `, ${also.join(', ')}`;
  if (what === 'remove') return `Off the list: ${report.name}, so far with ${before}`;
  if (what === 'move') return `Moves: ${report.name}, from ${before} to ${now}${more}`;
  return what === 'add' ? `New: ${report.name} with ${now}${more}` : `Changed: ${report.name} with ${now}${more}`;
}

/** What else a line sets. */
function alsoSaid({ rhythm, start, last }: Step['line'], reader: Reader): readonly string[] {
  return [
    ...(rhythm ? [rhythmWords(rhythm)] : []),
    ...(start === undefined ? [] : [`first day ${formatDate(start, 'day', reader)}`]),
    ...(last === undefined ? [] : [`last talk ${formatDate(last, 'day', reader)}`]),
  ];
}

/** `Line 3, supervisor: ...`, the cure included. */
export const faultWords = ({ line, column, error }: Fault): string => `Line ${line}, ${column}: ${error}`;

/** `4 lines are so already`; nothing where none is. */
export const sameWords = (same: number): readonly string[] =>
  same === 0 ? [] : [`${same} ${same === 1 ? 'line is' : 'lines are'} so already`];

/** `1 line to mend`, whatever the number of its faults. */
export function mendWords(faults: readonly Fault[]): string {
  const lines = new Set(faults.map(({ line }) => line)).size;
  return `${lines} ${lines === 1 ? 'line' : 'lines'} to mend`;
}
