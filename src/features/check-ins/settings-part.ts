import { z } from 'zod';
import { UserError } from '../../core/errors.ts';
import type { SettingsPart } from '../../ports/feature.ts';
import { cadenceProblem } from '../../time/cadence.ts';
import { faultOf } from './fitting.ts';
import { rhythmWords } from './program-words.ts';
import { type Program, programId, programs } from './records.ts';
import { inSentence } from './words.ts';

/** Programs in the settings file. What was asked, answered and released stays out of it: a file opens nothing again. */
export const checkInSettings: SettingsPart = {
  name: 'checkins',
  async export(ctx) {
    return (await ctx.reads.list(programs)).map(({ value }) => JSON.parse(JSON.stringify(value)));
  },
  async import(ctx, part) {
    if (!Array.isArray(part)) throw new UserError('checkins: a list of programs is wanted.');
    const wanted = new Map(part.map((entry, index) => readProgram(entry, index)));
    const known = (await ctx.tx.list(programs)).map(({ key }) => key);
    const changed: string[] = [];
    for (const key of new Set([...wanted.keys(), ...known])) {
      const after = wanted.get(key);
      const before = await ctx.tx.get(programs, key);
      if (JSON.stringify(before) === JSON.stringify(after)) continue;
      const channel = after?.channel ?? before?.channel;
      const name = (channel && (await ctx.people.channel(channel))?.name) ?? key;
      const is = after ? `${inSentence(rhythmWords(after))} (from a file)` : 'stopped (not in the file)';
      await ctx.change({ collection: programs, key, after, what: `Check-in in #${name}`, is });
      changed.push(after ? `check-in in #${name}` : `check-in in #${name} stopped`);
    }
    return changed;
  },
};

function readProgram(entry: unknown, index: number): readonly [string, Program] {
  const where = `checkins, program ${index + 1}`;
  try {
    const program = programs.parse(entry);
    const wrong = cadenceProblem(program.cadence) ?? faultOf(program);
    if (wrong !== undefined) throw new UserError(`${where}: ${wrong}`);
    return [programId(program.channel), program];
  } catch (cause) {
    if (cause instanceof z.ZodError) throw new UserError(`${where}: ${z.prettifyError(cause)}`);
    throw cause;
  }
}
