import { readFile } from 'node:fs/promises';
import { zipSync } from 'fflate';
import { type TeamsApp, teamsManifest } from './manifest.ts';

const icon = (name: string) => readFile(new URL(`../../manifests/teams/${name}`, import.meta.url));
/** The same app makes the same bytes, whenever it is packed. */
const MODIFIED = '2026-01-01T12:00:00';

/** The app package that Teams takes: the manifest and its two icons in a zip. */
export async function teamsPackage(app: TeamsApp): Promise<Uint8Array> {
  const [color, outline] = await Promise.all([icon('color.png'), icon('outline.png')]);
  const manifest = new TextEncoder().encode(`${JSON.stringify(teamsManifest(app), null, 2)}\n`);
  return zipSync({ 'manifest.json': manifest, 'color.png': color, 'outline.png': outline }, { mtime: MODIFIED });
}
