import { mkdtemp } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { createSandbox, type Sandbox } from '../../../../adapters/sandbox/index.ts';
import { skins } from '../../../../src/main-skins.ts';
import { instant } from '../../../../src/time/zoned.ts';
import { FakeHost } from './fake-host.ts';
import { quietLog } from './quiet-log.ts';

export interface ServedSandbox {
  readonly url: string;
  readonly sandbox: Sandbox;
  readonly host: FakeHost;
  stop(): Promise<void>;
}

/** Serves the page over the fake host on a free port; by hand: `node -e "import('./test/…/serve.ts')..."`. */
export async function serveSandbox(page?: string, port = 0): Promise<ServedSandbox> {
  const folder = await mkdtemp(join(tmpdir(), 'hallway-sandbox-'));
  const seedNow = instant('2026-11-01T09:00Z');
  const sandbox = await createSandbox({ folder, log: quietLog(), seedNow, skins, ...(page && { page }) });
  const host = new FakeHost(sandbox);
  const app = sandbox.routes(host);
  return new Promise((resolve) => {
    const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port }, (info: AddressInfo) => {
      const stop = async () => {
        await new Promise((done) => server.close(done));
        await sandbox.close();
      };
      resolve({ url: `http://127.0.0.1:${info.port}`, sandbox, host, stop });
    });
  });
}
