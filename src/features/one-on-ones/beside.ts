import type { WorkContext } from '../../ports/context.ts';
import { isOnLeave } from '../../ports/people.ts';
import { daysBetween, type LocalDate } from '../../time/zoned.ts';
import { nextQuestion, nextSaying, suggestions, tips } from './kits.ts';
import { lastMet } from './meetings.ts';
import { daysNew } from './newcomers.ts';
import type { Known } from './pair-facts.ts';
import { type Card, choices, standings } from './records.ts';
import { nextSuggestion, suggestionsRemembered } from './suggestions.ts';
import { firstName } from './words.ts';

const daysBetweenTips = 7;
const daysBetweenSuggestions = 14;

/** What goes beside a card: a question that fits whom it names first, now and then a tip and a suggestion. Keeps what it chose. */
export async function chooseBeside(
  ctx: WorkContext,
  top: Known,
  team: readonly Known[],
  date: LocalDate,
): Promise<Pick<Card, 'question' | 'tip' | 'suggestion'>> {
  const { supervisor, standing, key } = top;
  const draw = (what: string) => ctx.random.draw(`oneonone/${what}/${key}/${date}`);
  const id = nextQuestion(standing.questions, lastMet(standing) === undefined, draw('question'));
  await ctx.tx.put(standings, key, { ...standing, questions: [...standing.questions.slice(-mostRemembered), id] });
  const own = (await ctx.tx.get(choices, supervisor.id)) ?? {};
  const tip = own.noTips ? undefined : nextSaying(tips, own.lastTip, date, daysBetweenTips, draw('tip'));
  const suggested = own.suggested ?? (own.lastSuggestion ? [own.lastSuggestion.id] : []);
  const isTime = !own.lastSuggestion || daysBetween(own.lastSuggestion.on, date) >= daysBetweenSuggestions;
  const suggestion =
    own.noSuggestions || !isTime
      ? undefined
      : nextSuggestion(await offers(ctx, top, team, date), suggestions, suggested, draw('suggestion'));
  if (tip || suggestion)
    await ctx.tx.put(choices, supervisor.id, {
      ...own,
      ...(tip ? { lastTip: { id: tip.id, on: date } } : {}),
      ...(suggestion
        ? {
            lastSuggestion: { id: suggestion.id, on: date },
            suggested: [...suggested, suggestion.id].slice(-suggestionsRemembered),
          }
        : {}),
    });
  return {
    question: { report: top.report.id, id },
    ...(tip ? { tip: tip.text } : {}),
    ...(suggestion ? { suggestion: suggestion.text } : {}),
  };
}

const mostRemembered = 20;

/** What fits the day, of what the supervisor may see: their own newcomers, and what other features offer. */
async function offers(ctx: WorkContext, top: Known, team: readonly Known[], date: LocalDate) {
  const newcomers = team.flatMap(({ start, report, standing }) => {
    const days = start === undefined ? -1 : daysBetween(start, date);
    const isAlone = days >= 0 && days <= daysNew && lastMet(standing) === undefined && !isOnLeave(report, ctx.now);
    const text = `${firstName(report)} is new and may know few people yet. Whom could you introduce them to?`;
    return isAlone ? [{ id: `new-${report.id}`, text }] : [];
  });
  return [...newcomers, ...(await ctx.favours.suggestionsFor(ctx, top.supervisor.id))];
}
