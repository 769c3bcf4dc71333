import type { Block } from '../../core/message.ts';
import type { ActionContext } from '../../ports/context.ts';
import { asSeenBy } from './mine.ts';
import { myPeople, mySupervisor } from './pages.ts';
import { supervisorOf, teamOf } from './pair-facts.ts';

/** The report's side: last and next, "please meet me". */
export async function reportSection(ctx: ActionContext): Promise<readonly Block[]> {
  const known = await supervisorOf(ctx, ctx.actor.id);
  const found = known && asSeenBy(known, ctx.actor);
  return found ? mySupervisor(ctx, found) : [];
}

/** The supervisor's side: "my people". */
export async function supervisorSection(ctx: ActionContext): Promise<readonly Block[]> {
  const team = await teamOf(ctx, ctx.actor);
  return team.length === 0 ? [] : myPeople(ctx, team);
}
