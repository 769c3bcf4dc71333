import { join } from 'node:path';
import type { Log } from '../../ports/log.ts';
import type { Sealer } from '../../ports/sealer.ts';
import type { Files } from './files.ts';
import { firstPosition, type JournalPosition, journalGeneration, journalName } from './journal.ts';
import { type Layer, Sealed } from './layer.ts';
import { eachLine } from './lines.ts';
import { StoreDamaged } from './problems.ts';
import { type Commit, checkHeader, storedOf } from './records.ts';
import { openSnapshot, type Snapshot, snapshotDraft } from './snapshot.ts';

/** What a folder's files hold. */
export interface Loaded {
  readonly layer: Layer;
  readonly position: JournalPosition;
  readonly snapshotBytes: number;
  /** False for the remains of a founding that never came to its first commit. */
  readonly isFounded: boolean;
  /** Something is sealed with an older key. */
  readonly needsReseal: boolean;
  /** Journals that a snapshot has made superfluous, and a snapshot that was never finished. */
  readonly stale: readonly string[];
  /** Journals with the beginning of a line whose write never ended, and how far they are good. */
  readonly torn: readonly { readonly path: string; readonly line: number; readonly goodBytes: number }[];
}

export interface Where {
  readonly files: Files;
  readonly folder: string;
  readonly org: string;
  readonly sealer: Sealer;
  readonly log: Log;
}

const FIRST = 1;

/** Reads the snapshot and the journals after it; writes nothing. StoreDamaged where something confirmed is not there. */
export async function load(where: Where): Promise<Loaded> {
  const { files, folder, org, sealer } = where;
  const low = openSnapshot(files, folder, org, sealer);
  await low.read();
  const snapshot = low.data;
  const first = Math.max(FIRST, snapshot.generation);
  const names = await files.names(folder);
  const generations = generationsOf(names);
  const current = generations.filter((generation) => generation >= first);
  checkChain(folder, snapshot, first, current);
  const { position, torn } = await replayAll(where, snapshot.layer, first, current);
  return {
    layer: snapshot.layer,
    position,
    torn,
    snapshotBytes: snapshot.bytes,
    isFounded: snapshot.generation > 0 || current.length > 1 || position.nextNumber > 1,
    needsReseal: hasOlderSeal(snapshot.layer, sealer),
    stale: names.filter((name) => name === snapshotDraft || (journalGeneration(name) ?? first) < first),
  };
}

function generationsOf(names: readonly string[]): readonly number[] {
  const generations = names.map(journalGeneration).filter((one) => one !== undefined);
  return generations.sort((a, b) => a - b);
}

function checkChain(folder: string, snapshot: Snapshot, first: number, journals: readonly number[]): void {
  const gap = journals.findIndex((generation, index) => generation !== first + index);
  if (gap === 0 && snapshot.generation === 0)
    throw new StoreDamaged(join(folder, 'snapshot.json'), 1, 'the file is missing');
  if (gap >= 0) throw new StoreDamaged(join(folder, journalName(first + gap)), 1, 'the file is missing');
  if (journals.length === 0 && snapshot.generation > 0)
    throw new StoreDamaged(join(folder, journalName(first)), 1, 'the file is missing');
}

/** A torn end may be followed by journals that were begun and never used, but by no commit. */
async function replayAll(where: Where, layer: Layer, first: number, generations: readonly number[]) {
  let position = firstPosition(first);
  const torn: Loaded['torn'][number][] = [];
  for (const generation of generations) {
    const path = join(where.folder, journalName(generation));
    const replayed = await replay(where, layer, generation, path);
    const [before] = torn;
    if (before && replayed.nextNumber > 1) throw new StoreDamaged(before.path, before.line, 'the file ends too early');
    if (replayed.tornBytes > 0) torn.push({ path, line: replayed.nextNumber + 1, goodBytes: replayed.length });
    position = { generation, length: replayed.length, nextNumber: replayed.nextNumber };
  }
  return { position, torn };
}

async function replay(where: Where, layer: Layer, generation: number, path: string) {
  const bytes = await where.files.read(path);
  if (!bytes) throw new StoreDamaged(path, 1, 'the file is missing');
  let nextNumber = 1;
  const { goodBytes, tornBytes } = eachLine(bytes, path, (value, line) => {
    if (line === 1) checkGeneration(value, generation, path);
    else apply(layer, value as Commit, nextNumber++, path, line);
  });
  if (tornBytes > 0) where.log.warn('store.torn_line_dropped', { file: path, line: nextNumber + 1, bytes: tornBytes });
  return { length: goodBytes, nextNumber, tornBytes };
}

function checkGeneration(value: unknown, generation: number, path: string): void {
  if (checkHeader(value, 'journal', path).generation !== generation)
    throw new StoreDamaged(path, 1, 'belongs to another generation; the file was renamed');
}

function apply(layer: Layer, commit: Commit, wanted: number, path: string, line: number): void {
  if (commit.number !== wanted) throw new StoreDamaged(path, line, `commit ${wanted} is missing before it`);
  for (const [table, key, ...written] of commit.changes) layer.set(table, key, storedOf(written));
}

/** Throws, naming the cure, where something is sealed with a key that was not given. */
function hasOlderSeal(layer: Layer, sealer: Sealer): boolean {
  let found = false;
  for (const { value } of layer.changes())
    if (value instanceof Sealed && sealer.ageOf(value.text) === 'older') found = true;
  return found;
}
