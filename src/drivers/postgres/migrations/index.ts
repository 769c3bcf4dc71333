import { first } from './0001-first.ts';
import { moved } from './0002-moved.ts';
import { pace } from './0003-pace.ts';

/**
 * Every change of the shape in order; its place in the list is its version. Forward only, and each must leave the replicas of
 * the version before it working: add, fill and, a release later, drop.
 */
export const migrations: readonly (readonly string[])[] = [first, moved, pace];
