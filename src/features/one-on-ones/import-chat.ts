import { z } from 'zod';
import { SpentError, UserError } from '../../core/errors.ts';
import type { Form } from '../../core/form.ts';
import { bold, buttons, list, type Message, note, paragraph, say, text } from '../../core/message.ts';
import type { Reply } from '../../core/reply.ts';
import { collection } from '../../ports/collection.ts';
import type { ActionContext } from '../../ports/context.ts';
import type { PressHandler, SubmitHandler } from '../../ports/feature.ts';
import { schema } from '../../ports/schema.ts';
import { plus, type Reader } from '../../time/zoned.ts';
import { applyImport } from './import-apply.ts';
import { columns } from './import-csv.ts';
import { type ImportPlan, planImport } from './import-plan.ts';
import { counted, faultWords, mendWords, sameWords, stepWords } from './import-words.ts';
import { button } from './words.ts';

/** The last file somebody looked at and has not applied yet, by admin; `id` is on its card's buttons. */
export const drafts = collection(
  'oneonone.draft',
  z.object({ csv: z.string(), shown: z.string(), at: schema.instant, id: z.string().default('') }),
  {
    sealed: true,
  },
);

const minutesToConfirm = 15;
const faultsShown = 12;
const stepsShown = 8;
/** A line with every column. */
const exampleLine = 'jo@example.org,ana@example.org,2 weeks,2026-12-01,2026-11-20';
/** As much as a form of any platform takes; longer files go through the command line. */
const mostLetters = 3_000;

const adminOnly = (ctx: ActionContext) => {
  if (!ctx.actor.isAdmin) throw new UserError('Only admins can do this. Nothing was changed.');
};

/** `oneonone import`: a form to paste a file into. */
export async function openImport(ctx: ActionContext): Promise<Reply> {
  adminOnly(ctx);
  return { form: importForm() };
}

function importForm(): Form {
  return {
    title: 'Who reports to whom',
    verb: 'oneonone.import',
    args: { v: 1 },
    submit: 'Show me first',
    intro: 'Nothing changes until you confirm. A long file: hallway oneonone import FILE on the server.',
    fields: [
      {
        kind: 'text',
        name: 'csv',
        label: 'Lines of a spreadsheet (CSV)',
        hint: `First line: ${columns.join(',')}, of which the first two are needed. Then such as ${exampleLine}. Without a supervisor somebody is off the list.`,
        multiline: true,
        maxLength: mostLetters,
      },
    ],
  };
}

/** Shows what the pasted lines would change, and keeps them for the confirmation. */
export const previewPasted: SubmitHandler = async (ctx, _args, values) => {
  adminOnly(ctx);
  const csv = typeof values.csv === 'string' ? values.csv : '';
  if (csv.trim() === '') return { errors: { csv: 'Paste some lines, such as report,supervisor in the first.' } };
  return { message: await preview(ctx, csv) };
};

async function preview(ctx: ActionContext, csv: string, why?: string): Promise<Message> {
  const plan = await planImport(ctx, csv);
  const id = ctx.random.id();
  await ctx.tx.put(drafts, ctx.actor.id, { csv, shown: digestOf(plan), at: ctx.now, id });
  return previewCard(plan, id, ctx.settings.reader, why);
}

/** What would change and what is wrong, by line and column; its buttons speak of that draft alone. `why` it is shown anew. */
export function previewCard({ steps, faults, same }: ImportPlan, draft: string, reader: Reader, why?: string): Message {
  const label = faults.length === 0 ? 'Apply' : `Apply the other ${steps.length}`;
  const more = faults.length > faultsShown ? [text`And ${faults.length - faultsShown} more`] : [];
  const lines = faults.slice(0, faultsShown).map((fault) => text`${faultWords(fault)}`);
  return {
    fallback: 'What the file would change',
    blocks: [
      ...(why === undefined ? [] : [paragraph(text`${why}`)]),
      paragraph(text`${bold('From the file')}: ${[counted(steps), ...sameWords(same)].join('. ')}.`),
      ...(steps.length === 0 ? [] : [list(stepLines(steps, reader))]),
      ...(faults.length === 0
        ? []
        : [paragraph(text`${bold(mendWords(faults))}, left out until then:`), list([...lines, ...more])]),
      ...(steps.length === 0
        ? []
        : [
            buttons(
              button(label, 'import.apply', { draft }, 'primary'),
              button('Never mind', 'import.drop', { draft }),
            ),
          ]),
      note(text`Nothing has been changed.`),
    ],
  };
}

function stepLines(steps: ImportPlan['steps'], reader: Reader) {
  const shown = stepWords(steps, reader)
    .slice(0, stepsShown)
    .map((line) => text`${line}`);
  return steps.length > stepsShown ? [...shown, text`And ${steps.length - stepsShown} more`] : shown;
}

/** What the admin has seen, so that what is applied is that and nothing else. */
const digestOf = ({ steps }: ImportPlan): string =>
  steps
    .map(({ what, line, report, supervisor }) => `${line.line}:${what}:${report.id}:${supervisor?.id ?? ''}`)
    .join('|');

const changedMeanwhile =
  'Something else changed since you looked, so nothing was applied. This is what the file would change now.';

const apply: PressHandler = async (ctx, args) => {
  adminOnly(ctx);
  const draft = await ctx.tx.get(drafts, ctx.actor.id);
  if (draft && draft.id !== args.draft)
    throw new SpentError('This preview is older than your last one; look at that one. Nothing was changed.');
  if (!draft || ctx.now > plus(draft.at, { minutes: minutesToConfirm })) {
    throw new SpentError(
      `A preview works once, for ${minutesToConfirm} minutes, and only the last you made. Paste it again. Nothing was changed.`,
    );
  }
  const plan = await planImport(ctx, draft.csv);
  if (digestOf(plan) !== draft.shown) return { replace: await preview(ctx, draft.csv, changedMeanwhile) };
  await applyImport(ctx, plan);
  await ctx.tx.remove(drafts, ctx.actor.id);
  return { replace: say(text`Done: ${counted(plan.steps)}. /hallway log has it, and undo takes it back.`) };
};

/** Buttons of the preview. */
export const importPresses: Readonly<Record<string, PressHandler>> = {
  'oneonone.import.apply': apply,
  'oneonone.import.drop': async (ctx, args) => {
    adminOnly(ctx);
    const draft = await ctx.tx.get(drafts, ctx.actor.id);
    if (draft?.id === args.draft) await ctx.tx.remove(drafts, ctx.actor.id);
    return { replace: say(text`All right. Nothing was changed.`) };
  },
};
