import { z } from 'zod';
import { UserError } from '../../core/errors.ts';
import type { SettingsPart } from '../../ports/feature.ts';
import { wrongIn } from '../../ports/schema.ts';
import { cadenceProblem } from '../../time/cadence.ts';
import { type Program, programId, programs } from './records.ts';
import { rhythmWords } from './set-up.ts';
import { inSentence } from './set-up-form.ts';

/** Programs in the settings file; who keeps apart from whom and who opted out are people's own and stay out of it. */
export const coffeeSettings: SettingsPart = {
  name: 'coffee',
  async export(ctx) {
    const rows = await ctx.reads.list(programs);
    return rows.map(({ value: { extra: _held, ...program } }) => JSON.parse(JSON.stringify(program)));
  },
  async import(ctx, part) {
    if (!Array.isArray(part)) throw new UserError('coffee: a list of programs is wanted.');
    const changed: string[] = [];
    const wanted = new Map(part.map((entry, index) => readProgram(entry, index)));
    for (const [id, program] of wanted) {
      const before = await ctx.tx.get(programs, id);
      const after = { ...program, extra: before?.extra ?? [] };
      if (JSON.stringify(before) === JSON.stringify(programs.parse(after))) continue;
      const name = (await ctx.people.channel(program.channel))?.name ?? program.channel;
      await ctx.change({
        collection: programs,
        key: id,
        after,
        what: `Coffee in #${name}`,
        is: `${inSentence(rhythmWords(program.cadence))} (from a file)`,
      });
      changed.push(`coffee in #${name}`);
    }
    for (const { key } of await ctx.tx.list(programs)) {
      if (wanted.has(key)) continue;
      await ctx.change({
        collection: programs,
        key,
        after: undefined,
        what: `Coffee ${key}`,
        is: 'stopped (not in the file)',
      });
      changed.push(`coffee ${key} stopped`);
    }
    return changed;
  },
};

function readProgram(entry: unknown, index: number): readonly [string, Program] {
  const where = `coffee, program ${index + 1}`;
  try {
    const program = programs.parse({ ...(entry as object), extra: [] });
    const wrong = cadenceProblem(program.cadence);
    if (wrong !== undefined) throw new UserError(`${where}: ${wrong}`);
    return [programId(program.channel), program];
  } catch (cause) {
    if (cause instanceof z.ZodError) throw new UserError(`${where}: ${wrongIn(cause)}. Nothing was changed.`);
    throw cause;
  }
}
