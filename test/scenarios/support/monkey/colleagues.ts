import type { Coworker } from '../../../support/platform.ts';

export const zones = [
  'Europe/London',
  'Europe/Lisbon',
  'America/New_York',
  'America/Los_Angeles',
  'America/Sao_Paulo',
  'Australia/Sydney',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Asia/Tokyo',
] as const;
export const teams = ['Brand', 'Payments', 'Search', 'Care'] as const;
export const countries = ['PT', 'US', 'AU', 'DE-BY'] as const;
const guestEvery = 10;

/** The nth coworker: zones, teams and countries dealt in turn, every tenth a guest, the first two admins. */
export function coworker(n: number): Coworker {
  const country = n % 5 === 4 ? undefined : countries[n % countries.length];
  return {
    id: `p${n}`,
    name: `Person${n} Name${n}`,
    zone: zones[n % zones.length] ?? 'UTC',
    team: teams[n % teams.length] ?? 'Care',
    standing: n % guestEvery === guestEvery - 1 ? 'guest' : 'member',
    isAdmin: n < 2,
    ...(country === undefined ? {} : { country }),
  };
}

/** Who is in which channel at first; `general` holds everybody. */
export function channelsFor(people: readonly Coworker[]): Readonly<Record<string, readonly string[]>> {
  const every = (step: number, rest: number) =>
    people.filter((_, index) => index % step === rest).map((person) => person.id);
  return {
    design: [...every(3, 0), 'p1'],
    service: every(5, 1),
    product: every(5, 2),
    lottery: every(4, 3),
    visitors: [...every(10, 9), ...every(6, 5)],
    teams: every(2, 0),
  };
}

/** Whom everybody would rather not meet at first: two colleagues with whom they share channels. */
export const avoidedBy = (n: number, people: number): readonly string[] => [
  `p${(n + 3) % people}`,
  `p${(n + 10) % people}`,
];

/** The programs there are at first, by channel, as an admin types them. */
export const firstPrograms: readonly (readonly [string, string])[] = [
  ['general', 'every 2 weeks on tuesday at 10:00 in Europe/London from 2026-06-09'],
  ['design', 'every 2 weeks on wednesday at 15:00 in America/New_York from 2026-06-17'],
  ['design', 'group 3'],
  ['service', 'every week on thursday at 02:30 in Australia/Sydney'],
  ['service', 'between #service #product'],
  ['lottery', 'monthly on the first monday at 01:30 in America/New_York'],
  ['lottery', 'hosts @person3 @person7 @person11'],
  ['visitors', 'every week on friday at 09:00 in Asia/Kathmandu'],
  ['visitors', 'guests on'],
  ['visitors', 'default out'],
  ['teams', 'every 2 weeks on monday at 14:00 in Europe/Lisbon from 2026-06-22'],
  ['teams', 'within team'],
];
