import type { Coworker } from '../../../../support/platform.ts';

/** A colleague in the test's own terms: what Hallway is told of them, and what they work. */
export interface Colleague {
  readonly id: string;
  readonly name: string;
  readonly zone: string;
  /** Whose public holidays they keep: the organisation's, Portugal's, unless their directory says otherwise. */
  readonly country: 'PT' | 'DE' | 'US';
  readonly team: string;
  readonly manager?: string;
  readonly isGuest: boolean;
  readonly from: string;
  readonly to: string;
  /** 1 Monday to 7 Sunday. */
  readonly days: readonly number[];
}

const firstNames = [
  ...['Ana', 'Bo', 'Cleo', 'Dev', 'Eli', 'Fay', 'Gus', 'Hana', 'Ivo', 'Jo', 'Kai', 'Lea', 'Max', 'Nia', 'Oto'],
  ...['Pia', 'Quin', 'Rui', 'Sam', 'Tess', 'Uma', 'Vito', 'Wren', 'Xia', 'Yara', 'Zoe', 'Abel', 'Bea', 'Carl', 'Dora'],
  ...['Emil', 'Flor', 'Gina', 'Hugo', 'Ines', 'Jens', 'Kira', 'Luis', 'Mina', 'Nils', 'Olga', 'Paul', 'Rosa', 'Sven'],
  ...['Tara', 'Udo', 'Vera', 'Walt', 'Xeno', 'Yuri', 'Zara', 'Aldo', 'Bina', 'Ciro', 'Dina', 'Enzo', 'Fritz', 'Greta'],
  ...['Heidi', 'Igor'],
];

const zones = [
  ['Europe/Lisbon', 'PT'],
  ['Europe/Berlin', 'DE'],
  ['America/New_York', 'US'],
  ['America/Los_Angeles', 'US'],
  ['Asia/Kolkata', 'PT'],
  ['Asia/Tokyo', 'PT'],
  ['Australia/Sydney', 'PT'],
] as const;
const teams = ['Brand', 'Payments', 'Field', 'Data', 'Care', 'Legal'];
const hours = [
  ['09:00', '17:00'],
  ['08:00', '16:00'],
  ['11:00', '19:00'],
  ['10:00', '14:30'],
] as const;
const wholeWeek = [1, 2, 3, 4, 5];
const fourDays = [1, 2, 3, 4];
const twoGuests = [17, 42];

/** Sixty people in seven zones, six teams with a lead each, four kinds of hours; every fifth has Fridays off. */
export const cast: readonly Colleague[] = firstNames.map((name, index) => {
  const [zone, country] = zones[index % zones.length] ?? zones[0];
  const [from, to] = hours[index % hours.length] ?? hours[0];
  const lead = index % teams.length;
  const manager = index < teams.length ? 0 : lead;
  return {
    id: name.toLowerCase(),
    name,
    zone,
    country,
    team: teams[lead] ?? '',
    ...(index === 0 ? {} : { manager: firstNames[manager]?.toLowerCase() ?? '' }),
    isGuest: twoGuests.includes(index),
    from,
    to,
    days: index % 5 === 4 ? fourDays : wholeWeek,
  };
});

/** Who runs Hallway there, and takes part like everyone. */
export const admin = 'ana';

/** A colleague as the directory has them. */
export const inDirectory = ({ id, name, zone, country, team, manager, isGuest }: Colleague): Coworker => ({
  id,
  name,
  zone,
  team,
  isAdmin: id === admin,
  ...(country === 'PT' ? {} : { country }),
  ...(manager === undefined ? {} : { manager }),
  ...(isGuest ? { standing: 'guest' as const } : {}),
});

/** Public holidays on weekdays from June 2026 to June 2027, written down from each country's calendar. */
const publicHolidays: Readonly<Record<Colleague['country'], readonly string[]>> = {
  PT: [
    ...['2026-06-04', '2026-06-10', '2026-10-05', '2026-12-01', '2026-12-08', '2026-12-25'],
    ...['2027-01-01', '2027-03-26', '2027-05-27'],
  ],
  DE: ['2026-12-25', '2027-01-01', '2027-03-26', '2027-03-29', '2027-05-06', '2027-05-17'],
  US: [
    ...['2026-06-19', '2026-07-03', '2026-09-07', '2026-10-12', '2026-11-11', '2026-11-26', '2026-12-25'],
    ...['2027-01-01', '2027-01-18', '2027-02-15', '2027-05-31'],
  ],
};

/** Days the organisation closes by itself. */
export const closedByUs = ['2026-06-15', '2026-12-24', '2026-12-28', '2026-12-29', '2026-12-30', '2026-12-31'];

/** Days nobody of that country works here. */
export const closedIn = (country: Colleague['country']): ReadonlySet<string> =>
  new Set([...publicHolidays[country], ...closedByUs]);
