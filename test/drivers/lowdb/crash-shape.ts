import { orgId } from '../../../src/core/ids.ts';
import type { Collection } from '../../../src/ports/storage.ts';

/** What the process that is killed and the test agree on; without zod, so that the process starts quickly. */
export const rows: Collection<number> = { name: 'crash.row', isSealed: false, parse: (value) => Number(value) };
export const orgs = [orgId('org-a'), orgId('org-b')] as const;
