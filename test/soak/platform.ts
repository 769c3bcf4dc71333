// The workspace of a soak, in a process of its own: keeps what was posted, is slow, and fails on purpose.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as waited } from 'node:timers/promises';
import type { Seen } from './wire.ts';

const SLOWEST_MS = 30;
/** Of a hundred first attempts so many are put off, are lost, and appear although the answer does not come. */
const FAULTS = { later: 4, lost: 1, withheld: 1 };

const seen = new Map<string, { posts: number[]; withheld: number }>();
const tried = new Set<string>();

/** Each delivery meets at most one fault, on its first attempt. */
function faultOf(key: string): keyof typeof FAULTS | undefined {
  if (tried.has(key)) return undefined;
  tried.add(key);
  let draw = Math.random() * 100;
  for (const [fault, share] of Object.entries(FAULTS) as [keyof typeof FAULTS, number][]) {
    draw -= share;
    if (draw < 0) return fault;
  }
  return undefined;
}

async function post(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const key = await text(request);
  const fault = faultOf(key);
  await waited(Math.random() * SLOWEST_MS);
  if (fault === 'later') return void response.writeHead(429).end();
  if (fault === 'lost') return void request.socket.destroy();
  const one = seen.get(key) ?? { posts: [], withheld: 0 };
  seen.set(key, one);
  one.posts.push(Date.now());
  if (fault !== 'withheld') return void response.writeHead(200).end();
  one.withheld++;
  request.socket.destroy();
}

const server = createServer((request, response) => {
  if (request.method === 'POST') return void post(request, response).catch(() => request.socket.destroy());
  response.end(JSON.stringify(Object.fromEntries(seen) satisfies Record<string, Seen>));
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
console.log(`http://127.0.0.1:${(server.address() as { port: number }).port}`);
