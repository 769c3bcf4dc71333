import { accountOf, channelIdOf, type Organisation } from './organisation.ts';

interface Known {
  readonly key: string;
  readonly token: string;
}

/** The text with known `@people` and `#channels` as `<@account>` and `<#channel>`; what is not known stays as typed. */
export function nameTokens(text: string, organisation: Organisation): string {
  const people = organisation.people.flatMap((person) =>
    knownAs([person.id, person.name, person.email], `<@${accountOf(person.id)}>`),
  );
  const channels = organisation.channels.flatMap((channel) =>
    knownAs([channel.id, channel.name], `<#${channelIdOf(channel.id)}>`),
  );
  const known = { '@': unambiguous(people), '#': unambiguous(channels) };
  const typed = text.normalize('NFC');
  const folded = fold(typed);
  let tokens = '';
  let index = 0;
  while (index < typed.length) {
    const sign = typed.charAt(index);
    const found =
      (sign === '@' || sign === '#') && startsName(typed, index) ? longest(known[sign], folded, index + 1) : undefined;
    tokens += found?.token ?? sign;
    index += 1 + (found?.key.length ?? 0);
  }
  return tokens;
}

const knownAs = (names: readonly (string | undefined)[], token: string): Known[] =>
  names.flatMap((name) => (name ? [{ key: fold(name.normalize('NFC')), token }] : []));

// Two people of one name: neither is meant for sure, so the words stay and the bot asks.
function unambiguous(all: readonly Known[]): Known[] {
  const tokens = new Map<string, Set<string>>();
  for (const { key, token } of all) tokens.set(key, (tokens.get(key) ?? new Set()).add(token));
  return all.filter(({ key }) => tokens.get(key)?.size === 1).sort((a, b) => b.key.length - a.key.length);
}

const longest = (known: readonly Known[], folded: string, from: number): Known | undefined =>
  known.find(({ key }) => folded.startsWith(key, from) && endsName(folded, from + key.length));

// The sign in an e-mail address or a web address starts no name.
const startsName = (text: string, index: number) => !/[\p{L}\p{N}._/<&-]$/u.test(text.slice(0, index));
const endsName = (text: string, index: number) => !/^([\p{L}\p{N}_]|[-.@][\p{L}\p{N}])/u.test(text.slice(index));

/** Lower case without accents, letter for letter, so that positions stay the same. */
const fold = (text: string) =>
  Array.from({ length: text.length }, (_, index) => foldLetter(text.charAt(index))).join('');

const foldLetter = (letter: string) => letter.normalize('NFD').charAt(0).toLowerCase().charAt(0);
