import { type AccountId, accountId, type ChannelId, channelId, type WorkspaceId } from '../../src/core/ids.ts';
import { type Activity, mentionEntity, type TeamsAccount } from './bodies.ts';

/** Marks that nobody sees: zero width, direction, soft hyphen. */
const UNSEEN = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;
const BREAKS = /<br\s*\/?>|<\/(?:p|div|li|blockquote)>/gi;
const TAGS = /<\/?(?:p|div|span|b|i|u|s|a|em|strong|ul|ol|li|blockquote|pre|code|font|attachment)(?:\s[^<>]*)?>/gi;
const ENTITIES: Readonly<Record<string, string>> = {
  '&nbsp;': ' ',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&apos;': "'",
  '&amp;': '&',
};

/** Whom a mention means, where the message itself does not say: Teams names people by an id of its own. */
export type WhoIs = (mentioned: TeamsAccount) => Promise<string | undefined>;

/**
 * What somebody wrote to Hallway as a command line: their mention of it gone, people and channels marked, and whatever
 * Teams or a phone's keyboard put around the words taken off. A mark that was typed by hand is none.
 */
export async function commandLine(activity: Activity, workspace: WorkspaceId, whoIs: WhoIs): Promise<string> {
  let text = activity.text ?? '';
  const marks = new Map<string, string>();
  for (const entity of activity.entities ?? []) {
    const mention = mentionEntity.safeParse(entity);
    if (!mention.success || !text.includes(mention.data.text)) continue;
    const { mentioned, text: words } = mention.data;
    const isOurs = mentioned.id === activity.recipient.id;
    const hold = `\ue000${marks.size}\ue001`;
    marks.set(hold, isOurs ? ' ' : ((await markOf(mentioned, workspace, whoIs)) ?? plainName(words)));
    text = text.replace(words, ` ${hold} `);
  }
  const bare = withoutDressing(text).replace(/<(?=[@#])/g, '< ');
  const marked = bare.replace(/\ue000\d+\ue001/g, (hold) => marks.get(hold) ?? '');
  return asTyped(marked);
}

async function markOf(mentioned: TeamsAccount, workspace: WorkspaceId, whoIs: WhoIs): Promise<string | undefined> {
  if (/^19:/.test(mentioned.id)) return `<#${channelId(workspace, mentioned.id) satisfies ChannelId}>`;
  const person = mentioned.aadObjectId ?? (await whoIs(mentioned));
  return person === undefined ? undefined : `<@${accountId(workspace, person) satisfies AccountId}>`;
}

/** Somebody whom nothing is known of is looked for by name, as if it had been typed. */
const plainName = (words: string) => `@${withoutDressing(words).trim()}`;

function withoutDressing(text: string): string {
  return text
    .replace(UNSEEN, '')
    .replace(/<\/?at(?:\s[^<>]*)?>/gi, ' ')
    .replace(BREAKS, ' ')
    .replace(TAGS, '')
    .replace(/&(?:nbsp|lt|gt|quot|apos|amp|#39);/gi, (entity) => ENTITIES[entity.toLowerCase()] ?? entity);
}

/** Without `/hallway`, the first word as commands are spelt, and two hyphens where a keyboard made a dash of them. */
function asTyped(text: string): string {
  const line = text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^\/?hallway\b[:,]?\s*/i, '')
    .replace(/(^|\s)[–—]yes$/, '$1--yes');
  return line.replace(/^\S+/, (word) => (/^[@<#"“]/.test(word) ? word : word.toLowerCase()));
}
