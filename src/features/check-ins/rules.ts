import { UserError } from '../../core/errors.ts';
import { bold, list, type Message, note, text } from '../../core/message.ts';
import { plainWords } from '../../ports/words.ts';
import { parseTime } from '../../time/clock-words.ts';
import { listed, nearest } from '../../time/words.ts';
import { wallTime } from '../../time/zoned.ts';
import { longestQuestion, minutesToAnswer, mostStanding, timeAfter } from './fitting.ts';
import { packs, pulsePack } from './packs.ts';
import { askedWords, sharedWords } from './program-words.ts';
import type { Program } from './records.ts';
import { type Action, programHere, proposeChange } from './set-up.ts';
import { inSentence } from './words.ts';

/** What makes a program a pulse: without names nothing may come late, so there is a day's work for the form. */
export const pulseRules: Partial<Program> = {
  pack: pulsePack,
  standing: [],
  isAnonymous: true,
  shape: 'private',
  digestAt: wallTime('17:00'),
};

const shapes = {
  'water-cooler': 'one question to the channel, answered in its thread',
  private: 'a private question, shared in a summary',
};

const shape: Action = async (ctx, words) => {
  const [word = ''] = plainWords(words);
  if (word !== 'water-cooler' && word !== 'private')
    throw new UserError(
      'There are two shapes: /hallway checkin shape water-cooler, or shape private. Nothing was changed.',
    );
  const { program } = await programHere(ctx);
  if (word === 'water-cooler' && program.pack === pulsePack)
    throw new UserError('The pulse is asked in private only. Take another pack first. Nothing was changed.');
  const open = { isLocal: false, isAnonymous: false, reportsOf: undefined, reminderAt: undefined };
  const patch: Partial<Program> = { shape: word, ...(word === 'water-cooler' ? open : {}) };
  return proposeChange(ctx, patch, shapes[word], shapes[program.shape]);
};

const packList = (): Message => ({
  fallback: 'Packs of questions',
  blocks: [
    list([...packs.values()].map(({ name, about }) => text`${bold(name)}: ${about}`)),
    note(text`Take one with /hallway checkin pack NAME.`),
  ],
});

const pack: Action = async (ctx, words) => {
  const name = plainWords(words).join('-').toLowerCase();
  if (name === '') return { message: packList() };
  const found = packs.get(name);
  const { program } = await programHere(ctx);
  if (!found) {
    const known = [...packs.keys()];
    const meant = nearest(name, known);
    throw new UserError(
      `I don't know the pack "${name}". ${meant ? `Did you mean ${meant}?` : `There are ${listed(known)}.`} Nothing was changed.`,
    );
  }
  const patch = name === pulsePack ? pulseRules : { pack: name, standing: [] };
  return proposeChange(ctx, patch, askedWords({ pack: name, standing: [] }), askedWords(program));
};

const ask: Action = async (ctx, words) => {
  const standing = words.filter(({ kind }) => kind === 'quoted').map((one) => one.text.trim());
  const isFine =
    standing.length > 0 &&
    standing.length <= mostStanding &&
    standing.every((one) => one !== '' && one.length <= longestQuestion);
  if (!isFine)
    throw new UserError(
      `Put up to ${mostStanding} questions in quotes, each under ${longestQuestion} characters: /hallway checkin ask "What would make today a good day?" Nothing was changed.`,
    );
  const { program } = await programHere(ctx);
  return proposeChange(ctx, { standing }, askedWords({ pack: program.pack, standing }), askedWords(program));
};

const anonymous: Action = async (ctx, words) => {
  const [word] = plainWords(words);
  if (word !== 'on' && word !== 'off')
    throw new UserError('Say on or off: /hallway checkin anonymous on. Nothing was changed.');
  const { program } = await programHere(ctx);
  if (program.pack === pulsePack && word === 'off')
    throw new UserError('The pulse is asked without names only. Take another pack first. Nothing was changed.');
  if (program.shape === 'water-cooler')
    throw new UserError(
      'In a thread everybody sees who writes. Say /hallway checkin shape private first. Nothing was changed.',
    );
  const said = {
    on: 'answers without names, from the next question on',
    off: 'answers by name, from the next question on',
  };
  return proposeChange(
    ctx,
    { isAnonymous: word === 'on' },
    said[word],
    program.isAnonymous ? 'without names' : 'by name',
  );
};

/** UserError where a program has no summary of its own to speak of. */
function withSummary(program: Program, what: string): void {
  if (program.shape === 'water-cooler')
    throw new UserError(
      `A question to the whole channel has no ${what}: it is answered in its thread. Nothing was changed.`,
    );
}

const digest: Action = async (ctx, words) => {
  const { program } = await programHere(ctx);
  withSummary(program, 'summary of the day');
  const typed = plainWords(words).map((word) => word.toLowerCase());
  if (typed.length === 0)
    throw new UserError(
      'Say when or where: /hallway checkin digest at 11:00, digest by band, digest in thread. Nothing was changed.',
    );
  const inThread = typed.includes('thread') || (!typed.includes('channel') && program.inThread);
  const digestPer = typed.includes('band') ? 'band' : typed.includes('all') ? 'all' : program.digestPer;
  const rest = typed.filter(
    (word) => !['at', 'by', 'in', 'a', 'the', 'for', 'thread', 'channel', 'band', 'all'].includes(word),
  );
  const read = rest.length === 0 ? undefined : parseTime(rest);
  if (read && !read.ok) throw new UserError(`${read.problem} Nothing was changed.`);
  const digestAt = read?.value ?? program.digestAt;
  if (digestAt <= program.cadence.time)
    throw new UserError(
      `People are asked at ${program.cadence.time}; the summary needs a later time, such as /hallway checkin digest at ${timeAfter(program.cadence.time, minutesToAnswer)}. Nothing was changed.`,
    );
  if (program.reminderAt !== undefined && digestAt <= program.reminderAt)
    throw new UserError(
      `The reminder goes at ${program.reminderAt}. Say /hallway checkin remind off first, or an earlier time for it. Nothing was changed.`,
    );
  const after: Program = { ...program, digestAt, digestPer, inThread };
  return proposeChange(
    ctx,
    { digestAt, digestPer, inThread },
    inSentence(sharedWords(after)),
    inSentence(sharedWords(program)),
  );
};

const remind: Action = async (ctx, words) => {
  const { program } = await programHere(ctx);
  const typed = plainWords(words).filter((word) => word !== 'at');
  if (typed.length === 0)
    throw new UserError('Say when: /hallway checkin remind at 10:30, or remind off. Nothing was changed.');
  const was = program.reminderAt === undefined ? 'no reminder' : `one reminder at ${program.reminderAt}`;
  if (typed[0] === 'off') return proposeChange(ctx, { reminderAt: undefined }, 'no reminder', was);
  if (program.isAnonymous)
    throw new UserError(
      'Where nobody is named there is no reminder: whom it went to would say who was silent. Nothing was changed.',
    );
  withSummary(program, 'reminder');
  const read = parseTime(typed);
  if (!read.ok) throw new UserError(`${read.problem} Nothing was changed.`);
  if (read.value <= program.cadence.time || read.value >= program.digestAt)
    throw new UserError(
      `A reminder goes between ${program.cadence.time} and ${program.digestAt}. Nothing was changed.`,
    );
  return proposeChange(
    ctx,
    { reminderAt: read.value },
    `one reminder at ${read.value}, only to those who have said nothing`,
    was,
  );
};

/** What is asked, of whom it is shown, and when. */
export const ruleActions: Readonly<Record<string, Action>> = { shape, pack, ask, anonymous, digest, remind };
