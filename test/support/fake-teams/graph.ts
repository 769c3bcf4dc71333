import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import type { FakeTenant } from './tenant.ts';

type Loose = Readonly<Record<string, unknown>>;

/** Microsoft Graph of one tenant: managers, mailbox zones, owners of groups, administrators. Keys are people's. */
export class FakeGraph {
  readonly managers = new Map<string, string>();
  /** As Windows names them. */
  readonly zones = new Map<string, string>();
  readonly owners = new Map<string, readonly string[]>();
  readonly admins = new Set<string>();
  /** Paths that the app has no permission for. */
  readonly forbidden: RegExp[] = [];
  /** Answers with which the next requests are put off. */
  readonly putOff: number[] = [];
  readonly calls: string[] = [];
  readonly #tenant: FakeTenant;
  readonly #server: Server;

  private constructor(tenant: FakeTenant) {
    this.#tenant = tenant;
    this.#server = createServer((request, response) => {
      void readText(request).then((body) => {
        const path = request.url ?? '/';
        this.calls.push(path);
        const status = this.putOff.shift() ?? (request.headers.authorization === 'Bearer ours' ? 200 : 401);
        const answer = status === 200 ? this.#answer(path, body) : undefined;
        const headers = { 'Content-Type': 'application/json', 'Retry-After': '0' };
        response.writeHead(answer ? 200 : status === 200 ? 403 : status, headers).end(JSON.stringify(answer ?? {}));
      });
    });
  }

  static async start(tenant: FakeTenant): Promise<FakeGraph> {
    const fake = new FakeGraph(tenant);
    fake.#server.listen(0, '127.0.0.1');
    await once(fake.#server, 'listening');
    return fake;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }

  #answer(path: string, body: string): Loose | undefined {
    if (this.forbidden.some((one) => one.test(path))) return undefined;
    const idOf = (key: string) => ({ id: this.#tenant.aadOf(key) });
    const [, group] = /^\/v1\.0\/groups\/([^/]+)\/owners/.exec(path) ?? [];
    if (group !== undefined) return { value: (this.owners.get(group) ?? []).map(idOf) };
    if (path.includes('/directoryRoles/')) return { value: [...this.admins].map(idOf) };
    if (path === '/v1.0/$batch') return { responses: this.#batch(JSON.parse(body).requests) };
    return this.#users(path);
  }

  /** Two pages, so that whoever stops at the first is found out. */
  #users(path: string): Loose {
    const keys = [...this.#tenant.people.keys()];
    const half = Math.ceil(keys.length / 2);
    const isSecond = path.includes('$skiptoken');
    const value = (isSecond ? keys.slice(half) : keys.slice(0, half)).map((key) => {
      const manager = this.managers.get(key);
      return { id: this.#tenant.aadOf(key), ...(manager && { manager: { id: this.#tenant.aadOf(manager) } }) };
    });
    return isSecond ? { value } : { value, '@odata.nextLink': `${this.url}/v1.0/users?$skiptoken=2` };
  }

  #batch(requests: readonly { readonly id: string }[]): readonly Loose[] {
    return requests.map(({ id }) => {
      const zone = this.zones.get(this.#tenant.keyOf(id) ?? '');
      return zone === undefined ? { id, status: 404, body: {} } : { id, status: 200, body: { timeZone: zone } };
    });
  }
}
