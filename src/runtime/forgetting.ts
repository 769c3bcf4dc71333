import { z } from 'zod';
import type { OrgId, PersonId } from '../core/ids.ts';
import { collection } from '../ports/collection.ts';
import type { WorkContext } from '../ports/context.ts';
import { schema } from '../ports/schema.ts';
import type { Tx } from '../ports/storage.ts';
import { budgetRows } from './budget.ts';
import { forgetInLog } from './changes.ts';
import type { Kit } from './kit.ts';
import { forgetLinks } from './linking/forget.ts';
import { accountRows, adminRows, memberRows, personRows } from './person-record.ts';
import { problemRows } from './problems.ts';
import { proposalRows } from './proposals.ts';
import { forgetReference } from './references.ts';
import type { Registry } from './registry.ts';

/** Those whose records are gone and whose bytes are still to go, so that a crash in between leaves no one half forgotten. */
export const erasureRows = collection('runtime.erasure', z.object({ person: schema.person }));

/** Removes a person's records, in every feature and other people's included; `finishErasures` then drops the bytes. */
export async function forgetPerson(
  kit: Pick<Kit, 'random'> & { readonly registry: Registry },
  work: WorkContext,
  person: PersonId,
): Promise<void> {
  const row = await work.tx.get(personRows, person);
  for (const id of [person, ...(row?.also ?? [])])
    for (const feature of kit.registry.features) await feature.forget?.(work, id);
  await forgetLinks(work.tx, [person, ...(row?.also ?? [])]);
  for (const account of [...(row?.accounts ?? []), ...(row?.lost ?? [])]) {
    await work.tx.remove(accountRows, account);
    await forgetReference(work.tx, account);
  }
  for (const { key, value } of await work.tx.list(memberRows)) {
    if (value.person === person) await work.tx.remove(memberRows, key);
  }
  await work.tx.remove(adminRows, person);
  await work.tx.remove(personRows, person);
  await forgetElsewhere(work.tx, person);
  await forgetProposals(work.tx, [person, ...(row ? [row.name, ...row.accounts] : [])]);
  if (row) await forgetProblems(work.tx, row.name);
  await forgetInLog(work.tx, person);
  await work.tx.put(erasureRows, kit.random.id(), { person });
}

/** What was spent on them, and that they are somebody's manager. */
async function forgetElsewhere(tx: Tx, person: PersonId): Promise<void> {
  for (const { key } of await tx.list(budgetRows, { prefix: `${person}/` })) await tx.remove(budgetRows, key);
  for (const { key, value } of await tx.list(personRows)) {
    const { manager, ...others } = value;
    if (manager === person) await tx.put(personRows, key, others);
  }
}

/** Commands that are theirs, or that name them; they wait for a quarter of an hour, so none is missed. */
async function forgetProposals(tx: Tx, names: readonly string[]): Promise<void> {
  for (const { key, value } of await tx.list(proposalRows)) {
    const kept = JSON.stringify(value);
    if (names.some((name) => kept.includes(name))) await tx.remove(proposalRows, key);
  }
}

/** A refusal names whom it could not write to, in its key as in its words. */
async function forgetProblems(tx: Tx, name: string): Promise<void> {
  for (const { key, value } of await tx.list(problemRows))
    if (key.includes(name) || value.what.includes(name)) await tx.remove(problemRows, key);
}

/** Drops the bytes of those forgotten; safe to repeat, and done again at start for what a crash left over. */
export async function finishErasures(kit: Pick<Kit, 'storage'>, org: OrgId): Promise<void> {
  for (const { key, value } of await kit.storage.read(org, (reads) => reads.list(erasureRows))) {
    const scope = { org, person: value.person };
    await kit.storage.erase(scope);
    await kit.storage.transaction(org, (tx) => tx.remove(erasureRows, key));
    // Once more, since the mark itself named the person.
    await kit.storage.erase(scope);
  }
}
