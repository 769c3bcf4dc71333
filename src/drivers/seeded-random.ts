import { createHmac, randomUUID } from 'node:crypto';
import type { Random } from '../ports/random.ts';

const SIX_BYTES = 2 ** 48;

/** Draws by HMAC-SHA256 of the key under the installation's secret: repeatable here, and a guess nowhere else. */
export function seededRandom(secret: string | Uint8Array): Random {
  const hash = (use: string, key: string) => createHmac('sha256', secret).update(`${use}\0${key}`).digest();

  return {
    seed: (key) => hash('seed', key).toString('hex'),
    draw: (key) => hash('draw', key).readUIntBE(0, 6) / SIX_BYTES,
    id: () => randomUUID(),
  };
}
