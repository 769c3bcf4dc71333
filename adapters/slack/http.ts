import { type App, isValidSlackRequest, type Receiver, type ReceiverEvent } from '@slack/bolt';
import { type Context, Hono } from 'hono';
import type { Clock } from '../../src/ports/clock.ts';
import type { Log } from '../../src/ports/log.ts';

const SKEW_SECONDS = 300;
/** Under which name an event’s context holds its acknowledgement. */
export const ACK = 'acknowledge';

/** Bolt's way in over HTTP, as routes of the house's own server: signed requests only. */
export class SignedRequests implements Receiver {
  readonly #parts: { readonly signingSecret: string; readonly clock: Clock; readonly log: Log };
  readonly #inFlight = new Set<Promise<unknown>>();
  #app: App | undefined;

  constructor(parts: { readonly signingSecret: string; readonly clock: Clock; readonly log: Log }) {
    this.#parts = parts;
  }

  init(app: App): void {
    this.#app = app;
  }

  async start(): Promise<void> {}

  async stop(): Promise<void> {
    while (this.#inFlight.size > 0) await Promise.allSettled(this.#inFlight);
  }

  routes(): Hono {
    return new Hono().post('/slack/events', async (c) => {
      const text = await c.req.text();
      if (!this.#isSigned(c, text)) return c.json({ error: 'not signed by Slack' }, 401);
      const body = readBody(text, c.req.header('Content-Type') ?? '');
      if (body === undefined) return c.json({ error: 'not understood' }, 400);
      if (body.type === 'url_verification') return c.json({ challenge: String(body.challenge ?? '') });
      if (body.ssl_check !== undefined) return c.body(null, 200);
      return this.#process(c, body);
    });
  }

  #isSigned(c: Context, body: string): boolean {
    const { signingSecret, clock } = this.#parts;
    const [signature = '', stamp = ''] = ['X-Slack-Signature', 'X-Slack-Request-Timestamp'].map((name) =>
      c.req.header(name),
    );
    // Bolt refuses what is too old; a stamp from the future would stay good for longer.
    if (!/^\d{1,12}$/.test(stamp) || Number(stamp) > clock.now() / 1_000 + SKEW_SECONDS) return false;
    const headers = { 'x-slack-signature': signature, 'x-slack-request-timestamp': Number(stamp) };
    return isValidSlackRequest({ signingSecret, body, headers, nowMilliseconds: clock.now() });
  }

  /** Answers as soon as the request is acknowledged; the work behind it goes on. */
  #process(c: Context, body: ReceiverEvent['body']): Promise<Response> {
    return new Promise((resolve) => {
      const ack: ReceiverEvent['ack'] = async (response) =>
        resolve(response === undefined || response === '' ? c.body(null, 200) : c.json(response));
      // Bolt acknowledges an event before anybody has looked at it; Slack tells it again only if it is not.
      const event =
        body.type === 'event_callback' ? { ack: async () => {}, customProperties: { [ACK]: ack } } : { ack };
      const work = Promise.resolve(this.#app?.processEvent({ body, ...event }))
        .catch((cause: unknown) => this.#parts.log.error('slack.process.failed', {}, cause))
        // What Bolt could not make out, and so never acknowledged.
        .finally(() => resolve(c.json({ error: 'not understood' }, 400)))
        .finally(() => this.#inFlight.delete(work));
      this.#inFlight.add(work);
    });
  }
}

/** JSON for events, a form for commands, JSON within a form for presses and submits. */
function readBody(text: string, type: string): ReceiverEvent['body'] | undefined {
  try {
    if (!type.includes('application/x-www-form-urlencoded')) return objectOf(JSON.parse(text));
    const form = Object.fromEntries(new URLSearchParams(text));
    return form.payload === undefined ? form : objectOf(JSON.parse(form.payload));
  } catch {
    return undefined;
  }
}

const objectOf = (value: unknown): ReceiverEvent['body'] | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
