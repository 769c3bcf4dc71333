import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { carryOut, Refused, tenantOf } from './connector.ts';
import { Rates } from './rates.ts';
import type { FakeTenant } from './tenant.ts';

type Loose = Readonly<Record<string, unknown>>;

/** A call of the connector, as a fault looks at it. */
export interface FakeCall {
  readonly method: string;
  readonly path: string;
  readonly body: Loose;
  readonly authorization: string | undefined;
}

/** What goes wrong with one call: before anything was done, or after it was. */
export type Fault =
  | { readonly kind: 'reset' | 'resetAfter' }
  | { readonly kind: 'http'; readonly status: number; readonly code?: string; readonly after?: boolean }
  | { readonly kind: 'rate'; readonly seconds: number };

/** The Bot Connector of tenants in memory, over real HTTP, on a clock that a test may move. */
export class FakeTeams {
  readonly tenants: readonly FakeTenant[];
  readonly rates: Rates;
  /** Every call that came in, faults included. */
  readonly calls: FakeCall[] = [];
  /** Asked at each call; undefined lets it through. */
  fault: (call: FakeCall) => Fault | undefined = () => undefined;
  readonly #server: Server;

  private constructor(tenants: readonly FakeTenant[], now: () => number) {
    this.tenants = tenants;
    this.rates = new Rates(now);
    this.#server = createServer((request, response) => {
      void this.#answer(request, response).catch(() => response.destroy());
    });
  }

  static async start(tenants: readonly FakeTenant[], now: () => number = Date.now): Promise<FakeTeams> {
    const fake = new FakeTeams(tenants, now);
    fake.#server.listen(0, '127.0.0.1');
    await once(fake.#server, 'listening');
    return fake;
  }

  /** Where activities say that they are answered. */
  get serviceUrl(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  /** Calls that write something, by what they are for. */
  countOf(kind: 'create' | 'send' | 'update'): number {
    const wanted = { create: /^POST .*\/v3\/conversations$/, send: /^POST .*\/activities$/, update: /^PUT / }[kind];
    return this.calls.filter(({ method, path }) => wanted.test(`${method} ${path}`)).length;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<unknown> {
    const url = new URL(request.url ?? '/', this.serviceUrl);
    const text = await readText(request);
    const body: Loose = text === '' ? {} : JSON.parse(text);
    const { method = 'GET', headers } = request;
    const call = { method, path: url.pathname, body, authorization: headers.authorization };
    this.calls.push(call);
    const tenant = tenantOf(this.tenants, call.path, body);
    const conversation = /\/activities$/.test(call.path) ? call.path : undefined;
    const wait = this.rates.secondsToWait(tenant?.guid ?? '', conversation);
    if (wait > 0) return tooMany(response, wait);
    return this.#carryOut(call, url.searchParams, response);
  }

  #carryOut(call: FakeCall, query: URLSearchParams, response: ServerResponse): unknown {
    const fault = this.fault(call);
    const isDone =
      fault === undefined || fault.kind === 'resetAfter' || (fault.kind === 'http' && fault.after === true);
    const answer = isDone ? this.#attempt(call, query) : undefined;
    switch (fault?.kind) {
      case undefined:
        return send(response, answer?.status ?? 500, answer?.body ?? {});
      case 'rate':
        return tooMany(response, fault.seconds);
      case 'http':
        return send(response, fault.status, errorBody(fault.code ?? 'ServiceError'));
      default:
        return response.destroy();
    }
  }

  #attempt({ method, path, body }: FakeCall, query: URLSearchParams): { status: number; body: object } {
    try {
      return carryOut(this.tenants, method, path, query, body);
    } catch (error) {
      if (error instanceof Refused) return { status: error.status, body: errorBody(error.code) };
      throw error;
    }
  }
}

const errorBody = (code: string) => ({ error: { code, message: `The fake says ${code}` } });
const tooMany = (response: ServerResponse, seconds: number) =>
  send(response, 429, errorBody('TooManyRequests'), { 'Retry-After': String(seconds) });

function send(response: ServerResponse, status: number, body: object, headers: Record<string, string> = {}): unknown {
  return response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body));
}
