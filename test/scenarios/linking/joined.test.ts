import { describe, expect, test } from 'vitest';
import { features } from '../../../src/features/index.ts';
import { read } from '../../support/reading.ts';
import { diary, linked, onTeams, twoSides } from './support/two-sides.ts';

const open = () => twoSides({ features: [...features, diary] });

describe('who joins', () => {
  test('full members of both with one address; a guest on either side stays two', async () => {
    const sides = await linked(await open());
    const { slack, teams } = sides;

    expect(slack.card('bo', /two accounts/)).toBeDefined();
    expect(teams.card('bo-t', /two accounts/)).toBeDefined();
    expect(slack.card('gus', /two accounts/)).toBeUndefined();
    expect(teams.card('gus-t', /two accounts/)).toBeUndefined();
    await slack.says('bo', 'pause 2 weeks');
    expect(read(await teams.home('bo-t'))).toContain('Paused until');
  });

  test('nobody where only one of the admins named the domain', async () => {
    const sides = await open();
    await sides.teams.says(
      'berta',
      `link ${/[A-Z0-9]{4}-[A-Z0-9]{4}/.exec((await sides.slack.says('ana', 'link')).message?.fallback ?? '')?.[0]}`,
    );
    await sides.slack.submits('ana', 'link.confirm', { domains: 'acme.com' });
    await sides.teams.submits('berta', 'link.confirm', { domains: 'acme.de' });

    expect(read(sides.slack.card('ana', /^Linked/))).toContain('Nobody has an account on both sides');
    expect(sides.slack.card('bo', /two accounts/)).toBeUndefined();
  });

  test('nobody whose address stands twice on a side', async () => {
    const twin = { id: 'bo-2', name: 'Bo the Second', email: 'bo@acme.com' };
    const sides = await linked(
      await twoSides({ beside: [{ workspace: 'teams:G1', zone: 'Europe/Berlin', people: [...onTeams, twin] }] }),
    );

    expect(sides.slack.card('bo', /two accounts/)).toBeUndefined();
  });

  test('whoever comes to both sides later, within a day; not who has said that they are two', async () => {
    const sides = await linked(await open());
    const { house, slack, teams } = sides;
    await slack.presses('bo', slack.card('bo', /two accounts/), "That's not me");
    slack.platform.coworkers.set('eva', { id: 'eva', name: 'Eva Roy', email: 'eva@acme.com' });
    teams.platform.coworkers.set('eva-t', { id: 'eva-t', name: 'Eva Roy', email: 'eva@acme.com' });

    await house.until('2026-12-03T17:00Z');

    expect(slack.card('eva', /two accounts/)).toBeDefined();
    expect(teams.card('eva-t', /two accounts/)).toBeDefined();
    expect(slack.written('bo').filter(({ message }) => /two accounts/.test(message.fallback))).toHaveLength(1);
    await slack.says('eva', 'pause 2 weeks');
    expect(read(await teams.home('eva-t'))).toContain('Paused until');
    await slack.says('bo', 'pause 2 weeks');
    expect(read(await teams.home('bo-t'))).not.toContain('Paused until');
    expect(house.failures.seen).toEqual([]);
  });

  test('two directories that tell different things of one person do not take turns', async () => {
    const sides = await linked(await open());
    const { house, slack, teams } = sides;
    const zone = async () => read((await slack.says('bo', 'timezone')).message);
    const before = await zone();

    await house.app.sync(teams.platform.workspace);
    const after = await zone();
    await house.app.sync(slack.platform.workspace);

    expect([after, await zone()]).toEqual([before, before]);
    expect(before).toContain('Lisbon');
  });

  test('an account that is closed on one side leaves the person with the other', async () => {
    const sides = await linked(await open());
    const { house, slack, teams } = sides;
    slack.platform.coworkers.delete('bo');

    await house.app.sync(slack.platform.workspace);
    await teams.says('berta', 'coffee every week on tuesday at 10:00 --yes', 'lobby');
    await house.until('2026-12-15T12:00Z');

    const late = slack.platform.posts.filter(
      ({ place, at }) => place.kind === 'personal' && at > house.now - 86_400_000,
    );
    expect(late.filter(({ place }) => JSON.stringify(place).includes('/bo"'))).toEqual([]);
    expect(teams.platform.seenBy('bo-t').some(({ key }) => key.includes('/intro/'))).toBe(true);
    expect(house.failures.seen).toEqual([]);
  });
});

describe('what is sealed', () => {
  test('shows through the other account only once the side that wrote it has said yes', async () => {
    const sides = await open();
    const { slack, teams } = sides;
    await slack.says('bo', 'avoid @Cy');
    await slack.says('bo', 'note from slack');
    await teams.says('bo-t', 'avoid @Dov');
    await teams.says('bo-t', 'note from teams');
    await linked(sides);
    const shown = async () => [
      read((await slack.says('bo', 'avoid')).message),
      (await slack.says('bo', 'notes')).message?.fallback,
      read((await teams.says('bo-t', 'avoid')).message),
      (await teams.says('bo-t', 'notes')).message?.fallback,
    ];
    const apart = [
      'You avoid Cy Ito. Nobody else can see this.',
      'from slack',
      'You avoid Dov Ram. Nobody else can see this.',
      'from teams',
    ];

    expect(await shown()).toEqual(apart);
    const exported = JSON.stringify([
      await teams.says('bo-t', 'privacy export'),
      await slack.says('bo', 'privacy export'),
    ]);
    expect(exported).not.toMatch(/from slack|from teams/);

    await slack.presses('bo', slack.card('bo', /two accounts/), 'Yes, both are mine');
    const [one, two, three, four] = await shown();
    expect([one, two]).toEqual(apart.slice(0, 2));
    expect(three).toBe(apart[2]);
    expect(four).toBe('from slack, from teams');

    await teams.presses('bo-t', teams.card('bo-t', /two accounts/), 'Yes, both are mine');
    const both = 'You avoid Cy Ito and Dov Ram. Nobody else can see this.';
    expect(await shown()).toEqual([both, 'from slack, from teams', both, 'from slack, from teams']);
  });

  test('is kept to in rounds and on request although it does not show', async () => {
    const sides = await open();
    const { house, slack, teams } = sides;
    await slack.says('bo', 'avoid @Cy');
    await linked(sides);
    await slack.says('cy', 'meet');

    await teams.says('bo-t', 'meet');
    expect(slack.platform.posts.filter(({ key }) => key.includes('/intro/'))).toEqual([]);
    expect(read((await teams.says('bo-t', 'avoid')).message)).toContain('You avoid nobody');

    await slack.says('ana', 'coffee every week on tuesday at 10:00 --yes', 'general');
    await house.until('2027-01-20T12:00Z');
    const pairs = slack.platform.posts
      .filter(({ key }) => key.includes('/intro/'))
      .map(({ place }) => JSON.stringify(place));
    expect(pairs.length).toBeGreaterThan(2);
    expect(
      pairs.filter((place) => place.includes('/bo"') && place.includes('/cy"') && !place.includes('/ana"')),
    ).toEqual([]);
  });

  test('"that is not me" from either side makes two of one, each with their own', async () => {
    const sides = await open();
    const { house, slack, teams } = sides;
    await slack.says('bo', 'note from slack');
    await teams.says('bo-t', 'note from teams');
    await linked(sides);

    await teams.presses('bo-t', teams.card('bo-t', /two accounts/), "That's not me");
    await slack.says('bo', 'pause 2 weeks');

    expect(read(await teams.home('bo-t'))).not.toContain('Paused');
    expect((await teams.says('bo-t', 'notes')).message?.fallback).toBe('from teams');
    expect((await slack.says('bo', 'notes')).message?.fallback).toBe('from slack');
    expect(read((await slack.presses('bo', slack.card('bo', /two accounts/), 'Yes, both are mine')).message)).toContain(
      'apart already',
    );
    expect(house.failures.seen).toEqual([]);
  });

  test('said to be two after all, each keeps what both had put together, and undo gives it back too', async () => {
    const sides = await open();
    const { slack, teams } = sides;
    await slack.says('bo', 'avoid @Cy');
    await teams.says('bo-t', 'avoid @Dov');
    await linked(sides);
    await slack.presses('bo', slack.card('bo', /two accounts/), 'Yes, both are mine');
    await teams.presses('bo-t', teams.card('bo-t', /two accounts/), 'Yes, both are mine');
    const home = await slack.home('bo');
    expect(read(home)).toContain('[Take them apart]');

    await slack.says('ana', 'link undo --yes');

    expect(read((await slack.says('bo', 'avoid')).message)).toContain('Cy Ito');
    expect(read((await teams.says('bo-t', 'avoid')).message)).toContain('Dov Ram');
    expect(read(await slack.home('bo'))).not.toContain('Take them apart');
    expect(sides.house.failures.seen).toEqual([]);
  });

  test('nobody erases more than their own through an account the other side has not called theirs', async () => {
    const sides = await open();
    const { slack, teams, house } = sides;
    await slack.says('bo', 'note from slack');
    await linked(sides);

    const { message } = await teams.says('bo-t', 'privacy forget');
    await teams.presses('bo-t', message, 'Erase, begin anew');

    expect((await slack.says('bo', 'notes')).message?.fallback).toBe('from slack');
    expect(house.failures.seen).toEqual([]);
  });

  test('whoever is erased while linked does not come back with undo', async () => {
    const sides = await open();
    const { slack, teams, house, orgs } = sides;
    await teams.says('dov', 'note from dov');
    await linked(sides);
    teams.platform.coworkers.delete('dov');

    const { message } = await teams.says('dov', 'privacy forget');
    await teams.presses('dov', message, 'Erase, begin anew');
    await slack.says('ana', 'link undo --yes');

    const [, theirs] = await orgs();
    if (!theirs) throw new Error('there is no other side');
    const people = await house.storage.read(theirs, (reads) =>
      reads.list({ name: 'runtime.person', isSealed: false, parse: (row) => row as { name: string } }),
    );
    expect(people.map(({ value }) => value.name).sort()).toEqual(['Berta Kim', 'Bo Ek', 'Gus Low']);
    expect(house.failures.seen).toEqual([]);
  });
});
