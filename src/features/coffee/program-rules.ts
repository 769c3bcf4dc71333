import { isDeepStrictEqual } from 'node:util';
import { UserError } from '../../core/errors.ts';
import type { PersonId } from '../../core/ids.ts';
import { bold, say, text } from '../../core/message.ts';
import type { Reply } from '../../core/reply.ts';
import type { ActionContext, Word } from '../../ports/context.ts';
import type { Person } from '../../ports/people.ts';
import { audience, isEligible } from './membership.ts';
import { nevers, type Program, programs } from './records.ts';
import { programHere } from './set-up.ts';

/** What one word after `/hallway coffee` does. */
export type Action = (ctx: ActionContext, words: readonly Word[]) => Promise<Reply>;

/** Proposes one change of the channel's program. */
export async function propose(
  ctx: ActionContext,
  patch: Partial<Program>,
  is: string,
  was: string,
  drop: readonly (keyof Program)[] = [],
): Promise<Reply> {
  const { id, program } = await programHere(ctx);
  const name = (await ctx.people.channel(program.channel))?.name ?? 'a closed channel';
  const kept = Object.fromEntries(
    Object.entries({ ...program, ...patch }).filter(([field]) => !drop.includes(field as keyof Program)),
  );
  const after = programs.parse(kept);
  if (isDeepStrictEqual(after, programs.parse(program)))
    return { message: say(text`Coffee in #${name} is so already: ${is}. Nothing was changed.`) };
  return ctx.propose({
    echo: say(text`${bold(`Coffee in #${name}`)}: ${is}. Before: ${was}.`),
    confirm: 'Change it',
    apply: async () => {
      await ctx.change({ collection: programs, key: id, after, what: `Coffee in #${name}`, was, is });
      return { message: say(text`Done. Coffee in #${name}: ${is}.`) };
    },
  });
}

const setSize: Action = async (ctx, words) => {
  const size = Number(words[0]?.text);
  if (!Number.isInteger(size) || size < 2 || size > 8)
    throw new UserError('A group has 2 to 8 people: /hallway coffee group 3. Nothing was changed.');
  const { program } = await programHere(ctx);
  return propose(ctx, { groupSize: size }, `groups of ${size}`, `groups of ${program.groupSize}`);
};

const mixWords = (program: Program) =>
  program.within
    ? 'within teams'
    : program.across
      ? 'across teams'
      : program.between
        ? 'between two channels'
        : program.hosts
          ? 'with hosts'
          : 'anybody with anybody';
const mixFields = ['across', 'within', 'between', 'hosts'] as const;

async function setMix(ctx: ActionContext, patch: Partial<Program>, is: string): Promise<Reply> {
  const { program } = await programHere(ctx);
  const [field] = Object.keys(patch);
  return propose(
    ctx,
    patch,
    is,
    mixWords(program),
    mixFields.filter((one) => one !== field),
  );
}

const across: Action = (ctx, words) =>
  teamOnly(words, 'across', () => setMix(ctx, { across: 'team' }, 'people of different teams where possible'));
const within: Action = (ctx, words) =>
  teamOnly(words, 'within', async () => {
    const { program } = await programHere(ctx);
    const people = (await audience(ctx, program)).filter((person) => isEligible(program, person));
    return setMix(ctx, { within: 'team' }, `only people of the same team${alone(people)}`);
  });

/** Who would be left out, as a number: a rule that nobody noticed the price of is a bad one. */
function alone(people: readonly Person[]): string {
  const sizes = Map.groupBy(people, ({ team }) => team);
  const single = [...sizes].filter(([, some]) => some.length === 1).length;
  const without = sizes.get(undefined)?.length ?? 0;
  return [
    single === 0 ? '' : `; ${single} ${single === 1 ? 'is' : 'are'} alone in theirs and would be left out`,
    without < 2 ? '' : `; the ${without} of no team meet one another`,
  ].join('');
}

function teamOnly(words: readonly Word[], what: string, then: () => Promise<Reply>): Promise<Reply> {
  if (words[0]?.text === 'team' || words[0]?.text === 'teams') return then();
  throw new UserError(`I can pair ${what} teams: /hallway coffee ${what} team. Nothing was changed.`);
}

const between: Action = async (ctx, words) => {
  const [one, two] = words.filter((word) => word.kind === 'channel');
  if (!one || !two || one.channel === two.channel)
    throw new UserError('Name two channels: /hallway coffee between #service and #product. Nothing was changed.');
  return setMix(ctx, { between: [one.channel, two.channel] }, `one from ${one.text} and one from ${two.text}`);
};

const hosts: Action = async (ctx, words) => {
  const people = peopleIn(words);
  if (people.length === 0) throw new UserError('Name the hosts: /hallway coffee hosts @ana @jo. Nothing was changed.');
  return setMix(
    ctx,
    { hosts: people.map((person) => person.id) },
    `hosted by ${people.map((person) => person.name).join(', ')}`,
  );
};

const peopleIn = (words: readonly Word[]): readonly Person[] =>
  words.flatMap((word) => (word.kind === 'person' ? [word.person] : []));

const never: Action = async (ctx, words) => {
  const [one, two] = peopleIn(words);
  if (!one || !two || one.id === two.id)
    throw new UserError('Name two people: /hallway coffee never @ana @jo. Nothing was changed.');
  const pair = [one.id, two.id].sort() as [PersonId, PersonId];
  const what = `${one.name} and ${two.name}`;
  return ctx.propose({
    echo: say(text`${bold(what)} are never put together, in any program. They are not told.`),
    confirm: 'Keep them apart',
    apply: async () => {
      await ctx.change({ collection: nevers, key: pair.join('/'), after: { pair }, what, is: 'never put together' });
      return { message: say(text`Done. ${what} are not put together.`) };
    },
  });
};

const onOff = (word: string | undefined, what: string): boolean => {
  if (word === 'on' || word === 'off') return word === 'on';
  throw new UserError(`Say on or off: /hallway coffee ${what} on. Nothing was changed.`);
};

const guests: Action = async (ctx, words) => {
  const withGuests = onOff(words[0]?.text, 'guests');
  return propose(
    ctx,
    { withGuests },
    withGuests ? 'guests take part' : 'guests stay out',
    withGuests ? 'guests stay out' : 'guests take part',
  );
};

const defaults: Action = async (ctx, words) => {
  const word = words[0]?.text;
  if (word !== 'in' && word !== 'out')
    throw new UserError(
      'Say in (everybody, until they opt out) or out (only who says yes): /hallway coffee default in. Nothing was changed.',
    );
  const said = { in: 'everybody takes part until they opt out', out: 'only those who say yes take part' };
  return propose(ctx, { isOptOut: word === 'in' }, said[word], said[word === 'in' ? 'out' : 'in']);
};

/** Who meets whom, and who takes part. */
export const ruleActions: Readonly<Record<string, Action>> = {
  group: setSize,
  across,
  within,
  between,
  hosts,
  never,
  guests,
  default: defaults,
};
