import { z } from 'zod';
import { UserError } from '../core/errors.ts';
import type { Json } from '../core/json.ts';
import type { ReadContext } from '../ports/context.ts';
import { wrongIn } from '../ports/schema.ts';
import { listed, nearest } from '../time/words.ts';
import type { Work } from './context.ts';
import type { Registry } from './registry.ts';
import { readSettingsRow, settingsKey, settingsRows } from './settings.ts';

/** Programs and rules of one organisation as one file, without people's own choices. */
export interface SettingsFile {
  readonly version: 1;
  readonly organisation: Json;
  readonly [feature: string]: Json;
}

const shape = z.looseObject({
  version: z.literal(1, 'has to be 1'),
  organisation: z.custom<Json>((value) => value !== undefined, 'is missing'),
});

/** What the file holds now. */
export async function exportSettings(registry: Registry, ctx: ReadContext): Promise<SettingsFile> {
  const organisation = JSON.parse(JSON.stringify(await readSettingsRow(ctx.reads))) as Json;
  const file: Record<string, Json> & { version: 1; organisation: Json } = { version: 1, organisation };
  for (const { settings } of registry.features) if (settings) file[settings.name] = await settings.export(ctx);
  return file;
}

/** Applies a file whole or not at all; answers what changed. UserError names the entry that is wrong. */
export async function importSettings(registry: Registry, work: Work, file: unknown): Promise<readonly string[]> {
  const read = shape.safeParse(file);
  if (!read.success)
    throw new UserError(
      `This is not a Hallway settings file: ${wrongIn(read.error)}. hallway settings export writes one. Nothing was changed.`,
    );
  refuseUnknown(registry, Object.keys(read.data));
  const row = settingsRows.parse.bind(settingsRows);
  const changed: string[] = [];
  const before = await readSettingsRow(work.tx);
  const after = parseOrganisation(row, read.data.organisation);
  if (JSON.stringify(before) !== JSON.stringify(after)) {
    await work.change({ collection: settingsRows, key: settingsKey, after, what: 'Settings', is: 'from a file' });
    changed.push('organisation');
  }
  for (const { settings } of registry.features) {
    const part = settings && (read.data as Record<string, unknown>)[settings.name];
    if (settings && part !== undefined) changed.push(...(await settings.import(work, part as Json)));
  }
  return changed;
}

/** A part nobody reads would be lost without a word. */
function refuseUnknown(registry: Registry, parts: readonly string[]): void {
  const known = ['version', 'organisation', ...registry.features.flatMap(({ settings }) => settings?.name ?? [])];
  const part = parts.find((name) => !known.includes(name));
  if (part === undefined) return;
  const meant = nearest(part, known);
  throw new UserError(
    `${part}: I don't know this part. ${meant ? `Did you mean ${meant}?` : `I know ${listed(known)}.`} Nothing was changed.`,
  );
}

function parseOrganisation<Row>(parse: (value: unknown) => Row, value: unknown): Row {
  try {
    return parse(value);
  } catch (cause) {
    if (!(cause instanceof z.ZodError)) throw cause;
    throw new UserError(`organisation: ${wrongIn(cause)}. Nothing was changed.`);
  }
}
