import { z } from 'zod';
import type { AccountId, ChannelId, PersonId } from '../core/ids.ts';
import {
  type Instant,
  isLocalDate,
  isWallTime,
  isZone,
  type LocalDate,
  type WallTime,
  type Zone,
} from '../time/zoned.ts';

const date = z.custom<LocalDate>(isLocalDate, 'a date as YYYY-MM-DD');
const time = z.custom<WallTime>(isWallTime, 'a time as HH:MM');
const zone = z.custom<Zone>(isZone, 'a time zone such as Europe/Lisbon');

/** Schemas of the house's own types, for records and files. */
export const schema = {
  person: z.string().min(1) as unknown as z.ZodType<PersonId>,
  account: z.string().min(1) as unknown as z.ZodType<AccountId>,
  channel: z.string().min(1) as unknown as z.ZodType<ChannelId>,
  instant: z.number().int() as unknown as z.ZodType<Instant>,
  date,
  time,
  zone,
  cadence: z.object({ rule: z.string(), from: date, time, zone }),
};

/** What a schema found wrong, by entry and in one line: `days is missing; from: a time as HH:MM`. */
export const wrongIn = ({ issues }: z.ZodError): string =>
  issues
    .map(({ path, message }) => {
      const where = path.join('.');
      return message.endsWith('received undefined') ? `${where} is missing` : `${where}${where && ': '}${message}`;
    })
    .join('; ');
