import { type PersonId, type WorkspaceId, workspaceOf } from '../core/ids.ts';
import type { Block, Contact, Message, Span, Text } from '../core/message.ts';
import type { People, Person } from '../ports/people.ts';
import type { Zone } from '../time/zoned.ts';

/**
 * Fills in what only the place can tell: the account a mention rings, the address where there is none,
 * and the zone of dates written for the reader.
 */
export async function addressed(
  message: Message,
  at: { readonly workspace: WorkspaceId; readonly readerZone: Zone },
  people: People,
): Promise<Message> {
  const known = new Map<PersonId, Person | undefined>();
  for (const id of peopleIn(message)) known.set(id, await people.get(id));
  const accountOf = (id: PersonId) => known.get(id)?.accounts.find((account) => workspaceOf(account) === at.workspace);
  const contactOf = (id: PersonId): readonly Contact[] => {
    const person = known.get(id);
    if (!person) return [];
    const account = accountOf(id);
    const { name, email } = person;
    return [{ name, ...(account && { account }), ...(email !== undefined && { email }) }];
  };
  const span = (one: Span): Span => {
    if (one.kind === 'date') return one.zone === 'reader' ? { ...one, zone: at.readerZone } : one;
    if (one.kind !== 'mention') return one;
    const account = accountOf(one.person);
    const email = known.get(one.person)?.email;
    return { ...one, ...(account ? { account } : email ? { email } : {}) };
  };
  return { ...message, blocks: message.blocks.map((block) => mapBlock(block, (words) => words.map(span), contactOf)) };
}

function mapBlock(block: Block, words: (text: Text) => Text, contactOf: (id: PersonId) => readonly Contact[]): Block {
  switch (block.kind) {
    case 'text':
    case 'note':
      return { ...block, text: words(block.text) };
    case 'list':
      return { ...block, items: block.items.map(words) };
    case 'fields':
      return { ...block, fields: block.fields.map((field) => ({ ...field, value: words(field.value) })) };
    case 'startChat':
      return { ...block, contacts: block.people.flatMap(contactOf) };
    default:
      return block;
  }
}

function peopleIn(message: Message): ReadonlySet<PersonId> {
  const found = new Set<PersonId>();
  const scan = (words: Text) => {
    for (const span of words) if (span.kind === 'mention') found.add(span.person);
  };
  for (const block of message.blocks) {
    if (block.kind === 'text' || block.kind === 'note') scan(block.text);
    else if (block.kind === 'list') block.items.forEach(scan);
    else if (block.kind === 'fields') for (const field of block.fields) scan(field.value);
    else if (block.kind === 'startChat') for (const id of block.people) found.add(id);
  }
  return found;
}
