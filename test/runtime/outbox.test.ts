import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PostOutcome } from '../../src/core/delivery.ts';
import { accountId, channelId, workspaceId } from '../../src/core/ids.ts';
import { features } from '../../src/features/index.ts';
import { plus, toIso } from '../../src/time/zoned.ts';
import { House } from '../support/house.ts';
import { mailer } from '../support/mail-feature.ts';
import { read } from '../support/reading.ts';

let house: House;
let tries: string[];
beforeEach(async () => {
  house = await House.open({
    now: '2026-11-04T10:00:00Z',
    people: ['ana', 'bo', 'cy'].map((id) => ({ id, isAdmin: id === 'ana' })),
    features: [...features, mailer],
  });
  tries = [];
});
afterEach(() => house.close());

/** From here on every post ends so; `isPosted` where people see it all the same. */
function posts(outcome: () => PostOutcome | undefined, isPosted = false): void {
  house.platform.fault = () => {
    tries.push(toIso(house.now).slice(11, 19));
    const made = outcome();
    return made && { outcome: made, isPosted };
  };
}
const states = () =>
  house.storage.read(house.org, async (reads) =>
    Object.fromEntries((await reads.deliveries('')).map(({ key, state }) => [key.split('/')[0], state])),
  );
const seen = () => house.platform.posts.map(({ message }) => read(message));

describe('nobody knows whether it was posted', () => {
  test('what goes again goes five times at growing distances, and is left as unknown', async () => {
    posts(() => ({ kind: 'unknown' }));
    await house.says('ana', 'mail intro m1 @bo again');

    await house.until('2026-11-05T09:00:00Z');

    expect(tries).toEqual(['10:00:00', '10:00:10', '10:00:40', '10:02:10', '10:06:40']);
    expect(await states()).toEqual({ m1: 'unknown' });
  });

  test('what rests is not sent again', async () => {
    posts(() => ({ kind: 'unknown' }), true);
    await house.says('ana', 'mail reply m1 @bo rest');

    await house.until('2026-11-05T09:00:00Z');

    expect([seen(), await states()]).toEqual([['m1'], { m1: 'unknown' }]);
  });

  test('what goes again may be seen twice, and stops at the first answer', async () => {
    let failures = 1;
    posts(() => (failures-- > 0 ? { kind: 'unknown' } : undefined), true);
    await house.says('ana', 'mail intro m1 @bo again');

    await house.until('2026-11-05T09:00:00Z');

    expect([seen(), await states()]).toEqual([['m1', 'm1'], { m1: 'sent' }]);
  });

  test('a platform that throws may have posted: what rests is not sent again', async () => {
    posts(() => {
      throw new Error('a bug in the adapter');
    });
    await house.says('ana', 'mail reply m1 @bo rest');
    await house.says('ana', 'mail intro m2 @cy again');

    await house.until('2026-11-05T09:00:00Z');

    expect(await states()).toEqual({ m1: 'unknown', m2: 'unknown' });
    expect(tries).toHaveLength(1 + 5);
  });
});

describe('it was certainly not posted', () => {
  test('what is to come later comes at the instant the platform named, however often', async () => {
    posts(() => (tries.length < 4 ? { kind: 'later', at: plus(house.now, { minutes: 7 }) } : undefined));
    await house.says('ana', 'mail intro m1 @bo rest');

    await house.until('2026-11-04T11:00:00Z');

    expect(tries).toEqual(['10:00:00', '10:07:00', '10:14:00', '10:21:00']);
    expect(await states()).toEqual({ m1: 'sent' });
  });

  test('having had to wait takes no try away from one that nobody can confirm', async () => {
    posts(() =>
      tries.length <= 8
        ? { kind: 'later', at: plus(house.now, { minutes: 5 }) }
        : tries.length === 9
          ? { kind: 'unknown' }
          : undefined,
    );
    await house.says('ana', 'mail intro m1 @bo again');

    await house.until('2026-11-05T09:00:00Z');

    expect([tries.slice(8), await states()]).toEqual([['10:40:00', '10:40:10'], { m1: 'sent' }]);
  });

  test('a refusal is for good, and status names the person and the cure once', async () => {
    posts(() => ({ kind: 'refused', reason: 'account_inactive' }));
    await house.says('ana', 'mail intro m1 @bo');
    await house.says('ana', 'mail intro m2 @bo');
    await house.until('2026-11-05T09:00:00Z');

    const status = read((await house.says('ana', 'status')).message);

    expect(tries).toHaveLength(2);
    expect(status).toContain('1 thing needs a look');
    expect(status).toContain('I could not write to bo (account_inactive). (2 times) Check that the account is active');
  });
});

describe('a redraw', () => {
  test('replaces what was posted, and leaves what still waits as it was', async () => {
    await house.says('ana', 'mail intro m1 @bo');
    await house.says('ana', 'redraw m1 "new words"');
    posts(() => (tries.length < 2 ? { kind: 'later', at: plus(house.now, { minutes: 5 }) } : undefined));
    await house.says('ana', 'mail intro m2 @cy');
    await house.says('ana', 'redraw m2 "never shown"');

    await house.until('2026-11-04T11:00:00Z');

    expect(seen()).toEqual(['new words', 'm2']);
  });

  test('twice in a row shows the latter', async () => {
    await house.says('ana', 'mail intro m1 @bo');
    await house.says('ana', 'redraw m1 first');
    await house.says('ana', 'redraw m1 second');

    expect(seen()).toEqual(['second']);
  });

  test('that has to wait is not shown after a later one', async () => {
    await house.says('ana', 'mail intro m1 @bo');
    const { platform } = house;
    const replace = platform.replace.bind(platform);
    let waits = 10;
    platform.replace = async (...args) => {
      if (waits === 0) return replace(...args);
      const at = plus(house.now, { minutes: waits });
      waits -= 5;
      return { kind: 'later', at };
    };
    await house.says('ana', 'redraw m1 first');
    await house.says('ana', 'redraw m1 second');

    await house.until('2026-11-04T11:00:00Z');

    expect(seen()).toEqual(['second']);
  });
});

describe('many at once', () => {
  test('the same key again owes nothing', async () => {
    await house.says('ana', 'mail intro m1 @bo');
    await house.says('ana', 'mail intro m1 @bo');

    expect(seen()).toEqual(['m1']);
  });

  test('a workspace that refuses or asks to wait holds up no other, and appears in no other’s status', async () => {
    const other = workspaceId('test:T2');
    const { platform } = house;
    const post = platform.post.bind(platform);
    platform.post = async (workspace, ...rest) =>
      workspace === other ? { kind: 'refused', reason: 'token_revoked' } : post(workspace, ...rest);
    const actor = { account: accountId(other, 'ana'), name: 'Eve' };
    const place = { kind: 'channel', workspace: other, channel: channelId(other, 'general') } as const;
    const envelope = { workspace: other, actor, place, at: house.now, kind: 'command' } as const;
    for (let n = 0; n < 20; n += 1)
      await house.app.handle({ ...envelope, id: `E${n}`, text: `mail intro a${n} <#test:T2#general>` });

    await house.says('ana', 'mail intro z @bo');

    expect(seen()).toEqual(['z']);
    expect(read((await house.says('ana', 'status')).message)).not.toContain('token_revoked');
  });
});

describe('a post that hangs', () => {
  test('holds up neither other messages nor the next beat', async () => {
    const { post } = house.platform;
    let release = () => {};
    const hanging = new Promise<void>((done) => {
      release = done;
    });
    house.platform.post = async (workspace, place, message, key) => {
      if (key.startsWith('m1')) await hanging;
      return post.call(house.platform, workspace, place, message, key);
    };
    const typed = { kind: 'command', text: 'mail intro m1 @bo again' } as const;
    await house.hand('ana', typed);
    await house.app.beat();

    await house.hand('ana', { kind: 'command', text: 'mail intro m2 @cy again' });
    await house.app.beat();

    await expect.poll(() => house.platform.posts.map(({ key }) => key.slice(0, 2))).toEqual(['m2']);
    release();
    await house.app.settle();
    expect(house.platform.posts.map(({ key }) => key.slice(0, 2))).toEqual(['m2', 'm1']);
  });
});

test('a workspace that refuses Hallway itself is one problem, whoever was to be written to', async () => {
  posts(() => ({ kind: 'refused', reason: 'token_revoked', cure: 'Install the app again.', isForAll: true }));
  await house.says('ana', 'mail intro m1 @bo again');
  await house.says('ana', 'mail intro m2 @cy again');
  house.platform.fault = () => undefined;

  const { message } = await house.says('ana', 'status');

  const words = message ? read(message) : '';
  expect(words.match(/token_revoked/g)).toHaveLength(1);
  expect(words).toContain('I could not write to anybody there (token_revoked). (2 times) Install the app again.');
});
