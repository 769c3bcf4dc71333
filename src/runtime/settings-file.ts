import { z } from 'zod';
import { UserError } from '../core/errors.ts';
import type { Json } from '../core/json.ts';
import type { ReadContext } from '../ports/context.ts';
import type { Work } from './context.ts';
import type { Registry } from './registry.ts';
import { readSettingsRow, settingsKey, settingsRows } from './settings.ts';

/** Programs and rules of one organisation as one file, without people's own choices. */
export interface SettingsFile {
  readonly version: 1;
  readonly organisation: Json;
  readonly [feature: string]: Json;
}

const shape = z.looseObject({ version: z.literal(1), organisation: z.unknown() });

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
  if (!read.success) throw new UserError(`This is not a Hallway settings file: ${z.prettifyError(read.error)}`);
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

function parseOrganisation<Row>(parse: (value: unknown) => Row, value: unknown): Row {
  try {
    return parse(value);
  } catch (cause) {
    throw new UserError(`organisation: ${cause instanceof z.ZodError ? z.prettifyError(cause) : String(cause)}`);
  }
}
