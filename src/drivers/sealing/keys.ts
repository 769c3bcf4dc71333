import { createHash } from 'node:crypto';
import { SealingError } from './problems.ts';

const KEY_TEXT = /^[A-Za-z0-9+/]{43}=$/;
const ID_LENGTH = 8;

/** The bytes of an AES-256 key. */
export const keyBytes = 32;

/** The keys of a comma list in base64, newest first; `where` names the list in the error. */
export function keysFromText(text: string, where = 'HALLWAY_KEY'): readonly Buffer[] {
  const entries = text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
  const wrong = entries.findIndex((entry) => !KEY_TEXT.test(entry));
  if (entries.length === 0 || wrong >= 0) {
    const which = entries.length === 0 ? 'holds no key' : `entry ${wrong + 1} is not 32 bytes in base64`;
    throw new SealingError(`${where}: ${which}; put the key back, or for a new store: openssl rand -base64 32`);
  }
  return entries.map((entry) => Buffer.from(entry, 'base64'));
}

/** A short name for a key that tells nothing about it: sealed texts carry it. */
export function keyId(key: Uint8Array): string {
  return createHash('sha256').update('hallway key id\0').update(key).digest('hex').slice(0, ID_LENGTH);
}
