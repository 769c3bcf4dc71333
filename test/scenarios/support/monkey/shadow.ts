import type { SettingsFile } from '../../../../src/runtime/settings-file.ts';
import type { Coworker } from '../../../support/platform.ts';
import { dayAfter, wallAt, weekdayOn } from '../wall-clock.ts';
import { holidaysOf } from './holidays.ts';

/** What a person has told the bot, and what their directory says, as the test wrote it down. */
export interface Known {
  readonly id: string;
  /** Since when the bot knows them: who was forgotten and came back is somebody new to it. */
  readonly since: number;
  directory: Coworker;
  zone?: string;
  country?: string;
  days?: readonly number[];
  hours?: readonly [string, string];
  /** The first date back, or `forever` until they resume. */
  pausedUntil?: string;
  away: { readonly from: string; readonly to: string }[];
  readonly avoids: Set<string>;
  /** Their own word on a program, by channel. */
  readonly choices: Map<string, 'in' | 'out'>;
  /** Channels whose program has greeted them, or that they joined by themselves. */
  readonly greeted: Set<string>;
  /** Local dates of what came unasked. */
  readonly unasked: string[];
  /** When they left the company; the bot may not know for a day. */
  goneAt?: number;
}

/** A program as the settings file shows it. */
export interface ShownProgram {
  readonly channel: string;
  readonly cadence: { readonly time: string };
  readonly groupSize: number;
  readonly isOptOut: boolean;
  readonly withGuests: boolean;
  readonly between?: readonly string[];
  readonly hosts?: readonly string[];
  readonly pausedUntil?: string;
}

/** What is set for everybody, as the settings file shows it. */
export interface ShownHouse {
  readonly zone: string;
  readonly country?: string;
  readonly days: readonly number[];
  readonly from: string;
  readonly to: string;
  readonly closed: readonly string[];
}

export const forever = '9999-12-31';

/** The bookkeeping of a scenario: what was typed, and what the settings file says of programs and of the house. */
export class Shadow {
  readonly people = new Map<string, Known>();
  /** Pairs kept apart by admins. */
  readonly nevers = new Set<string>();
  programs: ReadonlyMap<string, ShownProgram> = new Map();
  house: ShownHouse = { zone: 'UTC', days: [], from: '', to: '', closed: [] };

  of(id: string): Known {
    const known = this.people.get(id);
    if (!known) throw new Error(`${id} is not in the books`);
    return known;
  }

  /** A new person, or one whom the bot has forgotten. */
  enter(directory: Coworker, since: number): void {
    const { id } = directory;
    const blank = { away: [], avoids: new Set<string>(), greeted: new Set<string>(), unasked: [] };
    this.people.set(id, { id, since, directory, choices: new Map(), ...blank });
    for (const other of this.people.values()) other.avoids.delete(id);
    for (const pair of this.nevers) if (pair.split(' ').includes(id)) this.nevers.delete(pair);
  }

  /** Takes programs and settings from the file that an admin can export. */
  readFile(file: SettingsFile): void {
    this.house = file.organisation as unknown as ShownHouse;
    const programs = file.coffee as unknown as readonly ShownProgram[];
    this.programs = new Map(programs.map((one) => [one.channel.slice(one.channel.indexOf('#') + 1), one]));
  }

  zoneOf(person: Known): string {
    return person.zone ?? person.directory.zone ?? this.house.zone;
  }

  dateOf(person: Known, at: number): string {
    return wallAt(this.zoneOf(person), at).date;
  }

  isPaused(person: Known, at: number): boolean {
    return person.pausedUntil !== undefined && this.dateOf(person, at) < person.pausedUntil;
  }

  isAway(person: Known, at: number): boolean {
    return isOnLeave(person, this.dateOf(person, at));
  }

  /** Whether the person works at that instant; a night shift belongs to the day it begins on. */
  isAtWork(person: Known, at: number): boolean {
    const { time } = wallAt(this.zoneOf(person), at);
    const [from, to] = this.#hoursOf(person);
    const isInside = from < to ? from <= time && time < to : time >= from || time < to;
    return isInside && this.#isWorkday(person, this.workDateOf(person, at));
  }

  /** The date whose work a person does at that instant: after midnight a night shift is still the evening's. */
  workDateOf(person: Known, at: number): string {
    const { date, time } = wallAt(this.zoneOf(person), at);
    const [from, to] = this.#hoursOf(person);
    return to < from && time < to ? dayAfter(date, -1) : date;
  }

  #hoursOf(person: Known): readonly [string, string] {
    return person.hours ?? [this.house.from, this.house.to];
  }

  /** True where one of them asked, or an admin wants, that they are not put together. */
  areKeptApart(a: string, b: string): boolean {
    return this.of(a).avoids.has(b) || this.of(b).avoids.has(a) || this.nevers.has(pairOf(a, b));
  }

  #isWorkday(person: Known, date: string): boolean {
    const days = person.days ?? this.house.days;
    const country = person.country ?? person.directory.country ?? this.house.country;
    if (!days.includes(weekdayOn(date)) || this.house.closed.includes(date) || isOnLeave(person, date)) return false;
    return country === undefined || !holidaysOf(country, Number(date.slice(0, 4))).has(date);
  }
}

const isOnLeave = (person: Known, date: string) => person.away.some(({ from, to }) => from <= date && date <= to);

/** One name for a pair, whoever is named first. */
export const pairOf = (a: string, b: string): string => [a, b].sort().join(' ');
