import { describe, expect, test } from 'vitest';
import { asSlackAsks } from '../../../adapters/sandbox/ui/skins/slack-form.ts';
import type { WireForm, WireState } from '../../../adapters/sandbox/wire.ts';
import { channelId, workspaceId } from '../../../src/core/ids.ts';
import { skins } from '../../../src/main-skins.ts';
import { instant } from '../../../src/time/zoned.ts';
import { everyBlock } from './support/fake-host.ts';
import { openSandbox } from './support/open-sandbox.ts';

const workspace = workspaceId('sandbox:demo');
const general = { kind: 'channel', workspace, channel: channelId(workspace, 'general') } as const;

async function openWithCard(options: Parameters<typeof openSandbox>[0] = { skins }) {
  const opened = await openSandbox(options);
  await opened.sandbox.chat.post(workspace, general, everyBlock(instant('2026-12-01T10:00Z')), 'k1');
  return opened;
}

describe('a platform’s look', () => {
  test('is what its adapter sends, beside the message as it is', async () => {
    const opened = await openWithCard();

    const [slack, teams, own] = await Promise.all(
      ['&skin=slack', '&skin=teams', ''].map((asked) => opened.get<WireState>(`/sandbox/state?as=jo${asked}`)),
    );

    expect(slack?.messages[0]?.skin).toMatchObject({ blocks: [{ type: 'header' }, ...Array(7).fill({})] });
    expect(teams?.messages[0]?.skin).toMatchObject({ type: 'AdaptiveCard', version: '1.5' });
    expect(own?.messages[0]).not.toHaveProperty('skin');
    expect(slack?.messages[0]?.buttons).toEqual(own?.messages[0]?.buttons);
  });

  test('is refused by name where there is none', async () => {
    const opened = await openWithCard();
    const bare = await openWithCard({});

    expect(await opened.get('/sandbox/state?as=jo&skin=irc')).toEqual({
      error: 'There is no look called "irc". There are: slack, teams.',
    });
    expect(await bare.get('/sandbox/state?as=jo&skin=slack')).toEqual({
      error: 'There is no look called "slack". There are: none.',
    });
  });

  test('asks the same form', async () => {
    const opened = await openWithCard();
    const { form } = await opened.post<{ form: WireForm }>('/sandbox/press', {
      as: 'jo',
      message: 'm1',
      button: '3.admin.change',
    });

    const { skins: drawn, ...own } = form;

    expect(Object.keys(drawn ?? {})).toEqual(['slack', 'teams']);
    expect(asSlackAsks(form)).toMatchObject({ id: own.id, title: own.title, submit: own.submit, intro: own.intro });
    expect(asSlackAsks(form).fields.map(({ name, kind, label }) => ({ name, kind, label }))).toEqual(
      own.fields.map(({ name, kind, label }) => ({ name, kind, label })),
    );
    expect(asSlackAsks(own)).toBe(own);
  });
});
