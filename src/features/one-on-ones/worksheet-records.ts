import { z } from 'zod';
import { collection } from '../../ports/collection.ts';
import { schema } from '../../ports/schema.ts';

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
});
export type Sheet = z.infer<typeof sheetSchema>['sheet'];
/** What two people drew together, keyed `supervisor/report/kind`; both see it, nobody else. Sealed. */
export const sheets = collection('oneonone.sheet', sheetSchema, { sealed: true });

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
