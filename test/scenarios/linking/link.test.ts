import { describe, expect, test } from 'vitest';
import { buttonsOf, read } from '../../support/reading.ts';
import { agreed, codeOf, linked, previewed, twoSides } from './support/two-sides.ts';

const texts = (desk: { written(id: string): readonly { message: { fallback: string } }[] }, id: string) =>
  desk.written(id).map(({ message }) => message.fallback);

describe('from two organisations to one', () => {
  test('a code, a preview on both sides, two yeses, and nothing before the second', async () => {
    const sides = await twoSides();
    const { slack, teams, orgs, house } = sides;
    const before = await orgs();

    await previewed(sides);
    const [atAna, atBerta] = [slack.card('ana', /^Link with/), teams.card('berta', /^Link with/)];
    expect(read(atAna)).toContain('Link with Teams G1? Berta Kim asks for it there.');
    expect(read(atAna)).toContain('4 people there');
    expect(read(atAna)).toContain('Your settings stay (Europe/Lisbon), theirs rest (Europe/Berlin).');
    expect(read(atAna)).toContain('1 person at acme.com');
    expect(read(atBerta)).toContain('3 people there and 1 guests');
    expect(read(atBerta)).toContain('Their settings will be yours (Europe/Lisbon instead of Europe/Berlin).');
    expect((await slack.presses('ana', atAna, 'Link them')).form?.fields[0]).toMatchObject({ initial: 'acme.com' });

    await slack.submits('ana', 'link.confirm', { domains: 'acme.com' });
    expect(await orgs()).toEqual(before);
    await teams.submits('berta', 'link.confirm', { domains: '@acme.com, acme.de' });

    expect(await orgs()).toEqual([before[0], before[0]]);
    expect(texts(slack, 'ana')).toContain('Linked with Teams G1');
    expect(texts(teams, 'berta')).toContain('Linked with Slack T1');
    expect((await house.storage.organisations()).orgs).toEqual([before[0]]);
    expect(house.failures.seen).toEqual([]);
  });

  test('the inviter’s settings win, both sides’ programs go on, and admins of both are admins', async () => {
    const sides = await twoSides();
    const { slack, teams } = sides;
    await slack.says('ana', 'coffee every week on tuesday at 10:00 --yes', 'general');
    await teams.says('berta', 'coffee every week on monday at 09:00 --yes', 'lobby');
    await teams.says('berta', 'settings country DE --yes');

    await linked(sides);

    const { message } = await teams.says('berta', 'settings');
    expect(read(message)).toContain('Europe/Lisbon');
    expect(read(message)).not.toContain('DE');
    const status = read((await slack.says('ana', 'status')).message);
    expect(status).toContain('Coffee in #general');
    expect(status).toContain('Coffee in #lobby');
    expect(status).toContain('Linked with Teams G1');
    expect(read((await slack.says('ana', 'admins')).message)).toContain('Berta Kim');
  });

  test('a code is good for ten minutes, once, on the other side, and cannot be guessed', async () => {
    const sides = await twoSides();
    const { house, slack, teams, orgs } = sides;
    const before = await orgs();
    const told = () => read(teams.written('berta').at(-1)?.message);

    const old = await codeOf(sides);
    await house.until('2026-11-30T09:10:01Z');
    await teams.says('berta', `link ${old}`);
    expect(told()).toContain('I know no such code');

    await slack.says('ana', `link ${await codeOf(sides)}`);
    expect(read(slack.written('ana').at(-1)?.message)).toContain('This code is from this side');

    for (const wrong of ['AAAA-AAAA', 'BBBB-BBBB', 'CCCC-CCCC', 'DDDD-DDDD'])
      await teams.says('berta', `link ${wrong}`);
    const { message } = await teams.says('berta', `link ${await codeOf(sides)}`);
    expect(read(message)).toContain('five codes within ten minutes');
    expect(read((await teams.says('dov', 'link')).message)).toContain('Only admins can do this');
    expect(await orgs()).toEqual(before);
  });

  test('one no is enough, and so are fifteen minutes', async () => {
    const sides = await twoSides();
    const { house, slack, teams, orgs } = sides;
    const before = await orgs();

    await previewed(sides);
    await teams.presses('berta', teams.card('berta', /^Link with/), 'Not now');
    expect(read(slack.written('ana').at(-1)?.message)).toContain('would rather not link now');
    await slack.submits('ana', 'link.confirm', { domains: 'acme.com' });
    expect(await orgs()).toEqual(before);

    await previewed(sides);
    await slack.submits('ana', 'link.confirm', { domains: 'acme.com' });
    await house.until('2026-11-30T09:16Z');
    const { message } = await teams.submits('berta', 'link.confirm', { domains: 'acme.com' });
    expect(read(message)).toContain('more than 15 minutes ago');
    expect(await orgs()).toEqual(before);
  });

  test('only the admin who was asked says yes, in words that are domains', async () => {
    const sides = await twoSides();
    const { slack, teams, orgs } = sides;
    const before = await orgs();
    await previewed(sides);

    expect((await slack.submits('ana', 'link.confirm', { domains: 'acme' })).errors).toEqual({
      domains: '"acme" is no domain. Write it like acme.com.',
    });
    await slack.submits('bo', 'link.confirm', { domains: 'acme.com' });
    await teams.submits('berta', 'link.confirm', { domains: 'acme.com' });

    expect(await orgs()).toEqual(before);
  });

  test('while a message of theirs is being sent it waits a minute, and then goes on by itself', async () => {
    let isSending = true;
    const sides = await twoSides({
      around: ({ storage, queue, installations }) => ({
        ...{ storage, queue },
        installations: {
          ...installations,
          regroup: (pair, work) => (isSending ? Promise.resolve('busy') : installations.regroup(pair, work)),
        },
      }),
    });
    await previewed(sides);
    await agreed(sides);
    const [one, two] = await sides.orgs();
    expect(two).not.toBe(one);

    isSending = false;
    await sides.house.until('2026-11-30T09:02Z');

    expect(await sides.orgs()).toEqual([one, one]);
    expect(sides.slack.card('ana', /^Linked with/)).toBeDefined();
    expect(sides.house.failures.seen).toEqual([]);
  });

  test('what is repeated changes nothing', async () => {
    const sides = await twoSides();
    await linked(sides);
    const { slack, teams, house } = sides;
    const before = [slack.platform.posts.length, teams.platform.posts.length];

    await agreed(sides);
    await house.app.settle();

    expect([slack.platform.posts.length, teams.platform.posts.length]).toEqual(before);
    expect(read((await slack.says('ana', 'link')).message)).toContain('less than seven days ago');
    const [entry] = [read((await slack.says('ana', 'log')).message)];
    expect(entry).toContain('Linked with Teams G1');
    expect(read((await slack.says('ana', 'undo 1 --yes')).message)).toContain('/hallway link undo');
    expect(house.failures.seen).toEqual([]);
  });
});

describe('taken apart again', () => {
  test('within seven days, with what people chose meanwhile and without what is no longer theirs', async () => {
    const sides = await twoSides();
    const { house, slack, teams, orgs } = sides;
    const before = await orgs();
    await teams.says('berta', 'settings country DE --yes');
    await teams.says('berta', 'coffee every week on thursday at 10:00 --yes', 'lobby');
    await linked(sides);
    await house.until('2026-12-04T12:00Z');
    await teams.says('dov', 'pause 3 weeks');
    await teams.says('bo-t', 'leave in #lobby');

    await teams.says('berta', 'link undo --yes');

    expect(await orgs()).toEqual(before);
    expect(read(teams.written('berta').at(-1)?.message)).toContain('Taken apart: Teams G1');
    expect(read(slack.written('ana').at(-1)?.message)).toContain('Taken apart: Teams G1');
    expect(read((await teams.says('berta', 'settings')).message)).toContain('DE');
    expect(read(await teams.home('dov'))).toContain('Paused until');
    expect(read((await slack.says('ana', 'status')).message)).not.toContain('#lobby');
    expect(read((await teams.says('berta', 'status')).message)).toContain('#lobby');
    const posts = teams.platform.posts.length;
    await house.until('2026-12-10T12:00Z');
    const intros = teams.platform.posts.slice(posts).filter(({ key }) => key.includes('/intro/'));
    // Gus and Berta are all who are left in it; Bo has left, Dov rests, and nothing is held twice.
    expect(intros.map(({ place }) => (place.kind === 'group' ? place.accounts.length : 0))).toEqual([2]);
    expect(house.failures.seen).toEqual([]);
  });

  test('not after seven days; then another link may follow', async () => {
    const sides = await twoSides();
    const { house, slack, teams } = sides;
    await linked(sides);

    await house.until('2026-12-07T09:05Z');

    expect(read((await teams.says('berta', 'link undo')).message)).toContain('no link of the last seven days');
    expect((await slack.says('ana', 'link')).message?.fallback).toMatch(/Your code is/);
    expect(read((await teams.says('berta', 'link AAAA-AAAA')).message)).toContain('linked already');
    expect(buttonsOf(slack.card('bo', /two accounts/) ?? { fallback: '', blocks: [] })).not.toEqual([]);
    expect(house.failures.seen).toEqual([]);
  });
});
