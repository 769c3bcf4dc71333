import { parse } from 'yaml';
import { UserError } from '../core/errors.ts';
import { type OrgId, personId } from '../core/ids.ts';
import type { Json } from '../core/json.ts';
import type { ControlRequest } from '../drivers/control-socket.ts';
import type { OpenBot } from '../main.ts';
import { personRows } from '../runtime/person-record.ts';
import { organisationsIn } from './organisations.ts';

/** Does in a bot what the command line asks. UserError where it cannot be done; then nothing was changed. */
export async function carryOut(bot: OpenBot, request: ControlRequest): Promise<Json> {
  const org = await orgMeant(bot, request.org);
  switch (request.command) {
    case 'forget':
      return forget(bot, org, request.person);
    case 'settings import':
      return importYaml(bot, org, request.yaml);
    case 'file import':
      return (await bot.app.applyImport(org, request.name, request.text)) ?? null;
  }
}

/** The settings of a YAML text. UserError where it is none. */
export function readYaml(yaml: string): unknown {
  try {
    return parse(yaml);
  } catch (cause) {
    throw new UserError(`This is not YAML: ${cause instanceof Error ? cause.message.trimEnd() : String(cause)}`);
  }
}

async function orgMeant({ store }: OpenBot, asked: string | undefined): Promise<OrgId> {
  const orgs = await organisationsIn(store.storage);
  const [only] = asked === undefined && orgs.length === 1 ? orgs : orgs.filter((org) => org === asked);
  if (only !== undefined) return only;
  throw new UserError(
    asked === undefined
      ? 'There are several organisations; say which with --org.'
      : `The Hallway that runs here does not know the organisation ${asked}. Is it another one's store?`,
  );
}

async function forget({ app, store }: OpenBot, org: OrgId, id: string): Promise<Json> {
  const person = personId(id);
  if (!(await store.storage.read(org, (reads) => reads.get(personRows, person))))
    throw new UserError(`Nobody here has the id ${id}. Nothing was erased.`);
  await app.forgetPerson(org, person);
  return null;
}

async function importYaml({ app }: OpenBot, org: OrgId, yaml: string): Promise<Json> {
  return app.importSettings(org, readYaml(yaml));
}
