import { expect, onTestFinished } from 'vitest';
import { z } from 'zod';
import { collection } from '../../../../src/ports/collection.ts';
import type { Feature } from '../../../../src/ports/feature.ts';
import { Desk } from '../../../support/desk.ts';
import { House } from '../../../support/house.ts';
import type { Coworker } from '../../../support/platform.ts';

/** On Slack: an admin, two colleagues, and a guest who has an account on the other side too. */
export const onSlack: readonly Coworker[] = [
  { id: 'ana', name: 'Ana Duarte', email: 'ana@acme.com', isAdmin: true, zone: 'Europe/Lisbon' },
  { id: 'bo', name: 'Bo Ek', email: 'bo@acme.com', zone: 'Europe/Lisbon' },
  { id: 'cy', name: 'Cy Ito', email: 'cy@acme.com', zone: 'Europe/Lisbon' },
  { id: 'gus', name: 'Gus Low', email: 'gus@acme.com', standing: 'guest' },
];

/** On Teams: an admin, Bo again, and two who are only here. */
export const onTeams: readonly Coworker[] = [
  { id: 'berta', name: 'Berta Kim', email: 'berta@acme.com', isAdmin: true, zone: 'Europe/Berlin' },
  { id: 'bo-t', name: 'Bo Ek', email: 'Bo@acme.com', zone: 'Europe/Berlin' },
  { id: 'dov', name: 'Dov Ram', email: 'dov@acme.com', zone: 'Europe/Berlin' },
  { id: 'gus-t', name: 'Gus Low', email: 'gus@acme.com' },
];

/** Two workspaces on two platforms, each an organisation of its own. */
export async function twoSides(options: Partial<Parameters<typeof House.open>[0]> = {}) {
  const house = await House.open({
    now: '2026-11-30T09:00Z',
    zone: 'Europe/Lisbon',
    workspace: 'slack:T1',
    people: onSlack,
    beside: [
      {
        workspace: 'teams:G1',
        people: onTeams,
        zone: 'Europe/Berlin',
        channels: { lobby: onTeams.map(({ id }) => id) },
      },
    ],
    ...options,
  });
  onTestFinished(() => house.close());
  const [other] = house.beside;
  if (!other) throw new Error('there is no other side');
  const [slack, teams] = [new Desk(house, house.platform), new Desk(house, other)];
  const orgs = async () => [
    await house.installations.orgOf(slack.platform.workspace),
    await house.installations.orgOf(teams.platform.workspace),
  ];
  return { house, slack, teams, orgs };
}
export type Sides = Awaited<ReturnType<typeof twoSides>>;

/** The code that an admin of Slack is given. */
export async function codeOf({ slack }: Pick<Sides, 'slack'>): Promise<string> {
  const { message } = await slack.says('ana', 'link');
  const code = /[A-Z0-9]{4}-[A-Z0-9]{4}/.exec(message?.fallback ?? '')?.[0];
  if (!code) throw new Error(`no code in "${message?.fallback}"`);
  return code;
}

/** Both admins have come as far as their previews. */
export async function previewed(sides: Sides): Promise<void> {
  await sides.teams.says('berta', `link ${await codeOf(sides)}`);
}

/** Both say yes. */
export async function agreed({ slack, teams }: Sides, domains = 'acme.com'): Promise<void> {
  await slack.submits('ana', 'link.confirm', { domains });
  await teams.submits('berta', 'link.confirm', { domains });
}

/** Linked, Slack being the inviter. */
export async function linked(sides: Sides, domains = 'acme.com'): Promise<Sides> {
  await previewed(sides);
  await agreed(sides, domains);
  const [one, two] = await sides.orgs();
  expect(two).toBe(one);
  return sides;
}

const notes = collection('diary.note', z.object({ words: z.string() }), { sealed: true });

/** A feature that keeps sealed words for whoever wrote them: `note WORDS` and `notes`. */
export const diary: Feature = {
  name: 'diary',
  collections: [notes],
  samples: [],
  commands: [
    {
      word: 'note',
      who: 'staff',
      usage: [{ words: 'note', does: 'keeps a note' }],
      run: async (ctx, words) => {
        const said = words.map(({ text }) => text).join(' ');
        await ctx.tx.put(notes, `${ctx.actor.id}/${ctx.now}-${said}`, { words: said });
        return {};
      },
    },
    {
      word: 'notes',
      who: 'staff',
      usage: [{ words: 'notes', does: 'shows them' }],
      run: async (ctx) => {
        const rows = await ctx.tx.list(notes, { prefix: `${ctx.actor.id}/` });
        const words = rows.map(({ value }) => value.words).join(', ');
        return { message: { fallback: words, blocks: [] } };
      },
    },
  ],
};
