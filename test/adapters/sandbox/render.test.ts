import { expect, test } from 'vitest';
import { channelId, workspaceId } from '../../../src/core/ids.ts';
import { say } from '../../../src/core/message.ts';
import { instant } from '../../../src/time/zoned.ts';
import { everyBlock } from './support/fake-host.ts';
import { openSandbox } from './support/open-sandbox.ts';

const workspace = workspaceId('sandbox:demo');

test('draws every kind of block, with dates in the zone of whoever reads', async () => {
  const sandbox = await openSandbox();
  const place = { kind: 'channel', workspace, channel: channelId(workspace, 'general') } as const;
  await sandbox.sandbox.chat.post(workspace, place, everyBlock(instant('2026-12-01T10:00Z')), 'k1');

  const [seen] = (await sandbox.state('jo')).messages;

  expect(seen?.text).toBe(
    [
      'Every kind of block',
      'Plain, bold, italic, a link and <b>no markup</b>, Tomasz Nowak on Tue 1 Dec, 02:00; outside: Xenia Far (xenia@other.example)',
      'Next round: Tue 15:45 (Kathmandu)',
      'People: 24',
      '• First of the list',
      '• Second, with weight',
      'More people met across teams this quarter',
      'You get this because you set it up.',
    ].join('\n'),
  );
  expect(seen?.blocks.at(-1)).toEqual({
    kind: 'startChat',
    place: 'group:ana+jo+tomasz',
    label: 'Chat with Ana Duarte, Tomasz Nowak',
  });
});

test('turns a link that leads to a script into plain words', async () => {
  const sandbox = await openSandbox();
  sandbox.host.answer = () => ({ message: say([{ kind: 'link', text: 'here', url: 'javascript:alert(1)' }]) });

  const answer = await sandbox.post('/sandbox/say', { as: 'ana', place: 'general', text: '/hallway x' });

  expect(answer.blocks).toEqual([{ kind: 'text', text: [{ kind: 'plain', text: 'here' }] }]);
});
