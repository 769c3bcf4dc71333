import type { PersonId } from '../../core/ids.ts';
import type { Json } from '../../core/json.ts';
import type { ReadContext, WorkContext } from '../../ports/context.ts';
import type { Tx } from '../../ports/storage.ts';
import { metBy } from './history.ts';
import {
  avoids,
  type Group,
  groups,
  latest,
  met,
  nevers,
  type Program,
  participants,
  previews,
  programs,
  rounds,
  topics,
  waiters,
} from './records.ts';

/** What coffee holds on a person. Whom they avoid is theirs: it appears here as a count. */
export async function heldOn(ctx: ReadContext, person: PersonId): Promise<Json> {
  const talk = await ctx.reads.get(topics, person);
  const mine = (await ctx.reads.list(participants)).filter(({ key }) => key.endsWith(`/${person}`));
  const inGroups = (await ctx.reads.list(groups)).filter(({ value }) => value.people.includes(person));
  return {
    programs: mine.map(({ key, value }) => ({
      program: key.slice(0, -person.length - 1),
      choice: value.choice ?? 'default',
    })),
    met: (await metBy(ctx, person)).map(({ person: other, last }) => ({ person: other, last })),
    rounds: inGroups.map(({ key, value }) => ({ group: key, outcome: value.outcome })),
    avoids: (await ctx.reads.get(avoids, person))?.people.length ?? 0,
    ...(talk ? { happyToTalkAbout: talk.topics } : {}),
  };
}

/** Erases a person from every record, other people's included. */
export async function forgetPerson(ctx: WorkContext, person: PersonId): Promise<void> {
  const { tx } = ctx;
  for (const { key } of await tx.list(participants)) if (key.endsWith(`/${person}`)) await tx.remove(participants, key);
  for (const { key } of await tx.list(met, { prefix: `${person}/` })) {
    await tx.remove(met, key);
    await tx.remove(met, key.split('/').reverse().join('/'));
  }
  for (const { key, value } of await tx.list(groups)) {
    if (value.people.includes(person)) await tx.put(groups, key, withoutPerson(value, person));
  }
  for (const { key, value } of await tx.list(rounds)) {
    if (value.left.some((one) => one.person === person))
      await tx.put(rounds, key, { ...value, left: value.left.filter((one) => one.person !== person) });
  }
  await forgetWishes(ctx, person);
  await tx.remove(latest, person);
  await tx.remove(topics, person);
}

function withoutPerson({ unreached, ...group }: Group, person: PersonId): Group {
  const others = (some: readonly PersonId[]) => some.filter((one) => one !== person);
  return { ...group, people: others(group.people), ...(unreached ? { unreached: others(unreached) } : {}) };
}

async function forgetWishes({ tx }: WorkContext, person: PersonId): Promise<void> {
  for (const { key, value } of await tx.list(avoids)) {
    if (key === person) await tx.remove(avoids, key);
    else if (value.people.includes(person))
      await tx.put(avoids, key, { people: value.people.filter((one) => one !== person) });
  }
  for (const { key, value } of await tx.list(nevers)) if (value.pair.includes(person)) await tx.remove(nevers, key);
  for (const { key, value } of await tx.list(previews)) {
    const named = [...value.present, ...value.left.map((one) => one.person)];
    if (key.startsWith(`${person}/`) || named.includes(person)) await tx.remove(previews, key);
  }
  await tx.remove(waiters, person);
  for (const { key, value } of await tx.list(programs)) await forgetInProgram(tx, key, value, person);
}

async function forgetInProgram(tx: Tx, key: string, program: Program, person: PersonId): Promise<void> {
  const { setUpBy, hosts, ...rest } = program;
  if (setUpBy !== person && !hosts?.includes(person)) return;
  await tx.put(programs, key, {
    ...rest,
    ...(setUpBy === undefined || setUpBy === person ? {} : { setUpBy }),
    ...(hosts === undefined ? {} : { hosts: hosts.filter((one) => one !== person) }),
  });
}
