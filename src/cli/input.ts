import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { CommandError, exits } from './exits.ts';

/** The text of a file, or of standard input for `-`. */
export const readInput = async (file: string): Promise<string> => (await readBytes(file)).toString('utf8');

/** The bytes of a file, or of standard input for `-`. */
export async function readBytes(file: string): Promise<Buffer> {
  if (file === '-') return buffer(process.stdin);
  try {
    return await readFile(file);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'an error';
    const why = code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${code})`;
    throw new CommandError(exits.noInput, `${file}: ${why}; give the path of one that is there`);
  }
}
