import type { FileImport } from '../../ports/feature.ts';
import { applyImport, counted } from './import-apply.ts';
import { planImport } from './import-plan.ts';

/** `hallway oneonone import FILE`: the same file as in chat, of any length. */
export const importFile: FileImport = {
  async preview(ctx, text) {
    const { steps, faults, same } = await planImport(ctx, text);
    return {
      summary: `${counted(steps)}; ${same} ${same === 1 ? 'line is' : 'lines are'} so already.`,
      faults: faults.map(({ line, column, error }) => `line ${line}, ${column}: ${error}`),
    };
  },
  async apply(ctx, text) {
    const plan = await planImport(ctx, text);
    await applyImport(ctx, plan);
    return counted(plan.steps);
  },
};
