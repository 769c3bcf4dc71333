import { platformOf, type WorkspaceId } from '../../core/ids.ts';
import type { Random } from '../../ports/random.ts';

/** Without those that are taken for one another when they are read aloud. */
const letters = 'ABCDEFGHJKMNPQRTUVWXYZ2346789';
const codeLetters = 8;

/** A code nobody can guess within its ten minutes: `K7QF-3M2P`. */
export function newCode(random: Random): string {
  const bytes = Buffer.from(random.seed(`link/${random.id()}`), 'hex');
  const code = [...bytes.subarray(0, codeLetters)].map((byte) => letters[byte % letters.length]).join('');
  return `${code.slice(0, codeLetters / 2)}-${code.slice(codeLetters / 2)}`;
}

/** A code as it was given, however it was typed; undefined for what is none. */
export function readCode(typed: string): string | undefined {
  const bare = typed.toUpperCase().replace(/[^A-Z0-9]/g, '');
  const isCode = bare.length === codeLetters && [...bare].every((letter) => letters.includes(letter));
  return isCode ? `${bare.slice(0, codeLetters / 2)}-${bare.slice(codeLetters / 2)}` : undefined;
}

const platforms: Readonly<Record<string, string>> = { slack: 'Slack', teams: 'Teams', sandbox: 'the sandbox' };
const shownOfId = 8;

/** A workspace as admins know it: `Slack T0123456`, `Teams 72f988bf`. */
export function workspaceName(workspace: WorkspaceId): string {
  const platform = platformOf(workspace);
  const id = workspace.slice(platform.length + 1);
  return `${platforms[platform] ?? platform} ${id.slice(0, shownOfId)}`;
}

/** The platform of a workspace as people call it. */
export const platformName = (workspace: WorkspaceId): string =>
  platforms[platformOf(workspace)] ?? platformOf(workspace);

/** The domains in what an admin typed; the first word that is none as `wrong`. */
export function readDomains(typed: string): { readonly domains: readonly string[]; readonly wrong?: string } {
  const words = typed
    .toLowerCase()
    .split(/[\s,;]+/)
    .map((word) => word.replace(/^@/, ''))
    .filter((word) => word !== '');
  const wrong = words.find((word) => !/^([a-z0-9-]+\.)+[a-z0-9-]{2,}$/.test(word));
  return { domains: [...new Set(words)], ...(wrong === undefined ? {} : { wrong }) };
}
