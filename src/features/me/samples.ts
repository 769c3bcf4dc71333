import type { Sample } from '../../ports/feature.ts';
import { privacySamples } from './privacy.ts';

/** Every card of a person's own, for the golden files. */
export const samples: readonly Sample[] = privacySamples;
