import { listed, type Parsed, problem, read, unknownWord, type Words, wordsOf } from './words.ts';
import { isZone, type Zone, zone, zoneCity, zoneNames } from './zoned.ts';

/** Names newer than the ones `Intl` lists, and large cities that share another city's clocks. */
const MORE_CITIES: Readonly<Record<string, string>> = {
  kolkata: 'Asia/Kolkata',
  kathmandu: 'Asia/Kathmandu',
  kyiv: 'Europe/Kyiv',
  yangon: 'Asia/Yangon',
  'ho chi minh': 'Asia/Ho_Chi_Minh',
  'ho chi minh city': 'Asia/Ho_Chi_Minh',
  hanoi: 'Asia/Ho_Chi_Minh',
  nuuk: 'America/Nuuk',
  faroe: 'Atlantic/Faroe',
  'mexico city': 'America/Mexico_City',
  'san francisco': 'America/Los_Angeles',
  seattle: 'America/Los_Angeles',
  portland: 'America/Los_Angeles',
  'san diego': 'America/Los_Angeles',
  austin: 'America/Chicago',
  dallas: 'America/Chicago',
  houston: 'America/Chicago',
  boston: 'America/New_York',
  washington: 'America/New_York',
  miami: 'America/New_York',
  atlanta: 'America/New_York',
  philadelphia: 'America/New_York',
  montreal: 'America/Toronto',
  ottawa: 'America/Toronto',
  'rio de janeiro': 'America/Sao_Paulo',
  brasilia: 'America/Sao_Paulo',
  edinburgh: 'Europe/London',
  manchester: 'Europe/London',
  porto: 'Europe/Lisbon',
  barcelona: 'Europe/Madrid',
  munich: 'Europe/Berlin',
  hamburg: 'Europe/Berlin',
  frankfurt: 'Europe/Berlin',
  cologne: 'Europe/Berlin',
  geneva: 'Europe/Zurich',
  milan: 'Europe/Rome',
  krakow: 'Europe/Warsaw',
  wroclaw: 'Europe/Warsaw',
  gothenburg: 'Europe/Stockholm',
  'tel aviv': 'Asia/Jerusalem',
  'abu dhabi': 'Asia/Dubai',
  mumbai: 'Asia/Kolkata',
  delhi: 'Asia/Kolkata',
  'new delhi': 'Asia/Kolkata',
  bangalore: 'Asia/Kolkata',
  bengaluru: 'Asia/Kolkata',
  hyderabad: 'Asia/Kolkata',
  beijing: 'Asia/Shanghai',
  shenzhen: 'Asia/Shanghai',
  osaka: 'Asia/Tokyo',
  'cape town': 'Africa/Johannesburg',
  canberra: 'Australia/Sydney',
  wellington: 'Pacific/Auckland',
  utc: 'UTC',
  gmt: 'UTC',
};

/** A zone as people write it: an IANA name in any case, or a city (`lisbon`, `New York`, `são paulo`) when only one fits. */
export function parseZone(input: Words): Parsed<Zone> {
  const text = wordsOf(input).join(' ');
  const iana = text.replaceAll(' ', '_');
  if (iana.includes('/')) return isZone(iana) ? read(zone(iana)) : unknownZone(text);
  const found = cities().get(plain(text)) ?? [];
  const [only, ...others] = found;
  if (only !== undefined && others.length === 0) return read(only);
  if (only !== undefined)
    return problem(`There is more than one ${zoneCity(only)}: ${listed(found)}. Which one?`, text, only);
  // Three letters name an offset without summer time, or several zones at once (IST, CST).
  if (/^[a-z]{2,4}$/i.test(text) && /t$/i.test(text)) {
    return problem(
      `"${text}" alone doesn't say when clocks change. Name a city instead, such as new york.`,
      text,
      'new york',
    );
  }
  return unknownZone(text);
}

function unknownZone(text: string) {
  const known = text.includes('/') ? zoneNames() : [...cities().keys()];
  return unknownWord('time zone', text, known, 'Name a city, such as lisbon or new york.');
}

let cityIndex: ReadonlyMap<string, readonly Zone[]> | undefined;

function cities(): ReadonlyMap<string, readonly Zone[]> {
  if (cityIndex !== undefined) return cityIndex;
  const index = new Map<string, Zone[]>();
  for (const name of zoneNames()) {
    if (!name.startsWith('Etc/') && name.includes('/'))
      index.set(plain(zoneCity(name)), [...(index.get(plain(zoneCity(name))) ?? []), name]);
  }
  for (const [city, name] of Object.entries(MORE_CITIES)) index.set(city, [zone(name)]);
  cityIndex = index;
  return index;
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[-_]/g, ' ');
}
