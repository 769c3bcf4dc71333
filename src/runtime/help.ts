import { type Block, bold, list, type Message, paragraph, type Text, text } from '../core/message.ts';
import type { Command, Usage } from '../ports/feature.ts';
import { nearest } from '../time/words.ts';
import type { Registry } from './registry.ts';

/** Something help can be asked about: a word, or the title that several words stand under. */
interface Topic {
  readonly name: string;
  readonly usage: readonly Usage[];
}

/** The words that are always there, whatever the features. */
const ownTopics: readonly Topic[] = [
  { name: 'home', usage: [{ words: 'home', does: 'what waits for you, your next coffee, your settings' }] },
  {
    name: 'help',
    usage: [
      { words: 'help', does: 'everything you can say' },
      { words: 'help coffee', does: 'what one word can do, or a group of them, as in help check-ins' },
    ],
  },
];
/** First words that no feature registers. */
export const ownWords: readonly string[] = ownTopics.map(({ name }) => name);

/** Help for somebody who may use these commands: about what they asked, or the nearest to it, or all of it. */
export function helpMessage(registry: Registry, commands: readonly Command[], asked: readonly string[] = []): Message {
  const topics = topicsOf(registry, commands);
  const names = [asked.join(' '), asked[0] ?? ''].map((name) => name.toLowerCase()).filter(Boolean);
  const one = names.flatMap((name) => topics.filter((topic) => topic.name.toLowerCase() === name))[0];
  if (one) return page(topicPage(one));
  const overview = [paragraph(purpose), list(shelves(registry, commands)), paragraph(more(commands))];
  const [name, first = ''] = names;
  if (name === undefined) return page(overview);
  if (registry.commands.has(first))
    return page([paragraph(text`Only admins can say ${bold(first)}. You can say this:`), ...overview.slice(1)]);
  const near = nearestTopic(topics, names);
  return near
    ? page([paragraph(text`I don't know "${name}". Did you mean ${bold(`help ${near.name}`)}?`), ...topicPage(near)])
    : page([paragraph(text`I don't know "${name}". You can say this:`), ...overview.slice(1)]);
}

const page = (blocks: readonly Block[]): Message => ({ fallback: 'What you can say to Hallway', blocks });

const topicPage = ({ name, usage }: Topic): readonly Block[] => [
  paragraph(text`What ${bold(name)} can do:`),
  list(usage.map(({ words, does }) => text`${bold(`/hallway ${words}`)} ${does}`)),
];

function nearestTopic(topics: readonly Topic[], names: readonly string[]): Topic | undefined {
  const all = topics.map((topic) => topic.name);
  const [near] = names.flatMap((name) => nearest(name, all) ?? []);
  return topics.find((topic) => topic.name === near);
}

/** Each word, then each title; a word that is a title as well goes first. */
function topicsOf(registry: Registry, commands: readonly Command[]): readonly Topic[] {
  const words = commands.map(({ word, usage }) => ({ name: word, usage }));
  const titles = [...shelved(registry, commands)].map(([name, some]) => ({
    name,
    usage: some.flatMap(({ usage }) => usage),
  }));
  return [...words, ...ownTopics, ...titles];
}

const purpose = text`I introduce coworkers, ask small questions, and remind supervisors of their one-on-ones. Say ${bold('/hallway')} and one of these:`;
/** With a word of theirs that can be said in several ways. */
const more = (commands: readonly Command[]): Text => {
  const word = commands.find(({ usage }) => usage.length > 1)?.word ?? 'home';
  return text`${bold('/hallway help')} and a word, such as ${bold(`help ${word}`)}, shows how.`;
};

/** The words of each feature on a line of their own: a page with every usage is read by nobody. */
const shelves = (registry: Registry, commands: readonly Command[]): readonly Text[] => [
  ...[...shelved(registry, commands)].map(([title, some]) =>
    shelf(
      title,
      some.map(({ word }) => word),
    ),
  ),
  shelf('Any time', ownWords),
];

const shelf = (title: string, words: readonly string[]): Text => text`${bold(title)} ${words.join(', ')}`;

/** Commands by the title they stand under, in the order of the features. */
function shelved(registry: Registry, commands: readonly Command[]): ReadonlyMap<string, readonly Command[]> {
  const titled = registry.features.flatMap(({ title, commands: own = [] }) =>
    own.filter((command) => commands.includes(command)).map((command) => ({ title: title ?? command.word, command })),
  );
  const groups = Map.groupBy(titled, ({ title }) => title);
  return new Map([...groups].map(([title, some]) => [title, some.map(({ command }) => command)]));
}
