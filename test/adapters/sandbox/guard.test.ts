import { expect, test } from 'vitest';
import { openSandbox } from './support/open-sandbox.ts';

const say = JSON.stringify({ as: 'ana', place: 'general', text: 'Hello' });

test('answers loopback names only', async () => {
  const { app } = await openSandbox();
  const status = async (host: string) =>
    (await app.request('http://localhost/sandbox/state', { headers: { Host: host } })).status;

  for (const host of ['localhost', 'LOCALHOST:3000', '127.0.0.1:8080', '[::1]:3000'])
    expect(await status(host)).toBe(200);
  for (const host of [
    '',
    'example.org',
    'localhost.example.org',
    '127.0.0.1.nip.io:3000',
    '10.0.0.5',
    'localhost:3000@evil.example',
  ])
    expect(await status(host)).toBe(403);
});

test('takes posts only from its own page and only as JSON', async () => {
  const { app, host } = await openSandbox();
  const post = async (headers: Record<string, string>, path = '/sandbox/say') =>
    (
      await app.request(`http://localhost${path}`, {
        method: 'POST',
        headers: { Host: 'localhost:3000', ...headers },
        body: say,
      })
    ).status;
  const json = { 'Content-Type': 'application/json; charset=utf-8' };

  expect(await post({ ...json, Origin: 'http://localhost:3000' })).toBe(200);
  expect(await post(json)).toBe(200);
  expect(await post({ ...json, Origin: 'http://localhost:4000' })).toBe(403);
  expect(await post({ ...json, Origin: 'https://evil.example' })).toBe(403);
  expect(await post({ ...json, Origin: 'null' })).toBe(403);
  expect(await post({ 'Content-Type': 'text/plain' })).toBe(415);
  expect(await post({ 'Content-Type': 'text/csv' })).toBe(415);
  expect(await post({})).toBe(415);
  expect(await post({ 'Content-Type': 'application/json' }, '/sandbox/people')).toBe(415);
  expect(host.interactions).toEqual([]);
});

test('forbids the page to load anything from outside, in every answer', async () => {
  const { app } = await openSandbox({ page: 'adapters/sandbox/ui' });

  for (const [path, host, status] of [
    ['/', 'localhost', 200],
    ['/sandbox/state', 'localhost', 200],
    ['/nothing', 'localhost', 404],
    ['/', 'example.org', 403],
  ] as const) {
    const answer = await app.request(`http://localhost${path}`, { headers: { Host: host } });
    const policy = answer.headers.get('Content-Security-Policy') ?? '';
    expect(answer.status).toBe(status);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/https?:|\*|unsafe/);
    expect(answer.headers.get('X-Content-Type-Options')).toBe('nosniff');
  }
});
