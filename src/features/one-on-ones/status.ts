import { bold, text } from '../../core/message.ts';
import type { ReadContext, StatusLine } from '../../ports/context.ts';
import { teams } from './pair-facts.ts';
import { organisationKey, programs } from './records.ts';
import { rhythmWords } from './rhythm.ts';

/** What runs, for admins: how many people lead how many, and how often; nothing of any two. */
export async function statusLines(ctx: ReadContext): Promise<readonly StatusLine[]> {
  const program = await ctx.reads.get(programs, organisationKey);
  const all = await teams(ctx);
  if (!program && all.size === 0) return [];
  const reports = [...all.values()].reduce((sum, team) => sum + team.length, 0);
  const rhythm =
    program?.isOn === false ? 'off' : program ? rhythmWords(program.rhythm) : 'where people set them up themselves';
  const who = `${all.size} ${all.size === 1 ? 'supervisor' : 'supervisors'}, ${reports} ${reports === 1 ? 'report' : 'reports'}`;
  return [{ text: text`${bold('One-on-ones')}: ${rhythm}, ${who}.` }];
}
