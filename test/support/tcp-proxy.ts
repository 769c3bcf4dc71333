import { connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A way to a server that can be cut and mended. */
export interface TcpProxy {
  /** The given address, by way of the proxy. */
  readonly url: string;
  /** Breaks what is connected and refuses what comes, until `mend`. */
  cut(): void;
  mend(): void;
  /** Breaks a connection once, right after these bytes have gone to the server: its answer is lost. */
  cutAfter(words: string): void;
}

/** Stands between a client and the server of an address until the end of the test. */
export async function proxyTo(address: string): Promise<TcpProxy> {
  const target = new URL(address);
  const sockets = new Set<Socket>();
  let isCut = false;
  let fatal: string | undefined;
  const server = createServer((client) => {
    if (isCut) return client.destroy();
    const upstream = connect(Number(target.port || 5432), target.hostname);
    const end = () => {
      client.destroy();
      upstream.end();
    };
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', end).on('close', () => sockets.delete(socket) && end());
    }
    upstream.on('data', (bytes) => client.write(bytes));
    client.on('data', (bytes) => {
      const isFatal = fatal !== undefined && bytes.includes(fatal);
      upstream.write(bytes, () => isFatal && end());
      if (isFatal) {
        fatal = undefined;
        upstream.removeAllListeners('data');
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const port = (server.address() as { port: number }).port;
  const cut = () => {
    isCut = true;
    for (const socket of sockets) socket.destroy();
  };
  onTestFinished(() => {
    cut();
    server.close();
  });
  const url = new URL(address);
  [url.hostname, url.port] = ['127.0.0.1', String(port)];
  // A socket would go past us.
  url.searchParams.delete('host');
  const mend = () => {
    isCut = false;
  };
  const cutAfter = (words: string) => {
    fatal = words;
  };
  return { url: url.href, cut, mend, cutAfter };
}
