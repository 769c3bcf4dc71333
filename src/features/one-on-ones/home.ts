import { type Block, bold, buttons, heading, list, paragraph, text } from '../../core/message.ts';
import type { ActionContext } from '../../ports/context.ts';
import { asSeenBy } from './mine.ts';
import { myPeople, mySupervisor } from './pages.ts';
import { rhythmOfAll, supervisorOf, teamOf } from './pair-facts.ts';
import { pairRows } from './pair-rows.ts';
import { added, claimed } from './relation-cards.ts';
import { rhythmWords } from './rhythm.ts';
import { statusLines } from './status.ts';
import { isWishOpen } from './wishes.ts';
import { button } from './words.ts';

/** What waits for a person: who would be in their team or lead them, and a report who would like to talk. */
export async function waiting(ctx: ActionContext): Promise<readonly Block[]> {
  const blocks: Block[] = [];
  for (const { key, value } of await pairRows(ctx.reads)) {
    const asked = value.source === 'report' ? value.supervisor : value.report;
    if (value.state !== 'asked' || asked !== ctx.actor.id) continue;
    const other = await ctx.people.get(asked === value.report ? value.supervisor : value.report);
    if (!other) continue;
    const rhythm = rhythmWords(await rhythmOfAll(ctx, value.supervisor));
    // Why it comes is said on the card of its own; here it is what was looked for.
    const card = value.source === 'report' ? claimed(key, other, 'home') : added(key, other, rhythm, 'home');
    blocks.push(...card.blocks.filter(({ kind }) => kind !== 'note'));
  }
  for (const { key, report, standing } of await teamOf(ctx, ctx.actor))
    if (isWishOpen(standing, ctx.now))
      blocks.push(
        paragraph(text`${bold(report.name)} would like to talk with you when you have a moment.`),
        buttons(button('Find a time', 'time', { pair: key }, 'primary'), button('We met', 'met', { pair: key })),
      );
  return blocks;
}

/** The report's side: last and next, "please meet me". */
export async function reportSection(ctx: ActionContext): Promise<readonly Block[]> {
  const known = await supervisorOf(ctx, ctx.actor.id);
  const found = known && asSeenBy(known, ctx.actor);
  return found ? mySupervisor(ctx, found, 'home') : [];
}

/** The supervisor's side: "my people". */
export async function supervisorSection(ctx: ActionContext): Promise<readonly Block[]> {
  const team = await teamOf(ctx, ctx.actor);
  return team.length === 0 ? [] : myPeople(ctx, team);
}

/** For admins: what runs. */
export async function programsForAdmins(ctx: ActionContext): Promise<readonly Block[]> {
  const lines = ctx.actor.isAdmin ? await statusLines(ctx) : [];
  return lines.length === 0 ? [] : [heading('One-on-ones'), list(lines.map((line) => line.text))];
}
