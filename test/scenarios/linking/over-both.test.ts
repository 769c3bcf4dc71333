import { describe, expect, test } from 'vitest';
import type { Message } from '../../../src/core/message.ts';
import type { Desk } from '../../support/desk.ts';
import { read } from '../../support/reading.ts';
import { linked, onSlack, onTeams, twoSides } from './support/two-sides.ts';

const linksIn = (message: Message): readonly string[] =>
  [...JSON.stringify(message.blocks).matchAll(/"url":"([^"]+)"/g)].map(([, url = '']) => url);
const intros = ({ platform }: Desk) => platform.posts.filter(({ key }) => key.includes('/intro/'));
const groupOf = (key: string) => key.slice(0, key.indexOf('/intro/'));

/** A coffee program of one Slack channel and one Teams channel, that pairs across them. */
async function overBoth() {
  const sides = await linked(await twoSides());
  await sides.slack.says('ana', 'coffee every week on tuesday at 10:00 --yes', 'general');
  await sides.slack.says('ana', 'coffee between #general@slack #lobby --yes', 'general');
  return sides;
}

describe('one coffee program over Slack and Teams', () => {
  test('introduces a Slack user and a Teams user, each on their own platform, with ways to reach the other', async () => {
    const { house, slack, teams } = await overBoth();

    await house.until('2026-12-09T12:00Z');

    const pairs = Map.groupBy([...intros(slack), ...intros(teams)], ({ key }) => groupOf(key));
    const across = [...pairs.values()].filter((posts) => new Set(posts.map(({ place }) => place.workspace)).size === 2);
    expect(across.length).toBeGreaterThan(0);
    for (const posts of across)
      for (const { place, message } of posts) {
        expect(place.kind).toBe('personal');
        const words = read(message);
        expect(words).toContain('You work on different platforms. Write to each other:');
        const mail = linksIn(message).filter((url) => url.startsWith('mailto:'));
        expect(mail.length).toBe(2);
        const calendar = linksIn(message).find((url) => url.startsWith('https://calendar.google.com'));
        for (const address of mail)
          expect(decodeURIComponent(calendar ?? '')).toContain(address.slice('mailto:'.length));
      }
    expect(house.failures.seen).toEqual([]);
  });

  test('one says they met on Teams, and nobody is asked on Slack', async () => {
    const { house, slack, teams } = await overBoth();
    await house.until('2026-12-01T12:00Z');
    const [card] = intros(teams);
    const id = [...onTeams].find(({ id }) => JSON.stringify(card?.place).includes(`/${id}"`))?.id ?? '';

    const { replace, message } = await teams.presses(id, card?.message, 'We met');
    await house.until('2026-12-14T18:00Z');

    expect((replace ?? message)?.fallback).toBe('Glad you met.');
    const asked = [...slack.platform.posts, ...teams.platform.posts].filter(
      ({ key }) => key.startsWith(groupOf(card?.key ?? '')) && /\/(midway|closing)\//.test(key),
    );
    expect(asked).toEqual([]);
    expect(house.failures.seen).toEqual([]);
  });

  test('nobody meets themselves, and whoever has both accounts is introduced once a round', async () => {
    const { house, slack, teams } = await overBoth();

    await house.until('2027-02-03T12:00Z');

    const rounds = Map.groupBy([...intros(slack), ...intros(teams)], ({ key }) => key.split('/')[2] ?? '');
    expect(rounds.size).toBeGreaterThan(2);
    for (const posts of rounds.values()) {
      const groups = new Set(
        posts.filter(({ place }) => /\/bo(-t)?"/.test(JSON.stringify(place))).map(({ key }) => groupOf(key)),
      );
      expect(groups.size).toBeLessThan(2);
      for (const { place } of posts) expect(JSON.stringify(place)).not.toMatch(/\/bo".*\/bo-t"/);
    }
    expect(house.failures.seen).toEqual([]);
  });

  test('a channel of one name on both sides is told apart by its platform', async () => {
    const { slack } = await linked(await twoSides());

    const { message } = await slack.says('ana', 'coffee every week on tuesday at 10:00 in #general');

    expect(read(message)).toContain('#general@slack, #general@teams');
  });
});

describe('a workspace of two that takes Hallway out', () => {
  test('takes its accounts with it at once, its people after thirty days, and leaves the organisation', async () => {
    const { house, slack, teams, orgs } = await overBoth();
    const [org] = await orgs();

    await house.app.observe({ kind: 'removed', id: 'r1', workspace: teams.platform.workspace, at: house.now });
    const posts = teams.platform.posts.length;
    await house.until('2026-12-29T12:00Z');
    expect(teams.platform.posts.length).toBe(posts);
    expect(await namesIn(house, org)).toContain('Dov Ram');
    await house.until('2026-12-30T09:05Z');

    expect(await namesIn(house, org)).toEqual(onSlack.map(({ name }) => name).sort());
    expect(read(await slack.home('bo'))).toBeTruthy();
    expect((await house.storage.organisations()).orgs).toEqual([org]);
    await house.app.observe({ kind: 'removed', id: 'r2', workspace: slack.platform.workspace, at: house.now });
    await house.until('2027-01-29T09:10Z');
    expect((await house.storage.organisations()).orgs).toEqual([]);
    expect(house.failures.seen).toEqual([]);
  });

  test('and comes back within thirty days finds everybody who they were', async () => {
    const { house, teams, orgs } = await overBoth();
    const [org] = await orgs();
    await teams.says('dov', 'pause 8 weeks');

    await house.app.observe({ kind: 'removed', id: 'r1', workspace: teams.platform.workspace, at: house.now });
    await house.until('2026-12-10T12:00Z');
    await house.app.observe({ kind: 'installed', id: 'i2', workspace: teams.platform.workspace, at: house.now });
    await house.until('2027-01-05T12:00Z');

    expect(read(await teams.home('dov'))).toContain('Paused until');
    expect(await namesIn(house, org)).toEqual([
      'Ana Duarte',
      'Berta Kim',
      'Bo Ek',
      'Cy Ito',
      'Dov Ram',
      'Gus Low',
      'Gus Low',
    ]);
    expect(house.failures.seen).toEqual([]);
  });
});

async function namesIn(house: Awaited<ReturnType<typeof twoSides>>['house'], org: typeof house.org | undefined) {
  const people = await house.storage.read(org ?? house.org, (reads) =>
    reads.list({ name: 'runtime.person', isSealed: false, parse: (row) => row as { name: string } }),
  );
  return people.map(({ value }) => value.name).sort();
}
