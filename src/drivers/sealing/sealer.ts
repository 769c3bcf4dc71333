import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, randomFillSync } from 'node:crypto';
import type { SealedPlace, Sealer } from '../../ports/sealer.ts';
import { keyBytes, keyId } from './keys.ts';
import { SealingError } from './problems.ts';

const CIPHER = 'aes-256-gcm';
const VERSION = '1';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

interface Parts {
  readonly id: string;
  readonly body: string;
}

/** A sealer by AES-256-GCM, `1.<key id>.<nonce, tag and words>`: the first key seals, all open. SealingError without a key. */
export function createSealer(keys: readonly Uint8Array[]): Sealer {
  const byId = new Map(keys.map((key) => [keyId(key), createSecretKey(key)]));
  const [first] = keys;
  if (!first || keys.some((key) => key.length !== keyBytes)) {
    throw new SealingError('sealing needs keys of 32 bytes each; make one with: openssl rand -base64 32');
  }
  const currentId = keyId(first);
  const current = createSecretKey(first);
  const keyFor = (id: string) => byId.get(id) ?? fail(missing(id, [...byId.keys()]));

  const sealer: Sealer = {
    seal: (text, place) => `${VERSION}.${currentId}.${encrypt(current, text, place)}`,
    open: (sealed, place) => {
      const { id, body } = parse(sealed);
      return decrypt(keyFor(id), body, place);
    },
    ageOf: (sealed) => {
      const { id } = parse(sealed);
      keyFor(id);
      return id === currentId ? 'current' : 'older';
    },
    reseal: (sealed, place) =>
      sealer.ageOf(sealed) === 'current' ? sealed : sealer.seal(sealer.open(sealed, place), place),
  };
  return sealer;
}

// A round seals thousands: random bytes for many at once cost hardly more than for one.
const drawn = Buffer.alloc(NONCE_BYTES * 512);
let next = drawn.length;

/** Twelve random bytes that no other text is sealed with. */
function freshNonce(): Buffer {
  if (next === drawn.length) {
    randomFillSync(drawn);
    next = 0;
  }
  next += NONCE_BYTES;
  return Buffer.from(drawn.subarray(next - NONCE_BYTES, next));
}

function encrypt(key: KeyObject, text: string, place: SealedPlace): string {
  const nonce = freshNonce();
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(associated(place));
  const words = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), words]).toString('base64url');
}

function decrypt(key: KeyObject, body: string, place: SealedPlace): string {
  const bytes = Buffer.from(body, 'base64url');
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const tag = bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
  if (tag.length < TAG_BYTES) return fail(changed(place));
  try {
    const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(associated(place)).setAuthTag(tag);
    return decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
  } catch (cause) {
    return fail(changed(place), cause);
  }
}

const associated = ({ org, collection, key }: SealedPlace) => Buffer.from(JSON.stringify([org, collection, key]));

function parse(sealed: string): Parts {
  const [version, id, body] = sealed.split('.', 3);
  if (version !== VERSION || !id || body === undefined) return fail('not a sealed text of this version of Hallway');
  return { id, body };
}

const missing = (id: string, given: readonly string[]) =>
  `this was sealed with key ${id}, but the keys given are ${given.join(', ')}. Put key ${id} back: in HALLWAY_KEY (several are separated by commas, the newest first), or, without HALLWAY_KEY, in the file hallway.key beside the store. What it sealed cannot be read without it`;

const changed = ({ collection, key }: SealedPlace) =>
  `the sealed value of "${key}" in "${collection}" was changed or moved, and does not open. Restore the store from a backup`;

function fail(message: string, cause?: unknown): never {
  throw new SealingError(message, { cause });
}
