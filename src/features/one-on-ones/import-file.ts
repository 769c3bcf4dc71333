import type { FileImport } from '../../ports/feature.ts';
import { applyImport } from './import-apply.ts';
import { planImport } from './import-plan.ts';
import { counted, faultWords, sameWords, stepWords } from './import-words.ts';

/** `hallway oneonone import FILE`: the same file as in chat, of any length. */
export const importFile: FileImport = {
  async preview(ctx, text) {
    const { steps, faults, same } = await planImport(ctx, text);
    return {
      summary: `${[counted(steps), ...sameWords(same)].join('; ')}.`,
      changes: stepWords(steps, ctx.settings.reader),
      faults: faults.map(faultWords),
    };
  },
  async apply(ctx, text) {
    const plan = await planImport(ctx, text);
    await applyImport(ctx, plan);
    return counted(plan.steps);
  },
};
