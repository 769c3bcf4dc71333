import { expect, test } from 'vitest';
import { instant, toIso } from '../../../src/time/zoned.ts';
import { openSandbox } from './support/open-sandbox.ts';

const at = (iso: string, run: () => Promise<unknown> = async () => {}) => ({
  at: instant(iso),
  what: 'Posts',
  to: '#general',
  why: 'a test',
  run,
});

test('visits every due instant in order, with the clock standing at it', async () => {
  const sandbox = await openSandbox();
  const seen: string[] = [];
  const mark = async () => void seen.push(toIso(sandbox.sandbox.clock.now()));
  const chained = async () => {
    await mark();
    sandbox.host.plans.push(at('2026-11-02T12:00Z', mark));
  };
  sandbox.host.plans = [at('2026-11-03T08:00Z', mark), at('2026-11-02T08:00Z', chained), at('2026-12-01T08:00Z', mark)];

  const answer = await sandbox.post('/sandbox/clock', { to: '2026-11-04T00:00Z' });

  expect(answer).toEqual({ now: '2026-11-04T00:00:00.000Z' });
  expect(seen).toEqual(['2026-11-02T08:00:00.000Z', '2026-11-02T12:00:00.000Z', '2026-11-03T08:00:00.000Z']);
  expect(sandbox.host.settledAt.map(toIso).at(-1)).toBe('2026-11-04T00:00:00.000Z');
});

test('moves to the next event, or says that nothing is planned', async () => {
  const sandbox = await openSandbox();
  sandbox.host.plans = [at('2026-11-02T08:00Z')];

  expect(await sandbox.post('/sandbox/clock', { next: true })).toEqual({ now: '2026-11-02T08:00:00.000Z' });
  const nothing = await sandbox.send('/sandbox/clock', { next: true });

  expect(nothing.status).toBe(409);
  expect(await nothing.json()).toMatchObject({ error: expect.stringMatching(/Nothing is planned yet/) });
});

test('does what was overdue at its own now and never turns back for it', async () => {
  const sandbox = await openSandbox();
  sandbox.host.plans = [at('2026-10-01T08:00Z')];

  await sandbox.post('/sandbox/clock', { by: 'PT1H' });

  expect(sandbox.host.settledAt.map(toIso)).toEqual(['2026-11-01T09:00:00.000Z', '2026-11-01T10:00:00.000Z']);
});

test('counts days and wall times on the calendar of whoever moves it', async () => {
  const sandbox = await openSandbox();

  await sandbox.post('/sandbox/clock', { to: '2027-03-27T12:00', as: 'ana' });
  const nextDay = await sandbox.post('/sandbox/clock', { by: 'P1D', as: 'ana' });

  expect(nextDay).toEqual({ now: '2027-03-28T11:00:00.000Z' });
});

test('refuses to go back, to go too far and to read nonsense', async () => {
  const sandbox = await openSandbox();
  const cases: [object, RegExp][] = [
    [{ to: '2026-10-31T09:00Z' }, /only goes forward/],
    [{ by: '-P1D' }, /only goes forward/],
    [{ by: 'P401D' }, /more than 400 days/],
    [{ by: 'a while' }, /not a duration/],
    [{ to: 'tomorrow' }, /not an instant/],
    [{}, /does not fit/],
  ];

  for (const [body, words] of cases) {
    const response = await sandbox.send('/sandbox/clock', body);
    expect(response.status).toBe(400);
    expect(((await response.json()) as { error: string }).error).toMatch(words);
  }
  expect((await sandbox.state()).now).toBe('2026-11-01T09:00:00.000Z');
});

test('plays one move at a time and stops between two events when paused', async () => {
  const sandbox = await openSandbox();
  const months = ['2026-11-10T08:00Z', '2026-11-20T08:00Z', '2026-11-25T08:00Z'];
  const progress: unknown[] = [];
  sandbox.host.plans = months.map((iso) =>
    at(iso, async () => {
      progress.push(await sandbox.get('/sandbox/clock/progress?as=ana'));
      if (iso === months[1]) await sandbox.send('/sandbox/clock/pause', {});
    }),
  );

  const [first, second] = await Promise.all([
    sandbox.post('/sandbox/clock', { to: '2026-12-01T09:00Z' }),
    sandbox.post('/sandbox/clock', { by: 'P1D' }),
  ]);

  expect(first).toEqual({ now: '2026-11-20T08:00:00.000Z' });
  expect(second).toEqual({ now: '2026-11-21T08:00:00.000Z' });
  expect(progress[0]).toEqual({
    moving: true,
    now: '2026-11-10T08:00:00.000Z',
    to: '2026-12-01T09:00:00.000Z',
    share: expect.closeTo(0.3, 1),
    day: 'Tue 10 Nov',
    time: '08:00',
  });
  expect(await sandbox.get('/sandbox/clock/progress')).toMatchObject({ moving: false, share: 1 });
});

test('gives up with a word in the log where something due never settles', async () => {
  const sandbox = await openSandbox();
  sandbox.host.settle = async () => {};
  sandbox.host.plans = [at('2026-11-01T10:00Z')];

  const stuck = await sandbox.send('/sandbox/clock', { by: 'P1D' });

  expect(stuck.status).toBe(500);
  expect((await sandbox.state()).now).toBe('2026-11-01T10:00:00.000Z');
});

test('says how the clock is asked for where nothing of it was', async () => {
  const sandbox = await openSandbox();

  expect(await sandbox.post('/sandbox/clock', {})).toEqual({
    error: '"body" does not fit: say how far, by one of {"to": "2026-12-01T10:00"}, {"by": "P1D"} and {"next": true}.',
  });
});
