import { expect } from 'vitest';
import { DAY, mondayOf, wallAt } from '../../support/wall-clock.ts';
import type { Worker } from './oracle.ts';

/** A message as it went out. */
export interface Sent {
  readonly key: string;
  readonly supervisor: string;
  readonly at: number;
  /** Those it names, and how many it is about. */
  readonly names: readonly string[];
  readonly all: number;
}

/** A talk that was told of at an instant. */
export interface Talk {
  readonly supervisor: string;
  readonly report: string;
  readonly at: number;
}

/** One card a day, three a week, and inside the hours of the supervisor. */
export function keepsItsManners(cards: readonly Sent[], workers: ReadonlyMap<string, Worker>): void {
  const most = (groups: ReadonlyMap<string, readonly Sent[]>) =>
    Math.max(...[...groups.values()].map((same) => same.length));
  const zoneOf = ({ supervisor }: Sent) => workers.get(supervisor)?.zone ?? '';
  const dateOf = (card: Sent) => wallAt(zoneOf(card), card.at).date;
  expect(most(Map.groupBy(cards, (card) => `${card.supervisor} ${dateOf(card)}`))).toBe(1);
  expect(most(Map.groupBy(cards, (card) => `${card.supervisor} ${mondayOf(dateOf(card))}`))).toBeLessThanOrEqual(3);
  for (const card of cards)
    expect(wallAt(zoneOf(card), card.at).time >= (workers.get(card.supervisor)?.from ?? '')).toBe(true);
}

/** A weekly pair that met yesterday may come along on a card in five days: less than that is too soon for anybody. */
const quietDays = 4;

/** Whatever the rhythm, nobody is spoken of in the days after a talk was told of. */
export function leavesThoseAloneWhoMet(cards: readonly Sent[], talks: readonly Talk[]): void {
  const named = Map.groupBy(
    cards.flatMap((card) => card.names.map((name) => ({ at: card.at, pair: `${card.supervisor} ${name}` }))),
    ({ pair }) => pair,
  );
  for (const talk of talks) {
    const pair = `${talk.supervisor} ${talk.report}`;
    const soon = (named.get(pair) ?? []).filter((one) => one.at > talk.at && one.at < talk.at + quietDays * DAY);
    expect(soon, pair).toEqual([]);
  }
}
