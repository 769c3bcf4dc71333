import { UserError } from '../core/errors.ts';
import { type AccountId, type ChannelId, platformOf, type WorkspaceId, workspaceOf } from '../core/ids.ts';
import type { Word } from '../ports/context.ts';
import type { Channel, People, Person } from '../ports/people.ts';

/** A command line taken apart: its words without `in #channel` and `--yes`. */
export interface CommandLine {
  readonly words: readonly Word[];
  readonly channel: ChannelId | undefined;
  readonly isConfirmed: boolean;
}

type Raw =
  | { kind: 'word' | 'quoted'; text: string }
  | { kind: 'person'; text: string; account: AccountId }
  | { kind: 'channel'; text: string; channel: ChannelId };

const pattern = /"([^"]*)"|“([^”]*)”|<@([^>|]+)(?:\|([^>]*))?>|<#([^>|]+)(?:\|([^>]*))?>|(\S+)/gu;

function split(line: string): Raw[] {
  return [...line.matchAll(pattern)].map((match): Raw => {
    const [text, straight, curly, account, , channel, , word] = match;
    if (account !== undefined) return { kind: 'person', text, account: account as AccountId };
    if (channel !== undefined) return { kind: 'channel', text, channel: channel as ChannelId };
    const quoted = straight ?? curly;
    return quoted === undefined ? { kind: 'word', text: word ?? '' } : { kind: 'quoted', text: quoted };
  });
}

/**
 * Reads a command line. People and channels typed by name are looked up here, so that a feature never sees a name
 * it has to guess at. UserError where one is unknown or several fit.
 */
export async function readLine(line: string, people: People): Promise<CommandLine> {
  const words: Word[] = [];
  const raws = split(line);
  for (let at = 0; at < raws.length; ) {
    const found = await fullName(raws, at, people);
    const raw = raws[at];
    if (!found && raw) words.push(await known(raw, people));
    else if (found) words.push(found.word);
    at += found?.length ?? 1;
  }
  const isConfirmed = isWord(words.at(-1), '--yes');
  if (isConfirmed) words.pop();
  const at = words.findLastIndex((word, index) => word.kind === 'channel' && isWord(words[index - 1], 'in'));
  const channel = words[at];
  if (channel?.kind !== 'channel') return { words, channel: undefined, isConfirmed };
  return { words: words.toSpliced(at - 1, 2), channel: channel.channel, isConfirmed };
}

/** In quotes a word says nothing to us. */
const isWord = (word: Word | undefined, text: string) => word?.kind === 'word' && word.text === text;

const longestName = 4;

/** `@Tomasz Nowak`, typed where a platform offers no mention: the longest stretch that is somebody's whole name. */
async function fullName(
  raws: readonly Raw[],
  at: number,
  people: People,
): Promise<{ readonly word: Word; readonly length: number } | undefined> {
  if (!/^@\S/.test(raws[at]?.text ?? '') || raws[at]?.kind !== 'word') return undefined;
  for (let length = Math.min(longestName, raws.length - at); length > 1; length -= 1) {
    const stretch = raws.slice(at, at + length);
    if (stretch.some(({ kind }) => kind !== 'word')) continue;
    const [person, ...others] = await people.named(stretch.map(({ text }) => text).join(' '));
    if (person && others.length === 0) return { word: { kind: 'person', text: `@${person.name}`, person }, length };
  }
  return undefined;
}

async function known(raw: Raw, people: People): Promise<Word> {
  if (raw.kind === 'person') {
    const person = await people.byAccount(raw.account);
    if (person) return { kind: 'person', text: `@${person.name}`, person };
    throw new UserError("I don't know that person yet. They may have joined just now; try again in a few minutes.");
  }
  if (raw.kind !== 'word') return raw;
  if (/^@\S/.test(raw.text) || /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(raw.text)) return personNamed(raw.text, people);
  return /^#\S/.test(raw.text) ? channelNamed(raw.text, people) : raw;
}

async function personNamed(text: string, people: People): Promise<Word> {
  const found = await people.named(text);
  const [person] = found;
  if (found.length === 1 && person) return { kind: 'person', text: `@${person.name}`, person };
  if (!person) throw new UserError(`I don't know anybody called ${text}. Nothing was changed.`);
  throw new UserError(
    `Several people fit ${text}: ${found.map(choice).join(', ')}. Use the e-mail address. Nothing was changed.`,
  );
}

const choice = (person: Person) => (person.email ? `${person.name} (${person.email})` : person.name);

/** `#general`, or `#general@teams` where workspaces have one each. */
async function channelNamed(text: string, people: People): Promise<Word> {
  const [name = '', place] = text.split('@');
  const all = await people.channelsNamed(name);
  const found = all.filter(({ id }) => place === undefined || isAt(workspaceOf(id), place.toLowerCase()));
  const [channel] = found;
  if (found.length === 1 && channel) return { kind: 'channel', text, channel: channel.id };
  if (channel) {
    const choices = found.map(({ id }) => `${name}@${placeIn(all, workspaceOf(id))}`);
    throw new UserError(
      `There are several channels called ${text}: ${choices.join(', ')}. Use one of these, or type the command in the one you mean. Nothing was changed.`,
    );
  }
  throw new UserError(
    `I don't know the channel ${text}. If it exists, type /invite @Hallway there, then run this again.`,
  );
}

/** A workspace by its platform, or by its own id where a platform has several. */
const isAt = (workspace: WorkspaceId, place: string) =>
  platformOf(workspace) === place || workspace.toLowerCase() === place || ownId(workspace).toLowerCase() === place;

const ownId = (workspace: WorkspaceId) => workspace.slice(platformOf(workspace).length + 1);

function placeIn(all: readonly Channel[], workspace: WorkspaceId): string {
  const platform = platformOf(workspace);
  const isAlone = all.filter(({ id }) => platformOf(workspaceOf(id)) === platform).length === 1;
  return isAlone ? platform : ownId(workspace);
}
