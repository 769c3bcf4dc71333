import { appendFileSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dataFolder, hallway, serve } from './support/hallway.ts';

const SENTENCE = /^Hallway: .*\n$/;
const STACK = /\n\s+at /;

test('settings that are wrong are all named, and nothing listens', async () => {
  const ended = await hallway(['start'], { PORT: '70000', LOG_LEVEL: 'loud', SLACK_BOT_TOKEN: 'secret-token' });

  expect([ended.code, ended.out]).toEqual([78, '']);
  for (const name of ['PORT', 'LOG_LEVEL', 'SLACK_BOT_TOKEN', 'SLACK_SIGNING_SECRET'])
    expect(ended.err).toMatch(new RegExp(`^  ${name} `, 'm'));
  expect(ended.err).not.toContain('secret-token');
});

test('Teams without credentials is served beside the sandbox', async () => {
  const served = await serve({ HALLWAY_DATA: dataFolder(), TEAMS_LOCAL: '1' }, []);

  expect(await (await served.get('/readyz')).json()).toMatchObject({ ready: true, platforms: { teams: 'ok' } });
  expect(await served.say('ana', 'general', '/hallway help')).toMatchObject({ from: 'hallway' });
  expect((await served.stop()).code).toBe(0);
});

test('serves the sandbox, keeps its state over restarts, and lets no second process in', async () => {
  const env = { HALLWAY_DATA: dataFolder() };
  const first = await serve(env, []);

  expect(await (await first.get('/healthz')).json()).toEqual({ status: 'ok' });
  expect(await (await first.get('/readyz')).json()).toMatchObject({ ready: true });
  expect(await (await first.get('/')).text()).toMatch(/<title>Hallway|npm run/);
  expect(await first.say('ana', 'general', '/hallway help')).toMatchObject({ from: 'hallway' });
  await first.say('ana', 'general', '/hallway settings closed 2031-12-24 --yes');

  const [second, third] = await Promise.all([
    hallway(['start'], env),
    hallway(['start'], { HALLWAY_DATA: dataFolder(), PORT: new URL(first.url).port }),
  ]);
  expect([second.code, third.code]).toEqual([75, 75]);
  expect(second.err).toMatch(/another Hallway is running on .*HALLWAY_DATA/);
  expect(third.err).toMatch(/port \d+ on 127.0.0.1 is taken by another program; .* PORT/);
  for (const { err } of [second, third]) expect(err).not.toMatch(STACK);

  expect(await first.stop('SIGTERM')).toEqual({ code: 0, signal: null });
  const again = await serve(env);
  expect((await hallway(['settings', 'export'], env)).out).toContain('- 2031-12-24');
  expect(await again.stop('SIGINT')).toEqual({ code: 0, signal: null });

  const data = join(env.HALLWAY_DATA, 'sandbox');
  const otherKey = { ...env, HALLWAY_KEY: Buffer.alloc(32, 1).toString('base64') };
  expect(await hallway(['start'], otherKey)).toMatchObject({ code: 78, err: expect.stringMatching(/Put key .* back/) });
  renameSync(join(data, 'hallway.key'), join(data, 'aside'));
  expect(await hallway(['start'], env)).toMatchObject({ code: 78, err: expect.stringMatching(SENTENCE) });
  renameSync(join(data, 'aside'), join(data, 'hallway.key'));
  damage(data);
  const damaged = await hallway(['start'], env);
  expect(damaged).toMatchObject({ code: 74, err: expect.stringMatching(SENTENCE) });
  expect(damaged.err).toMatch(/line \d+: .* restore the folder from a backup/);
});

/** Two lines that nobody wrote, since a last one alone might be a write that was cut short. */
function damage(store: string): void {
  const folder = join(store, 'organisations');
  const [org = ''] = readdirSync(folder);
  const journal = readdirSync(join(folder, org)).find((name) => name.startsWith('journal.')) ?? '';
  appendFileSync(join(folder, org, journal), 'not a line\nnor this\n');
}

test('open to others, it serves no sandbox and says why', async () => {
  const server = await serve({ HALLWAY_DATA: dataFolder(), HOST: '0.0.0.0' });
  const port = new URL(server.url).port;

  expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('Hallway is running.\n');
  expect((await fetch(`http://127.0.0.1:${port}/sandbox/state`)).status).toBe(404);
  expect(server.log()).toContain('"variable":"HOST"');
  expect(await server.stop()).toMatchObject({ code: 0 });
  expect(await hallway(['sandbox'], { HOST: '0.0.0.0' })).toMatchObject({ code: 78 });
});
