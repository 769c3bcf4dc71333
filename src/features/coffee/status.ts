import { type Block, bold, buttons, list, type Message, paragraph, type Text, text } from '../../core/message.ts';
import { restsWhileClosed } from '../../ports/channel.ts';
import type { ActionContext, ReadContext, StatusLine } from '../../ports/context.ts';
import { describeCadence } from '../../time/cadence-words.ts';
import { addDays, formatDate, formatInstant, type LocalDate, localDateOf } from '../../time/zoned.ts';
import { leftWords } from './admin-messages.ts';
import { nextRounds } from './dates.ts';
import { button } from './messages.ts';
import { deliveryPrefix, type Program, programs, type Round, rounds } from './records.ts';
import { inSentence } from './set-up-form.ts';

/** A line a program: its rhythm, its next date, its last round. */
export async function statusLines(ctx: ReadContext): Promise<readonly StatusLine[]> {
  const rows = await ctx.reads.list(programs);
  return Promise.all(rows.map(async ({ key, value }) => ({ text: await statusLine(ctx, key, value) })));
}

async function statusLine(ctx: ReadContext, id: string, program: Program): Promise<Text> {
  const channel = (await ctx.people.channel(program.channel))?.name;
  if (channel === undefined) return text`${bold('Coffee in a closed channel')} ${restsWhileClosed}`;
  const { reader, calendar } = ctx.settings;
  const [next] = nextRounds(program, calendar, ctx.now, localDateOf(ctx.now, program.cadence.zone), 1);
  const when = next ? `Next: ${formatInstant(next.at, program.cadence.zone, 'dayTime', reader)}.` : 'No date ahead.';
  const paused = program.pausedUntil ? ` Paused until ${formatDate(program.pausedUntil, 'day', reader)}.` : '';
  return text`${bold(`Coffee in #${channel}`)}: ${inSentence(describeCadence(program.cadence, reader))}.${paused} ${when}${await lastRound(ctx, id, program)}`;
}

async function lastRound(ctx: ReadContext, id: string, program: Program): Promise<string> {
  const [before, last] = [undefined, ...(await ctx.reads.list(rounds, { prefix: `${id}/` }))].slice(-2);
  if (!last) return ' No round yet.';
  const day = formatDate(dayOf(last.key), 'day', ctx.settings.reader);
  const going = await underWay(ctx, program, last.key);
  return ` Last: ${day}, ${last.value.groups} groups.${going}${leftWords(last.value)}${before ? howManyMet(before.value, ctx.settings.floor) : ''}`;
}

const dayOf = (round: string) => round.slice(round.lastIndexOf('/') + 1) as LocalDate;

/** While a large round leaves at the platform's pace: how far it is. Nothing once all of it is out. */
async function underWay(ctx: ReadContext, { cadence }: Program, round: string): Promise<string> {
  if (addDays(dayOf(round), 1) < localDateOf(ctx.now, cadence.zone)) return '';
  const intros = (await ctx.reads.deliveries(deliveryPrefix(round))).filter(({ kind }) => kind === 'intro');
  const waiting = intros.filter(({ state }) => state === 'pending' || state === 'sending');
  if (waiting.length === 0) return '';
  const last = waiting.reduce((latest, { notBefore }) => (notBefore > latest ? notBefore : latest), ctx.now);
  const by = formatInstant(last, cadence.zone, 'time', ctx.settings.reader);
  return ` ${intros.length - waiting.length} of ${intros.length} introductions are out, the last goes at about ${by}.`;
}

/** Of a round that is over, so that no two looks differ; only where enough people stand behind it and behind the rest. */
function howManyMet({ people, met = 0 }: Round, floor: number): string {
  if (met < floor) return '';
  if (met === people) return ' Of the round before, everybody said they met.';
  return people - met < floor ? '' : ` Of the round before, ${met} of ${people} people said they met.`;
}

/** `/hallway coffee status`: the program of this channel, or all of them. */
export async function statusHere(ctx: ActionContext): Promise<Message> {
  const rows = await ctx.tx.list(programs);
  const shown = rows.filter(({ value }) => ctx.channel === undefined || value.channel === ctx.channel);
  if (shown.length === 0) {
    const words = text`There is no coffee here yet. Start with ${bold('/hallway coffee every 2 weeks on tuesday at 10:00')}.`;
    return { fallback: 'No coffee here yet', blocks: [paragraph(words)] };
  }
  const lines = await Promise.all(shown.map(({ key, value }) => statusLine(ctx, key, value)));
  return { fallback: 'Coffee status', blocks: [list(lines), ...(await groupsButton(ctx, shown))] };
}

/** Who was in the last round and who was not, and why, a press away: where one program is shown that has had a round. */
async function groupsButton(ctx: ActionContext, shown: readonly { readonly key: string }[]): Promise<readonly Block[]> {
  const [only, ...others] = shown;
  const last = only && others.length === 0 ? (await ctx.tx.list(rounds, { prefix: `${only.key}/` })).at(-1) : undefined;
  return last ? [buttons(button('See the groups', 'groups', { round: last.key }))] : [];
}
