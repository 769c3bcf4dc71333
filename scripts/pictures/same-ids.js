// Loaded before the server: random ids in the same order each time, so that the same people are introduced in every picture.
import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';

let last = 0;
crypto.randomUUID = () => {
  last += 1;
  return `00000000-0000-4000-8000-${last.toString(16).padStart(12, '0')}`;
};
syncBuiltinESMExports();
