import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Hono } from 'hono';
import { onTestFinished } from 'vitest';
import { createSandbox, type Sandbox, type SandboxOptions } from '../../../../adapters/sandbox/index.ts';
import type { WireAnswer, WireState } from '../../../../adapters/sandbox/wire.ts';
import { instant } from '../../../../src/time/zoned.ts';
import { FakeHost } from './fake-host.ts';
import { quietLog } from './quiet-log.ts';

/** A sandbox over the fake host, and the API as a program calls it. */
export class TestSandbox {
  readonly folder: string;
  readonly sandbox: Sandbox;
  readonly host: FakeHost;
  readonly app: Hono;

  constructor(folder: string, sandbox: Sandbox) {
    this.folder = folder;
    this.sandbox = sandbox;
    this.host = new FakeHost(sandbox);
    this.app = sandbox.routes(this.host);
  }

  async get<Body>(path: string): Promise<Body> {
    const response = await this.app.request(`http://localhost:3000${path}`, { headers: { Host: 'localhost:3000' } });
    return (await response.json()) as Body;
  }

  state(as?: string): Promise<WireState> {
    return this.get(`/sandbox/state${as === undefined ? '' : `?as=${as}`}`);
  }

  send(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return Promise.resolve(
      this.app.request(`http://localhost:3000${path}`, {
        method: 'POST',
        headers: { Host: 'localhost:3000', 'Content-Type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    );
  }

  async post<Body = WireAnswer>(path: string, body: unknown): Promise<Body> {
    return (await (await this.send(path, body)).json()) as Body;
  }

  async exportCsv(): Promise<string> {
    const response = await this.app.request('http://localhost/sandbox/people', { headers: { Host: 'localhost' } });
    return response.text();
  }

  importCsv(csv: string, confirm = ''): Promise<Response> {
    return this.send(`/sandbox/people${confirm}`, csv, { 'Content-Type': 'text/csv' });
  }
}

/** Opens a sandbox at Sunday 1 November 2026, 09:00 UTC, in a folder of its own unless one is given. */
export async function openSandbox(options: Partial<SandboxOptions> = {}): Promise<TestSandbox> {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'hallway-sandbox-')));
  const log = quietLog();
  const sandbox = await createSandbox({ log, seedNow: instant('2026-11-01T09:00Z'), ...options, folder });
  onTestFinished(() => sandbox.close());
  return new TestSandbox(folder, sandbox);
}
