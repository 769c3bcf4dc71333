import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import schema from '../../../fixtures/adaptive-card-1.5.subset.json' with { type: 'json' };

type Json = { readonly [name: string]: unknown };

const accepts = new Ajv({ strict: false, allErrors: true }).compile(schema);
// The package's modules are made for bundlers; its bundle runs anywhere.
const { AdaptiveCard, SerializationContext }: typeof import('adaptivecards') = createRequire(import.meta.url)(
  'adaptivecards/dist/adaptivecards.js',
);

/** What the schema and Microsoft's own parser find wrong with a card. */
export function cardErrors(card: object): string[] {
  const sent = JSON.parse(JSON.stringify(card));
  accepts(sent);
  const found = (accepts.errors ?? []).map(({ instancePath, message }) => `schema: ${instancePath} ${message}`);
  const context = new SerializationContext();
  const parsed = new AdaptiveCard();
  parsed.parse(sent, context);
  for (let at = 0; at < context.eventCount; at += 1) found.push(`parser: ${context.getEventAt(at).message}`);
  for (const { message } of parsed.validateProperties().validationEvents) found.push(`parser: ${message}`);
  return found;
}

/** A card, its elements, their actions, and all that is within them. */
export function everyPart(value: unknown): Json[] {
  if (Array.isArray(value)) return value.flatMap(everyPart);
  if (typeof value !== 'object' || value === null) return [];
  return [value as Json, ...Object.values(value).flatMap(everyPart)];
}
