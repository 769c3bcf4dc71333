import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';

/** Socket Mode's server side: says hello, hands envelopes to the last connection, and waits for their answers. */
export class SocketHub {
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #waiting = new Map<string, (payload: unknown) => void>();
  #socket: WebSocket | undefined;
  #next = 0;

  accept(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    this.#server.handleUpgrade(request, stream, head, (socket) => {
      this.#socket = socket;
      socket.on('message', (data) => this.#hear(String(data)));
      socket.send(JSON.stringify({ type: 'hello', num_connections: 1 }));
    });
  }

  get isConnected(): boolean {
    return this.#socket?.readyState === 1;
  }

  /** Resolves with the body of the acknowledgement. */
  send(type: 'events_api' | 'slash_commands' | 'interactive', payload: object): Promise<unknown> {
    this.#next += 1;
    const envelope_id = `envelope-${this.#next}`;
    const acknowledged = new Promise<unknown>((done) => this.#waiting.set(envelope_id, done));
    this.#socket?.send(JSON.stringify({ type, envelope_id, payload, accepts_response_payload: true }));
    return acknowledged;
  }

  close(): void {
    for (const socket of this.#server.clients) socket.terminate();
    this.#server.close();
  }

  #hear(data: string): void {
    const { envelope_id, payload } = JSON.parse(data) as { envelope_id: string; payload?: unknown };
    this.#waiting.get(envelope_id)?.(payload);
    this.#waiting.delete(envelope_id);
  }
}
