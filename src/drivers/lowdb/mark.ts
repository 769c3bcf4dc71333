import type { Sealer } from '../../ports/sealer.ts';
import type { Files } from './files.ts';
import { markIn } from './folders.ts';
import { eachLine, encodeLine } from './lines.ts';
import { StoreDamaged, storeError } from './problems.ts';

const WORDS = 'hallway';
const PLACE = { org: '', collection: 'store', key: 'mark' };

interface Mark {
  readonly sealed: string;
}

/** Throws, naming the cure, where the store was sealed with a key that is not among those given. */
export async function checkMark(files: Files, folder: string, sealer: Sealer): Promise<'absent' | 'current' | 'older'> {
  const path = markIn(folder);
  const bytes = await files.read(path);
  if (!bytes) return 'absent';
  let mark: Mark | undefined;
  eachLine(bytes, path, (value) => {
    mark = value as Mark;
  });
  if (!mark) throw new StoreDamaged(path, 1, 'the file is empty');
  return sealer.ageOf(mark.sealed);
}

/** Leaves a word sealed with the current key, so that the next start can tell whether it has the right one. */
export async function writeMark(files: Files, folder: string, sealer: Sealer): Promise<void> {
  const path = markIn(folder);
  const draft = `${path}.new`;
  try {
    await files.remove(draft);
    const file = await files.open(draft);
    const line = encodeLine({ sealed: sealer.seal(WORDS, PLACE) } satisfies Mark);
    await file
      .append(line)
      .then(() => file.sync())
      .finally(() => file.close());
    await files.rename(draft, path);
    await files.syncFolder(folder);
  } catch (error) {
    throw storeError(error, 'while writing', path);
  }
}
