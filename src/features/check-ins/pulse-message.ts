import { bold, heading, list, type Message, note, type Text, text } from '../../core/message.ts';
import { unanimous } from './cells.ts';
import { change, type Estimate } from './interval.ts';
import { wordsFor } from './messages.ts';
import type { Cell } from './records.ts';

/** The same items at two times. */
interface Compared {
  readonly earlier: Estimate;
  readonly now: Estimate;
}

/** Several items that measure one thing. */
export interface ThemeFacts {
  readonly theme: string;
  readonly now: Estimate;
  /** Answers to the item that has fewest, and to the one that has most. */
  readonly fewest: number;
  readonly most: number;
  /** Against the first quarter there is, and against the one before; undefined where there is none. */
  readonly baseline: Compared | undefined;
  readonly last: Compared | undefined;
}

/** One item of a quarter. */
export interface ItemFacts {
  readonly cell: Cell;
  readonly now: Estimate;
}

/** A quarter's result: the finding as its title, then each theme with its range. */
export function pulseResult(facts: { quarter: string; themes: readonly ThemeFacts[] }): Message {
  const title = `Pulse of ${quarterWords(facts.quarter)}: ${finding(facts.themes)}`;
  return {
    fallback: title,
    blocks: [
      heading(title),
      list(facts.themes.map(themeLine)),
      note(
        text`Percent positive, with the range it may well lie in (95%). A change smaller than its noise is called no change. No names are kept.`,
      ),
    ],
  };
}

const quarterWords = (quarter: string) => `${quarter.slice(5)} ${quarter.slice(0, 4)}`;

function finding(themes: readonly ThemeFacts[]): string {
  const moved = (way: 'up' | 'down') =>
    themes
      .filter(({ baseline }) => baseline && change(baseline.earlier, baseline.now) === way)
      .map(({ theme }) => theme.toLowerCase());
  const [up, down] = [moved('up'), moved('down')];
  if (themes.every(({ baseline }) => baseline === undefined)) return 'where we start from';
  if (up.length + down.length === 0) return 'no change since the first one';
  const said = [up.length > 0 ? `${up.join(', ')} up` : '', down.length > 0 ? `${down.join(', ')} down` : ''];
  return `${said.filter((one) => one !== '').join('; ')} since the first one`;
}

function themeLine({ theme, now, fewest, most, baseline, last }: ThemeFacts): Text {
  const answers = fewest === most ? `${most} answers` : `${fewest} to ${most} answers`;
  const against = [
    baseline === undefined ? '' : `${changeWords(baseline)} since the first`,
    last === undefined ? '' : `${changeWords(last)} since the last`,
  ].filter((one) => one !== '');
  const tail = against.length === 0 ? '' : `; ${against.join(', ')}`;
  return text`${bold(theme)}: ${percent(now.value)}% (${range(now)}), ${answers}${tail}.`;
}

function changeWords({ earlier, now }: Compared): string {
  const way = change(earlier, now);
  return way === 'none' ? 'no change' : `${way} from ${percent(earlier.value)}%`;
}

/** A share in whole percent. */
export const percent = (share: number) => Math.round(share * 100);
const range = ({ low, high }: Estimate) => `${percent(low)} to ${percent(high)}`;

/** A quarter item by item: the same figures as were released, and no others. */
export function pulseItems(facts: { quarter: string; items: readonly ItemFacts[] }): Message {
  const title = `Pulse of ${quarterWords(facts.quarter)}, item by item`;
  return { fallback: title, blocks: [heading(title), list(facts.items.map(itemLine))] };
}

function itemLine({ cell, now }: ItemFacts): Text {
  const same = unanimous(cell);
  if (same !== undefined)
    return text`${cell.question.text} ${bold(`All who answered: ${wordsFor(cell.question, same).toLowerCase()}`)}`;
  return text`${cell.question.text} ${bold(`${percent(now.value)}%`)} (${range(now)}), ${cell.answers} answers`;
}
