import type { AccountId, PersonId } from '../core/ids.ts';
import type { Json } from '../core/json.ts';
import { type Block, heading, paragraph, text } from '../core/message.ts';
import type { ActionContext, ReadContext, StatusLine } from '../ports/context.ts';
import type { HomeSection } from '../ports/feature.ts';
import type { House } from '../ports/house.ts';
import type { Linking } from '../ports/linking.ts';
import type { Tx } from '../ports/storage.ts';
import { latestEntries } from './changes.ts';
import type { Work } from './context.ts';
import { forgetPerson } from './forgetting.ts';
import type { Kit } from './kit.ts';
import { linkingWithin } from './linking/within.ts';
import { adminRows, memberRows, personRows, quietRows } from './person-record.ts';
import { problemLines } from './problems.ts';
import type { Registry } from './registry.ts';
import { readSettingsRow, settingsKey, settingsRows } from './settings.ts';

const sections: readonly HomeSection[] = ['waiting', 'next', 'met', 'settings', 'people', 'programs'];

/** The whole house as one feature may see it. */
export function houseOf(
  kit: Pick<Kit, 'registry' | 'random'>,
  work: Work,
  whole: Tx,
  action: () => ActionContext,
): House {
  const { registry } = kit;
  return {
    status: () => statusOf(registry, work),
    log: (limit) => latestEntries(work.tx, limit),
    async undo(number) {
      const entry = (await latestEntries(work.tx, Number.MAX_SAFE_INTEGER)).find((one) => one.number === number);
      await work.undo(number);
      return entry ?? { number, at: work.now, by: undefined, lines: [], isUndone: true };
    },
    changeSettings: async (patch, said) => {
      const after = settingsRows.parse({ ...(await readSettingsRow(work.tx)), ...patch });
      await work.change({ collection: settingsRows, key: settingsKey, after, ...said });
    },
    nameAdmin: (person, isAdmin) => nameAdmin(work, person, isAdmin),
    home: () => homeOf(registry, action()),
    linking: linkingWithin(registry, whole),
    exportOf: (person) => exportOf(registry, work, person, person === action().actor.id ? 'self' : 'operator'),
    async forget(asked, isLeftAlone) {
      const person = await partedFromUnconfirmed(linkingWithin(registry, whole), asked, action().account);
      const accounts = (await whole.get(personRows, person))?.accounts ?? [];
      await forgetPerson(kit, { ...work, tx: whole, reads: whole }, person);
      if (isLeftAlone) for (const account of accounts) await whole.put(quietRows, account, {});
      work.forgotten.push(person);
    },
  };
}

/**
 * Whoever acts through an account that the other side has not called theirs takes only their own with them: it may be
 * somebody else's.
 */
async function partedFromUnconfirmed(linking: Linking, person: PersonId, account: AccountId): Promise<PersonId> {
  let own = person;
  for (const { from, came, isConfirmed } of await linking.joinsOf(person)) {
    const isMine = came.includes(account);
    if (isMine ? isConfirmed.byHad : isConfirmed.byCame) continue;
    await linking.part(person, from);
    if (isMine) own = from;
  }
  return own;
}

async function nameAdmin(work: Work, id: PersonId, isNamed: boolean): Promise<void> {
  const person = await work.people.get(id);
  const wasNamed = (await work.tx.get(adminRows, id)) !== undefined;
  if (!person || wasNamed === isNamed) return;
  const said = (named: boolean) => (named ? 'named as admin' : 'not named as admin');
  const after = isNamed ? { person: id } : undefined;
  await work.change({
    collection: adminRows,
    key: id,
    after,
    what: person.name,
    was: said(wasNamed),
    is: said(isNamed),
  });
}

/** What runs and what is next, feature by feature, then what went wrong. */
export async function statusOf(registry: Registry, ctx: ReadContext): Promise<readonly StatusLine[]> {
  const lines = await Promise.all(registry.features.map((feature) => feature.status?.(ctx) ?? []));
  return [...lines.flat(), ...(await problemLines(ctx.reads, ctx.now))];
}

async function homeOf(registry: Registry, ctx: ActionContext): Promise<readonly Block[]> {
  const blocks: Block[] = [heading(`Hello, ${ctx.actor.name.split(' ')[0]}`)];
  for (const section of sections) {
    for (const feature of registry.features) blocks.push(...((await feature.home?.[section]?.(ctx)) ?? []));
  }
  if (blocks.length === 1) blocks.push(paragraph(text`Nothing is waiting for you.`));
  return blocks;
}

/** All that is held on a person: the runtime's own record and every feature's part. */
export async function exportOf(
  registry: Registry,
  ctx: ReadContext,
  person: PersonId,
  reader: 'self' | 'operator' = 'operator',
): Promise<Readonly<Record<string, Json>>> {
  const parts: Record<string, Json> = { person: toJson(await ctx.reads.get(personRows, person)) };
  const channels = (await ctx.reads.list(memberRows)).filter(({ value }) => value.person === person);
  parts.channels = channels.map(({ key }) => key.slice(0, key.lastIndexOf('/')));
  const receipts = (await ctx.reads.deliveries('')).filter((receipt) => receipt.people.includes(person));
  parts.messages = receipts.map(({ key, kind, state, notBefore }) => ({ key, kind, state, notBefore }));
  // Nobody is shown, through one account, what another of theirs has sealed.
  const also = reader === 'operator' ? ((await ctx.people.get(person))?.also ?? []) : [];
  for (const id of [person, ...also])
    for (const feature of registry.features) {
      const held = await feature.personalData?.(ctx, id, reader);
      if (held !== undefined) parts[id === person ? feature.name : `${feature.name} (as ${id})`] = held;
    }
  return parts;
}

const toJson = (value: unknown): Json => (value === undefined ? null : JSON.parse(JSON.stringify(value)));
