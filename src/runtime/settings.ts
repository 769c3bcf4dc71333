import { z } from 'zod';
import { collection } from '../ports/collection.ts';
import { schema } from '../ports/schema.ts';
import type { Settings } from '../ports/settings.ts';
import type { Reads } from '../ports/storage.ts';
import { isCountry } from '../time/holidays.ts';
import { wallTime, zone } from '../time/zoned.ts';

const rowSchema = z.object({
  zone: schema.zone,
  country: z.string().refine(isCountry, 'a country code such as PT, or DE-BY').optional(),
  days: z.array(z.number().int().min(1).max(7)).min(1),
  from: schema.time,
  to: schema.time,
  closed: z.array(schema.date),
  locale: z.string(),
  hourCycle: z.enum(['h12', 'h23']),
  floor: z.number().int().min(3),
  answerMonths: z.number().int().min(1),
});
export type SettingsRow = z.infer<typeof rowSchema>;

/** One row, under `settingsKey`. */
export const settingsRows = collection<SettingsRow>('runtime.settings', rowSchema);
export const settingsKey = 'organisation';

/** The defaults of contracts.md, until somebody changes them. */
export const defaultSettings: SettingsRow = {
  zone: zone('UTC'),
  days: [1, 2, 3, 4, 5],
  from: wallTime('09:00'),
  to: wallTime('17:00'),
  closed: [],
  locale: 'en-GB',
  hourCycle: 'h23',
  floor: 5,
  answerMonths: 24,
};

/** The row as kept, or the defaults. */
export async function readSettingsRow(reads: Reads): Promise<SettingsRow> {
  return (await reads.get(settingsRows, settingsKey)) ?? defaultSettings;
}

/** What features see of it. */
export function settingsOf(row: SettingsRow): Settings {
  const { zone, days, from, to, closed, country } = row;
  return {
    calendar: { zone, days, from, to, closed, ...(country === undefined ? {} : { country }) },
    reader: { locale: row.locale, hourCycle: row.hourCycle },
    floor: row.floor,
    answerMonths: row.answerMonths,
  };
}
