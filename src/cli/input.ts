import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { CommandError, exits } from './exits.ts';

/** The text of a file, or of standard input for `-`. */
export async function readInput(file: string): Promise<string> {
  if (file === '-') return text(process.stdin);
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'an error';
    const why = code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${code})`;
    throw new CommandError(exits.noInput, `${file}: ${why}; give the path of one that is there`);
  }
}
