import {
  type Block,
  bold,
  buttons,
  date,
  heading,
  list,
  listed,
  mention,
  paragraph,
  type Span,
  type Text,
  text,
} from '../../core/message.ts';
import type { ActionContext } from '../../ports/context.ts';
import { isOnLeave, isPaused } from '../../ports/people.ts';
import { localDateOf } from '../../time/zoned.ts';
import { nextRounds } from './dates.ts';
import { metBy } from './history.ts';
import { ownFormButton } from './own-form.ts';
import { groups, latest, type Program } from './records.ts';
import { statusLines } from './status.ts';
import { isIn, myPrograms } from './taking-part.ts';

const metShown = 12;
const roundsLookedAt = 8;

/** An introduction that has not been answered: the one thing that waits for a person. */
export async function waiting(ctx: ActionContext): Promise<readonly Block[]> {
  const last = await ctx.tx.get(latest, ctx.actor.id);
  const group = last && (await ctx.tx.get(groups, last.group));
  if (!last || !group || (group.outcome !== 'open' && group.outcome !== 'planned')) return [];
  const people = (await Promise.all(group.people.map((id) => ctx.people.get(id)))).filter((one) => one !== undefined);
  const others = people.filter((person) => person.id !== ctx.actor.id);
  const args = { v: 1, group: last.group };
  return [
    paragraph(text`You and ${listed(others.map((person) => mention(person)))} have a coffee to find a moment for.`),
    buttons(
      { label: 'We met', verb: 'coffee.met', args, style: 'primary' },
      { label: 'Not this time', verb: 'coffee.skip', args },
    ),
    { kind: 'startChat', people: others.map((person) => person.id) },
  ];
}

/** When the person's programs next introduce them. */
export async function next(ctx: ActionContext): Promise<readonly Block[]> {
  const mine = await myPrograms(ctx);
  if (mine.length === 0)
    return [paragraph(text`There is no coffee program for you yet. When an admin starts one, you hear from me first.`)];
  const lines = await Promise.all(
    mine.map(async (found) => {
      const { program, channel } = found;
      if (!(await isIn(ctx, found)))
        return text`${bold(`#${channel}`)}: you are not in it. /hallway join in #${channel}`;
      return text`${bold(`#${channel}`)}: ${nextFor(ctx, program)}`;
    }),
  );
  return [heading('My coffee'), list(lines), buttons(ownFormButton)];
}

/** Rounds that a pause or leave covers are not theirs. */
function nextFor({ actor, settings, now }: ActionContext, program: Program): Text {
  const today = localDateOf(now, program.cadence.zone);
  const rounds = nextRounds(program, settings.calendar, now, today, roundsLookedAt);
  if (rounds.length === 0) return text`no date ahead`;
  const mine = rounds.find(({ at }) => !isPaused(actor, at) && !isOnLeave(actor, at));
  return mine
    ? text`next coffee ${date(mine.at, 'reader', 'dayTime')}`
    : text`the next ones go without you while you are away or on a pause`;
}

/** Whom the person has been introduced to, latest first; what became "not this time" does not count. Theirs alone. */
export async function peopleMet(ctx: ActionContext): Promise<readonly Block[]> {
  const rows = await metBy(ctx, ctx.actor.id);
  const people = (await Promise.all(rows.map(({ person }) => ctx.people.get(person)))).filter(
    (one) => one !== undefined,
  );
  if (people.length === 0) return [];
  const shown: (string | Span)[] = people.slice(0, metShown).map((person) => mention(person));
  const others = people.length - metShown;
  if (others > 0) shown.push(`${others} more`);
  return [heading('People I was introduced to'), paragraph(listed(shown))];
}

/** For admins: every program with its next run. */
export async function programsForAdmins(ctx: ActionContext): Promise<readonly Block[]> {
  if (!ctx.actor.isAdmin) return [];
  const lines = await statusLines(ctx);
  return lines.length === 0 ? [] : [heading('Programs'), list(lines.map((line) => line.text))];
}
