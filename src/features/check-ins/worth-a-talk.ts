import type { PersonId } from '../../core/ids.ts';
import type { ReadContext } from '../../ports/context.ts';
import type { Suggestion } from '../../ports/favours.ts';
import { plus } from '../../time/zoned.ts';
import { isInAudience } from './audience.ts';
import { change } from './interval.ts';
import { pulseOf } from './pulse.ts';
import { percent, type ThemeFacts } from './pulse-message.ts';
import { programs } from './records.ts';

/** So long after it was told a result is news. */
const newsDays = 28;
/** Below this share, noise included, something is clearly low. */
const low = 0.5;

/**
 * What the last pulse has shown that a supervisor might talk about: of programs that ask them too, or their own reports, and
 * nothing but what was told there.
 */
export async function pulseSuggestions(ctx: ReadContext, id: PersonId): Promise<readonly Suggestion[]> {
  const person = await ctx.people.get(id);
  if (!person) return [];
  const found: Suggestion[] = [];
  for (const { key, value: program } of await ctx.reads.list(programs)) {
    const isOwn = program.reportsOf === id;
    if (!isOwn && !(await isInAudience(ctx, program, person))) continue;
    const facts = await pulseOf(ctx, key);
    if (!facts || plus(facts.toldAt, { days: newsDays }) < ctx.now) continue;
    const finding = findingOf(facts.themes.filter(({ fewest }) => fewest >= ctx.settings.floor));
    const channel = (await ctx.people.channel(program.channel))?.name ?? 'a closed channel';
    const whose = isOwn ? "Your team's pulse" : `The pulse in #${channel}`;
    if (finding) found.push({ id: `pulse-${facts.quarter}-${key}`, text: `${whose} says ${finding}` });
  }
  return found;
}

/** The one thing most worth a talk: what went down most, what is lowest, what went up most; undefined within the noise. */
function findingOf(themes: readonly ThemeFacts[]): string | undefined {
  const moved = (way: 'up' | 'down') =>
    themes
      .flatMap(({ theme, last, baseline }) => {
        const against = last ?? baseline;
        return against && change(against.earlier, against.now) === way ? [{ theme, ...against }] : [];
      })
      .sort((a, b) => Math.abs(b.now.value - b.earlier.value) - Math.abs(a.now.value - a.earlier.value));
  const [down] = moved('down');
  if (down) return `${movedWords(down, 'down')} Worth a talk: what would help?`;
  const [lowest] = themes.filter(({ now }) => now.high < low).sort((a, b) => a.now.value - b.now.value);
  if (lowest)
    return `${percent(lowest.now.value)}% of answers on ${lowest.theme.toLowerCase()} were positive. Worth a talk: what would help?`;
  const [up] = moved('up');
  return up && `${movedWords(up, 'up')} Worth a talk: what helped?`;
}

const movedWords = (
  { theme, earlier, now }: Pick<ThemeFacts, 'theme'> & NonNullable<ThemeFacts['last']>,
  way: 'up' | 'down',
) =>
  `answers on ${theme.toLowerCase()} went ${way}, from ${percent(earlier.value)}% to ${percent(now.value)}% positive.`;
