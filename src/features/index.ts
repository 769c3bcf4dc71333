import type { Feature } from '../ports/feature.ts';
import { admin } from './admin/index.ts';
import { checkIns } from './check-ins/index.ts';
import { coffee } from './coffee/index.ts';
import { link } from './link/index.ts';
import { me } from './me/index.ts';
import { oneOnOnes } from './one-on-ones/index.ts';

/** The features of Hallway, one line each; the order is that of help and home. */
export const features: readonly Feature[] = [coffee, checkIns, oneOnOnes, me, admin, link];
