import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { type Args, checkMessage, Refused, runMethod } from './methods.ts';
import { Rates } from './rates.ts';
import { SocketHub } from './socket.ts';
import type { FakeWorkspace } from './workspace.ts';

/** What goes wrong with one call: before anything was done, or after it was. */
export type Fault =
  | { readonly kind: 'reset' | 'resetAfter' }
  | { readonly kind: 'http'; readonly status: number; readonly after?: boolean }
  | { readonly kind: 'error'; readonly error: string; readonly after?: boolean }
  | { readonly kind: 'rate'; readonly seconds: number };

/** A Slack of workspaces in memory, over real HTTP and Socket Mode, on a clock that a test may move. */
export class FakeSlack {
  readonly workspaces: readonly FakeWorkspace[];
  readonly rates: Rates;
  readonly sockets = new SocketHub();
  /** Every call that came in, faults included. */
  readonly calls: { readonly method: string; readonly team: string; readonly args: Args }[] = [];
  /** Installs that a person agreed to, by the code their browser brings back. */
  readonly codes = new Map<string, { readonly workspace: FakeWorkspace; readonly isOrgWide: boolean }>();
  /** Asked at each call; undefined lets it through. */
  fault: (method: string, args: Args) => Fault | undefined = () => undefined;
  readonly #server: Server;
  readonly #now: () => number;

  private constructor(workspaces: readonly FakeWorkspace[], now: () => number) {
    this.workspaces = workspaces;
    this.#now = now;
    this.rates = new Rates(now);
    this.#server = createServer((request, response) => {
      void this.#answer(request, response).catch(() => response.destroy());
    });
    this.#server.on('upgrade', (request, socket, head) => this.sockets.accept(request, socket, head));
  }

  static async start(workspaces: readonly FakeWorkspace[], now: () => number = Date.now, port = 0): Promise<FakeSlack> {
    const fake = new FakeSlack(workspaces, now);
    fake.#server.listen(port, '127.0.0.1');
    await once(fake.#server, 'listening');
    return fake;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** What `SLACK_API_URL` is set to. */
  get apiUrl(): string {
    return `${this.origin}/api/`;
  }

  async stop(): Promise<void> {
    this.sockets.close();
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<unknown> {
    const url = new URL(request.url ?? '/', this.origin);
    const body = await readText(request);
    // What `doctor` holds this machine's clock against.
    response.setHeader('Date', new Date(this.#now()).toUTCString());
    if (url.pathname.startsWith('/response/')) return this.#respond(url.pathname, body, response);
    const method = url.pathname.replace('/api/', '');
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    if (method === 'apps.connections.open') return this.#openSocket(token, response);
    const args = readArgs(body);
    if (method === 'oauth.v2.access') return this.#exchange(args, response);
    const workspace = this.workspaces.find((one) => one.token === token);
    if (!workspace) return send(response, 200, { ok: false, error: token === '' ? 'not_authed' : 'invalid_auth' });
    this.calls.push({ method, team: workspace.team, args });
    const wait = this.rates.secondsToWait(
      workspace.team,
      method,
      typeof args.channel === 'string' ? args.channel : undefined,
    );
    if (wait > 0) return send(response, 429, { ok: false, error: 'ratelimited' }, { 'Retry-After': String(wait) });
    return this.#carryOut(workspace, method, args, response);
  }

  #carryOut(workspace: FakeWorkspace, method: string, args: Args, response: ServerResponse): unknown {
    const fault = this.fault(method, args);
    const isDone = fault === undefined || fault.kind === 'resetAfter' || ('after' in fault && fault.after === true);
    const answer = isDone ? answerOf(workspace, method, args) : {};
    switch (fault?.kind) {
      case undefined:
        return send(response, 200, answer, { 'X-OAuth-Scopes': [...workspace.scopes].join(',') });
      case 'rate':
        return send(response, 429, { ok: false, error: 'ratelimited' }, { 'Retry-After': String(fault.seconds) });
      case 'http':
        return send(response, fault.status, {});
      case 'error':
        return send(response, 200, { ok: false, error: fault.error });
      default:
        return response.destroy();
    }
  }

  /** An install's code for a token, once, for the app that asked for it. */
  #exchange({ code, client_id, client_secret }: Args, response: ServerResponse): unknown {
    const granted = this.codes.get(String(code));
    this.codes.delete(String(code));
    if (client_id !== 'client' || client_secret !== 'client-secret')
      return send(response, 200, { ok: false, error: 'bad_client_secret' });
    if (!granted) return send(response, 200, { ok: false, error: 'invalid_code' });
    const { workspace, isOrgWide } = granted;
    const { team, token: access_token, botUser: bot_user_id } = workspace;
    return send(response, 200, {
      ...{ ok: true, access_token, bot_user_id, token_type: 'bot', is_enterprise_install: isOrgWide },
      team: isOrgWide ? null : { id: team, name: `Team ${team}` },
      enterprise: isOrgWide ? { id: 'E1', name: 'Everybody' } : null,
      authed_user: { id: 'U1' },
    });
  }

  #openSocket(token: string, response: ServerResponse): unknown {
    if (!token.startsWith('xapp-')) return send(response, 200, { ok: false, error: 'invalid_auth' });
    return send(response, 200, { ok: true, url: `${this.origin.replace('http', 'ws')}/socket` });
  }

  /** A `response_url`: at most five uses, for the person who acted, or in place of the message they pressed. */
  #respond(path: string, body: string, response: ServerResponse): unknown {
    const [, , team, id = ''] = path.split('/');
    const workspace = this.workspaces.find((one) => one.team === team);
    const target = workspace?.responses.get(id);
    if (!workspace || !target || target.uses <= 0) return send(response, 404, { ok: false, error: 'used_url' });
    target.uses -= 1;
    const args = JSON.parse(body) as Args;
    try {
      if (args.delete_original !== true) checkMessage(args);
    } catch (error) {
      return send(response, 500, { ok: false, error: String(error) });
    }
    const words = { text: String(args.text ?? ''), blocks: args.blocks };
    const original = args.replace_original === true ? workspace.messages.find(({ ts }) => ts === target.ts) : undefined;
    if (original) Object.assign(original, words);
    else workspace.messages.push({ channel: target.channel, ts: workspace.ts(), ...words, onlyFor: target.user });
    return send(response, 200, { ok: true });
  }
}

function answerOf(workspace: FakeWorkspace, method: string, args: Args): object {
  try {
    return { ok: true, ...runMethod(workspace, method, args) };
  } catch (error) {
    if (error instanceof Refused) return { ok: false, error: error.message, ...error.details };
    throw error;
  }
}

function readArgs(body: string): Args {
  const args: Record<string, unknown> = {};
  for (const [name, value] of new URLSearchParams(body))
    args[name] = ['blocks', 'view'].includes(name) ? JSON.parse(value) : value;
  return args;
}

function send(response: ServerResponse, status: number, body: object, headers: Record<string, string> = {}): unknown {
  return response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body));
}
