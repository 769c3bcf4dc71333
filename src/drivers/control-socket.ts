import { createHash } from 'node:crypto';
import { chmod, lstat, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createConnection, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { UserError } from '../core/errors.ts';
import type { Json } from '../core/json.ts';
import type { Log } from '../ports/log.ts';

/** The kernel's limit on a socket's path, without its closing zero. */
const MAX_PATH_BYTES = process.platform === 'linux' ? 107 : 103;
const MAX_LINE = 8 * 1024 * 1024;

const org = z.string().min(1).optional();
const Request = z.discriminatedUnion('command', [
  z.strictObject({ command: z.literal('forget'), org, person: z.string().min(1) }),
  z.strictObject({ command: z.literal('settings import'), org, yaml: z.string() }),
  z.strictObject({ command: z.literal('file import'), org, name: z.string(), text: z.string() }),
]);
const Reply = z.union([
  z.object({ ok: z.literal(true), answer: z.json() }),
  z.object({ ok: z.literal(false), error: z.string() }),
]);

/** What the command line asks of the running server; without `org` the only organisation is meant. */
export type ControlRequest = z.output<typeof Request>;
/** What the server made of it; `error` is for people. */
export type ControlReply =
  | { readonly ok: true; readonly answer: Json }
  | { readonly ok: false; readonly error: string };

export type ControlOptions = {
  readonly folder: string;
  readonly log: Log;
  /** A `UserError` reaches the caller as it stands, anything else only the log. */
  handle(request: ControlRequest): Promise<Json>;
};

export type RunningControl = { readonly path: string; stop(): Promise<void> };

/**
 * Answers requests on a socket in the data folder that only this user can open; one connection, one line, one reply.
 * The socket of a killed process is replaced, that of a running one refused. `stop` lets a started request finish.
 */
export async function listenForControl({ folder, log, handle }: ControlOptions): Promise<RunningControl> {
  const unasked = new Set<Socket>();
  const server = createServer((socket) => {
    unasked.add(socket);
    // A caller who hangs up is no event of ours.
    socket.on('error', () => {}).on('close', () => unasked.delete(socket));
    void answerOnce(socket, unasked, (line) => replyTo(line, handle, log));
  });
  await closeToOthers(folder);
  const { path, pointer } = await socketFor(folder);
  await bind(server, path);
  server.on('error', (cause) => log.error('control.socket', {}, cause));
  await chmod(path, 0o600);
  if (pointer !== undefined) await writeFile(pointer, path, { mode: 0o600 });
  return { path, stop: () => stopped(server, unasked, pointer) };
}

/** Asks the server that runs on this data folder; undefined if none does. Throws if it went away before answering. */
export async function callControl(folder: string, request: ControlRequest): Promise<ControlReply | undefined> {
  try {
    const path = fits(directPath(folder)) ? directPath(folder) : await readFile(pointerPath(folder), 'utf8');
    const socket = await connected(path);
    socket.write(`${JSON.stringify(request)}\n`);
    return Reply.parse(JSON.parse(await firstLine(socket)));
  } catch (error) {
    if (isAbsence(error)) return undefined;
    throw error;
  }
}

async function answerOnce(socket: Socket, unasked: Set<Socket>, reply: (line: string) => Promise<ControlReply>) {
  try {
    const line = await firstLine(socket);
    unasked.delete(socket);
    socket.end(`${JSON.stringify(await reply(line))}\n`);
  } catch {
    socket.destroy();
  }
}

async function replyTo(line: string, handle: ControlOptions['handle'], log: Log): Promise<ControlReply> {
  const request = Request.safeParse(parsed(line));
  if (!request.success) return { ok: false, error: 'Hallway does not know this request; is it of another version?' };
  try {
    return { ok: true, answer: await handle(request.data) };
  } catch (error) {
    if (error instanceof UserError) return { ok: false, error: error.message };
    log.error('control.failed', { command: request.data.command }, error);
    return { ok: false, error: 'Something went wrong; the server’s log says what.' };
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function firstLine(socket: Socket): Promise<string> {
  return new Promise((done, fail) => {
    let text = '';
    const read = (chunk: string) => {
      text += chunk;
      const end = text.indexOf('\n');
      if (text.length > MAX_LINE) fail(new Error('the line is too long'));
      if (end < 0) return;
      done(text.slice(0, end));
      // What follows is dropped, but read, or the socket would never close.
      socket.off('data', read).resume();
    };
    socket.setEncoding('utf8').on('data', read);
    socket.on('error', fail).on('close', () => fail(new Error('Hallway went away before it answered; try again')));
  });
}

async function bind(server: Server, path: string): Promise<void> {
  try {
    await listening(server, path);
  } catch (error) {
    if (codeOf(error) !== 'EADDRINUSE') throw error;
    if (await isAnswered(path)) throw new Error(`another Hallway is running here: it answers on ${path}`);
    await rm(path);
    await listening(server, path);
  }
}

function listening(server: Server, path: string): Promise<void> {
  return new Promise((done, fail) => {
    server.once('error', fail).listen(path, () => done(void server.off('error', fail)));
  });
}

async function isAnswered(path: string): Promise<boolean> {
  if (!(await lstat(path)).isSocket()) throw new Error(`${path} is in the way; remove it`);
  try {
    (await connected(path)).destroy();
    return true;
  } catch (error) {
    if (isAbsence(error)) return false;
    throw error;
  }
}

function connected(path: string): Promise<Socket> {
  return new Promise((done, fail) => {
    const socket = createConnection(path, () => done(socket.off('error', fail)));
    socket.once('error', fail);
  });
}

async function stopped(server: Server, unasked: ReadonlySet<Socket>, pointer: string | undefined): Promise<void> {
  const closed = new Promise<void>((done) => server.close(() => done()));
  for (const socket of unasked) socket.destroy();
  await closed;
  if (pointer !== undefined) await rm(pointer, { force: true });
}

const directPath = (folder: string) => join(resolve(folder), 'control.sock');
const pointerPath = (folder: string) => join(resolve(folder), 'control.path');
const fits = (path: string) => Buffer.byteLength(path) <= MAX_PATH_BYTES;

/** The socket in the folder, or where that path is too long one in a short folder of ours and a pointer to it. */
async function socketFor(folder: string): Promise<{ path: string; pointer?: string }> {
  if (fits(directPath(folder))) return { path: directPath(folder) };
  const name = `hallway-${createHash('sha256').update(resolve(folder)).digest('hex').slice(0, 16)}`;
  const path = [tmpdir(), '/tmp'].map((short) => join(short, name, 'control.sock')).find(fits);
  if (path === undefined) throw new Error('the path of the data folder is too long for a socket; shorten HALLWAY_DATA');
  await ownFolder(join(path, '..'));
  return { path, pointer: pointerPath(folder) };
}

async function closeToOthers(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    await chmod(folder, 0o700);
  } catch (error) {
    // A mounted volume may belong to somebody else; the socket's own mode still keeps others out.
    if (codeOf(error) !== 'EPERM') throw error;
  }
}

async function ownFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  const stat = await lstat(path);
  // In a shared temporary folder somebody else may have made it first, to listen in.
  if (!stat.isDirectory() || stat.uid !== process.getuid?.() || (stat.mode & 0o077) !== 0)
    throw new Error(`${path} is open to others; remove it, or shorten HALLWAY_DATA`);
}

function isAbsence(error: unknown): boolean {
  return codeOf(error) === 'ENOENT' || codeOf(error) === 'ECONNREFUSED';
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
