import { expect, test } from 'vitest';
import { accountId, personId, workspaceId } from '../../src/core/ids.ts';
import { mention, say, text } from '../../src/core/message.ts';
import type { People } from '../../src/ports/people.ts';
import { addressed } from '../../src/runtime/addressed.ts';
import { zone } from '../../src/time/zoned.ts';

const teams = workspaceId('teams:t1');
const slack = workspaceId('slack:T1');
const ana = { id: personId('ana'), name: 'Ana', email: 'ana@example.org', accounts: [accountId(teams, 'u1')] };
const bo = { id: personId('bo'), name: 'Bo', email: 'bo@example.org', accounts: [accountId(slack, 'U2')] };
const people = { get: async (id: string) => [ana, bo].find((one) => one.id === id) } as unknown as People;

test('names everybody of a chat to start, with an account only where the message goes', async () => {
  const message = say(text`${mention(ana)} and ${mention(bo)}`, {
    kind: 'startChat',
    people: [ana.id, bo.id, personId('gone')],
  });

  const sent = await addressed(message, { workspace: teams, readerZone: zone('Europe/Lisbon') }, people);

  expect(sent.blocks[1]).toMatchObject({
    contacts: [
      { name: 'Ana', account: 'teams:t1/u1', email: 'ana@example.org' },
      { name: 'Bo', email: 'bo@example.org' },
    ],
  });
  expect(sent.blocks[1]).not.toMatchObject({ contacts: [{}, { account: expect.anything() }] });
  expect(sent.blocks[0]).toMatchObject({ text: [{ account: 'teams:t1/u1' }, {}, { email: 'bo@example.org' }] });
});
