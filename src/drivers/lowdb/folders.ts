import { basename, dirname, join } from 'node:path';
import type { OrgId } from '../../core/ids.ts';
import type { Files } from './files.ts';
import { storeError } from './problems.ts';

/** Where things stand in the store's folder. */
export const organisationsIn = (folder: string) => join(folder, 'organisations');
export const registryIn = (folder: string) => join(folder, 'installations');
export const markIn = (folder: string) => join(folder, 'store.json');

/** An organisation's folder: spelt so that no two ids meet, also where the file system ignores case. */
export const organisationIn = (folder: string, org: OrgId) => join(organisationsIn(folder), folderName(org));

/** Where a folder goes that is given up; no organisation's folder holds a dot. */
export const graveOf = (folder: string) => join(dirname(folder), `erased.${basename(folder)}`);

/** Makes a folder; StoreError, with the cure, where that is not allowed. */
export async function makeFolder(files: Files, folder: string): Promise<void> {
  await files.makeFolder(folder).catch((error: unknown) => {
    throw storeError(error, 'while making', folder);
  });
}

/** The organisation a folder name stands for; undefined for the remains of an erased one. */
export function orgOfFolder(name: string): OrgId | undefined {
  if (!/^(?:[a-z0-9-]|_[0-9a-f]{2})+$/.test(name)) return undefined;
  return decodeURIComponent(name.replaceAll('_', '%')) as OrgId;
}

function folderName(org: OrgId): string {
  const bytes = [...Buffer.from(org)];
  return bytes.map((byte) => (isSafe(byte) ? String.fromCharCode(byte) : `_${hex(byte)}`)).join('');
}

const isSafe = (byte: number) => /[a-z0-9-]/.test(String.fromCharCode(byte));
const hex = (byte: number) => byte.toString(16).padStart(2, '0');
