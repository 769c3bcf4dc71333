import { join } from 'node:path';
import { type Adapter, Low } from 'lowdb';
import type { Sealer } from '../../ports/sealer.ts';
import type { Files } from './files.ts';
import { Layer, Sealed } from './layer.ts';
import { eachLine, encodeLine } from './lines.ts';
import { StoreDamaged } from './problems.ts';
import { checkHeader, header, storedOf, type WrittenRow, writtenRow } from './records.ts';

const SNAPSHOT = 'snapshot.json';
/** Where a snapshot is written before it takes the place of the last one. */
export const snapshotDraft = `${SNAPSHOT}.new`;
const ROWS_A_LINE = 500;

/** Everything up to the journal of the same generation. */
export interface Snapshot {
  readonly generation: number;
  readonly layer: Layer;
  /** Size of the file; known once it has been read or written. */
  bytes: number;
}

interface Rows {
  readonly table: string;
  readonly rows: readonly WrittenRow[];
}
interface End {
  readonly lines: number;
}

/** lowdb over a snapshot that is written in pieces, so that a large one does not hold up the process. */
export function openSnapshot(files: Files, folder: string, org: string, sealer: Sealer): Low<Snapshot> {
  return new Low<Snapshot>(snapshotAdapter(files, folder, org, sealer), {
    generation: 0,
    layer: new Layer(),
    bytes: 0,
  });
}

function snapshotAdapter(files: Files, folder: string, org: string, sealer: Sealer): Adapter<Snapshot> {
  const path = join(folder, SNAPSHOT);
  return {
    read: async () => {
      const bytes = await files.read(path);
      return bytes ? parse(bytes, path) : null;
    },
    write: async (data) => {
      data.bytes = await replace(
        files,
        path,
        join(folder, snapshotDraft),
        linesOf(data.generation, data.layer, org, sealer),
      );
      await files.syncFolder(folder);
    },
  };
}

function parse(bytes: Buffer, path: string): Snapshot {
  const layer = new Layer();
  let generation = 0;
  let ended = 0;
  const tail = eachLine(bytes, path, (value, line) => {
    if (line === 1) generation = checkHeader(value, 'snapshot', path).generation;
    else if ('lines' in (value as Rows | End)) ended = (value as End).lines === line ? line : 0;
    else fill(layer, value as Rows);
  });
  if (tail.tornBytes > 0 || ended === 0) throw new StoreDamaged(path, lineCount(bytes), 'the file ends too early');
  return { generation, layer, bytes: bytes.length };
}

function fill(layer: Layer, { table, rows }: Rows): void {
  for (const [key, ...written] of rows) layer.set(table, key, storedOf(written));
}

function* linesOf(generation: number, layer: Layer, org: string, sealer: Sealer): Generator<Buffer, undefined> {
  let lines = 2;
  yield encodeLine(header('snapshot', generation));
  for (const table of layer.tables()) {
    for (const keys of batches(layer.keys(table))) {
      const rows = keys.map((key) => writtenRow(key, resealed(layer, table, key, org, sealer)));
      lines++;
      yield encodeLine({ table, rows } satisfies Rows);
    }
  }
  yield encodeLine({ lines } satisfies End);
}

function* batches(keys: Iterable<string>): Generator<readonly string[], undefined> {
  let batch: string[] = [];
  for (const key of keys) {
    batch.push(key);
    if (batch.length < ROWS_A_LINE) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function resealed(layer: Layer, table: string, key: string, org: string, sealer: Sealer) {
  const value = layer.get(table, key) ?? null;
  return value instanceof Sealed ? new Sealed(sealer.reseal(value.text, { org, collection: table, key })) : value;
}

/** Written apart and renamed over the old one, so that there is always a whole one. */
async function replace(files: Files, path: string, draft: string, lines: Iterable<Buffer>): Promise<number> {
  await files.remove(draft);
  try {
    const bytes = await write(files, draft, lines);
    await files.rename(draft, path);
    return bytes;
  } catch (error) {
    await files.remove(draft).catch(() => undefined);
    throw error;
  }
}

async function write(files: Files, path: string, lines: Iterable<Buffer>): Promise<number> {
  const file = await files.open(path);
  try {
    let length = 0;
    for (const line of lines) {
      await file.append(line);
      length += line.length;
    }
    if ((await file.size()) !== length) throw Object.assign(new Error('short write'), { code: 'ENOSPC' });
    await file.sync();
    return length;
  } finally {
    await file.close();
  }
}

const lineCount = (bytes: Buffer) => bytes.filter((byte) => byte === 0x0a).length + 1;
