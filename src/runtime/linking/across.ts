import type { OrgId } from '../../core/ids.ts';
import type { Across } from '../../ports/across.ts';
import { readContext, rescheduleAll, workContext } from '../context.ts';
import { startHousekeeping } from '../housekeeping.ts';
import type { Kit } from '../kit.ts';
import type { OutsideWork } from '../scheduler.ts';
import { together } from './link.ts';
import { asideRows, linkedRows } from './records.ts';
import { apart } from './unlink.ts';
import { joinMore, joinsIn } from './within.ts';

/** Work over several organisations, for the errands of features. */
function acrossOf(kit: Kit): Across {
  const now = () => kit.clock.now();
  const isLinked = async (inviter: OrgId, invited: OrgId) =>
    (await kit.storage.read(inviter, (reads) => reads.get(linkedRows, invited))) !== undefined;
  return {
    organisations: () => everyOrganisation(kit),
    workspacesOf: (org) => kit.installations.workspacesOf(org),
    read: (org, work) => kit.storage.read(org, async (reads) => work(await readContext(kit, reads, now()))),
    transaction: (org, work) =>
      kit.storage.transaction(org, async (tx) => {
        const ctx = await workContext(kit, tx, now());
        const answer = await work(ctx);
        await ctx.finish(undefined);
        return answer;
      }),
    async link(inviter, invited, { by, domains }) {
      if (await isLinked(inviter, invited)) return 'done';
      const workspaces = await kit.installations.workspacesOf(invited);
      const agreement = { at: now(), by, workspaces, domains };
      const outcome = await kit.installations.regroup([inviter, invited], (held) => together(held, agreement));
      if (outcome === 'busy') return 'busy';
      kit.log.info('organisations.linked', { inviter, invited, workspaces: workspaces.length });
      await lookAnew(kit, inviter);
      return 'done';
    },
    async unlink(inviter, invited) {
      if (!(await isLinked(inviter, invited))) return 'done';
      if ((await kit.installations.regroup([inviter, invited], apart)) === 'busy') return 'busy';
      kit.log.info('organisations.unlinked', { inviter, invited });
      await lookAnew(kit, inviter);
      await lookAnew(kit, invited);
      return 'done';
    },
    settleLink: (inviter, invited) =>
      kit.storage.transaction(inviter, async (tx) => {
        for (const { key } of await tx.list(asideRows, { prefix: `${invited}/` })) await tx.remove(asideRows, key);
        const linked = await tx.get(linkedRows, invited);
        if (linked) await tx.put(linkedRows, invited, { ...linked, isFinal: true });
      }),
    joinMore: (inviter, invited) => kit.storage.transaction(inviter, (tx) => joinMore(kit.registry, tx, invited)),
    joined: (inviter, invited) =>
      kit.storage.read(inviter, async (reads) => (await joinsIn(reads, '')).filter(({ org }) => org === invited)),
  };
}

/** What features do across organisations, as the scheduler asks for it. */
export function errandsOf(kit: Kit): readonly (readonly [string, OutsideWork])[] {
  const across = acrossOf(kit);
  return [...kit.registry.errands].map(([name, errand]) => [
    name,
    ({ org, schedule }, now) => errand(across, { org, subject: schedule.slice(name.length + 1), now }),
  ]);
}

/** Schedules follow people and settings, and both have just changed. */
async function lookAnew(kit: Kit, org: OrgId): Promise<void> {
  await kit.storage.transaction(org, async (tx) => rescheduleAll(kit, await workContext(kit, tx, kit.clock.now())));
  await startHousekeeping(kit, org);
}

async function* everyOrganisation({ storage }: Kit): AsyncGenerator<OrgId> {
  let cursor: string | undefined;
  do {
    const page = await storage.organisations(cursor);
    yield* page.orgs;
    cursor = page.cursor;
  } while (cursor !== undefined);
}
