import { expect, test } from 'vitest';
import { createMetrics } from '../../src/drivers/metrics.ts';
import { A, at, opened, owe, owed } from '../contracts/store-under-test.ts';
import { openStore } from './lowdb/store-in-folder.ts';

const from = (address: string) => ({ incoming: { socket: { remoteAddress: address } } });

async function scraped(metrics: ReturnType<typeof createMetrics>): Promise<Record<string, number>> {
  const answer = await metrics.routes(undefined).request('/metrics', {}, from('127.0.0.1'));
  const lines = (await answer.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]),
  );
}

test('what is owed and what came of it is shown by platform and kind', async () => {
  const store = await opened(openStore);
  const metrics = createMetrics();
  const queue = metrics.metered(store.queue, { now: () => at(20) });
  await owe(store, A, owed('d1'), owed('d2'), owed('d3', { notBefore: at(15) }), owed('d4'));

  await queue.take(at(0), 2, 4);
  await queue.settle(A, 'd1', { kind: 'posted', ref: {} }, at(1));
  await queue.settle(A, 'd1', { kind: 'posted', ref: {} }, at(1));
  await metrics.timed(async () => undefined)();

  expect(await scraped(metrics)).toMatchObject({
    'hallway_deliveries_total{platform="slack",kind="intro",outcome="posted"}': 1,
    hallway_deliveries_due: 2,
    hallway_deliveries_late: 1,
    hallway_deliveries_in_flight: 1,
    hallway_oldest_pending_seconds: 20 * 60,
    hallway_tick_seconds_count: 1,
  });
});

test.each([
  ['this machine', undefined, '127.0.0.1', {}, 200],
  ['this machine by IPv6', undefined, '::1', {}, 200],
  ['a proxy on this machine', undefined, '127.0.0.1', { 'X-Forwarded-For': '203.0.113.9' }, 403],
  ['elsewhere', undefined, '203.0.113.9', {}, 403],
  ['elsewhere with a token where none is set', undefined, '203.0.113.9', { Authorization: 'Bearer undefined' }, 403],
  ['elsewhere with the token', 'secret', '203.0.113.9', { Authorization: 'Bearer secret' }, 200],
  ['elsewhere with another token', 'secret', '203.0.113.9', { Authorization: 'Bearer secreT' }, 403],
  ['this machine where a token is set', 'secret', '127.0.0.1', {}, 200],
] as const)('the metrics asked for from %s', async (_, token, address, headers, status) => {
  const answer = await createMetrics().routes(token).request('/metrics', { headers }, from(address));

  expect(answer.status).toBe(status);
});
