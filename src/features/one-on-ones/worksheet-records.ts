import { z } from 'zod';
import { collection } from '../../ports/collection.ts';
import type { ReadContext } from '../../ports/context.ts';
import { schema } from '../../ports/schema.ts';
import { drawersOf, type Mine } from './mine.ts';

const personaSchema = z.object({
  kind: z.literal('persona'),
  goals: z.string(),
  needs: z.string(),
  challenges: z.string(),
});
const journeySchema = z.object({
  kind: z.literal('journey'),
  about: z.string(),
  points: z.array(z.object({ what: z.string(), pain: z.string().optional() })),
});
export type Persona = z.infer<typeof personaSchema>;
export type Journey = z.infer<typeof journeySchema>;
const sheetSchema = z.object({
  on: schema.date,
  by: schema.person,
  sheet: z.discriminatedUnion('kind', [personaSchema, journeySchema]),
  /** When the other of the two was last told, by who they are. */
  told: z.record(z.string(), schema.date).optional(),
});
export type SheetRow = z.infer<typeof sheetSchema>;
export type Sheet = SheetRow['sheet'];
/** What two people drew together, keyed `supervisor/report/kind`; both see it, nobody else. Sealed. */
export const sheets = collection('oneonone.sheet', sheetSchema, {
  sealed: true,
  merge: (kept, joined) => (joined.on > kept.on ? joined : kept),
});

export const sheetKinds = ['persona', 'journey'] as const;
export type SheetKind = (typeof sheetKinds)[number];
export const sheetKey = (pair: string, kind: SheetKind) => `${pair}/${kind}`;

/** The touchpoints of lines: each `what happens | where it hurts`, the second half only if it does. */
export function readPoints(lines: string): Journey['points'] {
  return lines
    .split('\n')
    .map((line) => line.split('|').map((part) => part.trim()))
    .filter(([what = '']) => what !== '')
    .map(([what = '', pain = '']) => (pain === '' ? { what } : { what, pain }));
}

/** The same lines again, for the form. */
export const pointLines = ({ points }: Journey): string =>
  points.map(({ what, pain }) => (pain === undefined ? what : `${what} | ${pain}`)).join('\n');

/** What the two drew of one kind as one of them sees it: of several drawers the latest. */
export async function sheetOf(ctx: ReadContext, found: Mine, kind: SheetKind) {
  const rows = await Promise.all(drawersOf(found).map((pair) => ctx.reads.get(sheets, sheetKey(pair, kind))));
  return rows
    .filter((row) => row !== undefined)
    .reduce<SheetRow | undefined>((late, row) => (late && late.on >= row.on ? late : row), undefined);
}

/** Everything the two drew. */
export async function sheetsOf(ctx: ReadContext, found: Mine) {
  const rows = await Promise.all(sheetKinds.map((kind) => sheetOf(ctx, found, kind)));
  return rows.filter((row) => row !== undefined);
}
