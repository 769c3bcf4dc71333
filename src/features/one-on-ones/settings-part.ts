import { z } from 'zod';
import { UserError } from '../../core/errors.ts';
import type { SettingsPart } from '../../ports/feature.ts';
import { type LocalDate, localDateOf } from '../../time/zoned.ts';
import { followDirectory } from './directory.ts';
import { organisationKey, type Program, programs } from './records.ts';
import { keepWatch } from './relations.ts';
import { rhythmSchema, rhythmWords } from './rhythm.ts';
import { noticeNewcomers } from './welcome-path.ts';

const fileSchema = z.strictObject({ rhythm: rhythmSchema, on: z.boolean() });

/** The organisation's rhythm in the settings file; who reports to whom and everything between two people stay out of it. */
export const oneOnOneSettings: SettingsPart = {
  name: 'oneonone',
  async export(ctx) {
    const program = await ctx.reads.get(programs, organisationKey);
    return program ? { rhythm: { ...program.rhythm }, on: program.isOn } : null;
  },
  async import(ctx, part) {
    const before = await ctx.tx.get(programs, organisationKey);
    if (part === null) {
      if (!before) return [];
      await ctx.change({
        collection: programs,
        key: organisationKey,
        after: undefined,
        what: 'One-on-ones',
        is: 'not in the file',
      });
      await followDirectory(ctx);
      return ['one-on-ones off'];
    }
    const read = fileSchema.safeParse(part);
    if (!read.success) throw new UserError(`oneonone: ${z.prettifyError(read.error)}`);
    const { rhythm, on } = read.data;
    const since: LocalDate = before?.since ?? localDateOf(ctx.now, ctx.settings.calendar.zone);
    const after: Program = { rhythm, isOn: on, since };
    if (before && JSON.stringify(before) === JSON.stringify(programs.parse(after))) return [];
    const is = `${on ? rhythmWords(rhythm) : 'off'} (from a file)`;
    await ctx.change({ collection: programs, key: organisationKey, after, what: 'One-on-ones', is });
    if (on) await noticeNewcomers(ctx);
    await followDirectory(ctx);
    if (on) await keepWatch(ctx);
    return ['one-on-ones'];
  },
};
