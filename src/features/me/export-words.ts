import type { Json, JsonObject } from '../../core/json.ts';
import { type Block, heading, list, note, paragraph, text } from '../../core/message.ts';
import { formatInstant, type Instant, type Reader, type Zone } from '../../time/zoned.ts';

/** What turns stored values into words: names for ids, and a clock for instants. */
export interface Glossary {
  readonly names: ReadonlyMap<string, string>;
  readonly zone: Zone;
  readonly reader: Reader;
}

const titles: Readonly<Record<string, string>> = {
  person: 'You',
  channels: 'Your channels',
  messages: 'What I wrote to you',
  checkins: 'Check-ins',
  oneonone: 'One-on-ones',
};
const linesShown = 25;
/** Numbers beyond this are instants: nothing else here is counted in millions of millions. */
const firstInstant = 1_000_000_000_000;

/** Everything held on a person, part by part, as somebody reads it who is no programmer. */
export function exportBlocks(held: Readonly<Record<string, Json>>, glossary: Glossary): readonly Block[] {
  const parts = Object.entries(held).flatMap(([part, value]): Block[] => {
    const lines = part === 'messages' ? sentLines(value, glossary) : linesOf(value, glossary);
    const title = heading(titles[part] ?? spoken(part));
    return lines.length === 0 ? [title, paragraph(text`Nothing.`)] : [title, list(lines.map((line) => text`${line}`))];
  });
  return [
    paragraph(text`Everything I hold on you:`),
    ...parts,
    note(text`Whoever runs Hallway can hand you the whole of it as a file.`),
  ];
}

/** `pausedUntil` as `Paused until`, `one-on-ones` as `One on ones`. */
function spoken(key: string): string {
  const words = key
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[-_]/g, ' ')
    .toLowerCase();
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/** No more lines of a list than somebody reads, and how many came before. */
function latest(lines: readonly string[]): readonly string[] {
  const more = lines.length - linesShown;
  return more > 0 ? [`${more} older ones, then:`, ...lines.slice(-linesShown)] : lines;
}

/** A line for each entry of a list, or for each field. */
function linesOf(value: Json | undefined, glossary: Glossary): readonly string[] {
  if (Array.isArray(value)) return value.map((one) => sentence(one, glossary)).filter((line) => line !== '');
  if (value === null || value === undefined || typeof value !== 'object')
    return [sentence(value, glossary)].filter((line) => line !== '');
  return Object.entries(value).flatMap(([key, field]) => {
    const isList = Array.isArray(field) && field.some((one) => typeof one === 'object' && one !== null);
    if (isList) return latest(linesOf(field, glossary)).map((line) => `${spoken(key)}: ${line}`);
    const words = sentence(field, glossary);
    return words === '' ? [] : [`${spoken(key)}: ${words}`];
  });
}

/** When each message was due, what it was and what became of it; its key is for machines. */
function sentLines(value: Json, glossary: Glossary): readonly string[] {
  const entries = (Array.isArray(value) ? value : []).filter(isObject);
  const inOrder = entries.toSorted((a, b) => Number(a.notBefore) - Number(b.notBefore));
  return latest(
    inOrder.map(({ notBefore, kind, state }) =>
      [notBefore, kind, state].map((one) => sentence(one, glossary)).join(', '),
    ),
  );
}

const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value in a line; empty where there is nothing. */
function sentence(value: Json | undefined, glossary: Glossary): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return numberWords(value, glossary);
  if (typeof value === 'string') return named(value, glossary);
  if (Array.isArray(value))
    return value
      .map((one) => sentence(one, glossary))
      .filter((one) => one !== '')
      .join(', ');
  return Object.entries(value)
    .map(([key, field]) => [spoken(key).toLowerCase(), sentence(field, glossary)] as const)
    .filter(([, words]) => words !== '')
    .map(([key, words]) => `${key} ${words}`)
    .join(', ');
}

const numberWords = (value: number, { zone, reader }: Glossary): string =>
  value < firstInstant ? String(value) : formatInstant(value as Instant, zone, 'dayTime', reader);

/** The number of a group within its round. */
const isCount = /^\d{4}$/;

/** Ids of people and channels become names, also inside keys made of them. */
function named(value: string, { names }: Glossary): string {
  const parts = value.split('/').map((part) => names.get(part) ?? part);
  if (parts.join('/') === value) return value;
  return parts.filter((part) => !isCount.test(part)).join(', ');
}
