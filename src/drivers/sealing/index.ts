export { keyBeside } from './key-file.ts';
export { keysFromText } from './keys.ts';
export { SealingError } from './problems.ts';
export { createSealer } from './sealer.ts';
