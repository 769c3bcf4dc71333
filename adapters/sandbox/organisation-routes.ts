import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { z } from 'zod';
import type { WorkspaceEvent } from '../../src/core/interaction.ts';
import type { ClockMoves } from './clock.ts';
import type { SandboxHost } from './host.ts';
import { installedEvent } from './installed.ts';
import {
  accountOf,
  channelIdOf,
  personIn,
  replacePeople,
  type SandboxPerson,
  sandboxWorkspace,
  setMember,
} from './organisation.ts';
import { changesBetween } from './people-changes.ts';
import { peopleCsv } from './people-csv.ts';
import { readPeopleFile } from './people-file.ts';
import { Refusal } from './refusal.ts';
import { readBody } from './request.ts';
import type { SandboxSeed, SandboxState } from './state.ts';
import type { WireImport } from './wire.ts';

const channelBody = z.object({
  as: z.string().optional(),
  channel: z.string(),
  person: z.string(),
  member: z.boolean(),
});

interface Setting {
  readonly state: SandboxState;
  readonly host: SandboxHost;
  readonly seed: SandboxSeed;
}

/** Who is there: import of people, joining and leaving channels, and beginning again. */
export function organisationRoutes(setting: Setting, moves: ClockMoves): Hono {
  const { state } = setting;
  return new Hono()
    .get('/people', (c) => {
      c.header('Content-Disposition', 'attachment; filename="hallway-people.csv"');
      return c.body(peopleCsv(state.organisation.people), 200, { 'Content-Type': 'text/csv; charset=utf-8' });
    })
    .post('/people', async (c) => {
      const read = await readPeopleFile(new Uint8Array(await c.req.arrayBuffer()));
      if ('errors' in read) throw unreadable(read.errors);
      const isConfirmed = c.req.query('confirm') === 'yes';
      return c.json(await moves.alone(() => importPeople(setting, read.people, isConfirmed)));
    })
    .post('/channel', async (c) => {
      const { channel, person, member } = await readBody(c, channelBody);
      return c.json(await moveMember(setting, channel.replace(/^#/, ''), person, member));
    })
    .post('/reset', async (c) => {
      await moves.alone(() => reset(setting));
      return c.json({});
    });
}

function unreadable(lines: readonly { line: number; error: string }[]): Refusal {
  const count = new Set(lines.map(({ line }) => line)).size;
  const what = count === 1 ? 'One line needs' : `${count} lines need`;
  return new Refusal(400, `${what} mending first. Nothing was imported.`, { lines });
}

async function importPeople(
  setting: Setting,
  people: readonly SandboxPerson[],
  isConfirmed: boolean,
): Promise<WireImport> {
  const { state, host } = setting;
  const before = state.organisation;
  const after = replacePeople(before, people);
  const changes = changesBetween(before.people, after.people);
  const [added, removed] = [changes.joining.length, changes.leaving.length];
  const outcome = { people: people.length, added, removed, ...changes, anew: added === people.length };
  if (!isConfirmed) return { ...outcome, applied: false };
  if (outcome.anew) {
    await found(setting, { organisation: after, now: state.now });
    return { ...outcome, applied: true };
  }
  await state.setOrganisation(after);
  const closed = before.channels.filter((channel) => !after.channels.some((kept) => kept.id === channel.id));
  for (const { id } of closed) await host.observe({ ...event(state), kind: 'channelClosed', channel: channelIdOf(id) });
  await host.sync();
  await host.settle();
  return { ...outcome, applied: true };
}

async function moveMember(
  { state, host }: Setting,
  channel: string,
  person: string,
  isMember: boolean,
): Promise<{ members: number }> {
  const before = state.organisation;
  const found = before.channels.find((each) => each.id === channel);
  if (!found) throw new Refusal(404, `There is no channel #${channel}.`);
  if (!personIn(before, person)) throw new Refusal(404, `There is nobody with the id "${person}".`);
  if (found.members.includes(person) === isMember) return { members: found.members.length };
  await state.setOrganisation(setMember(before, channel, person, isMember));
  const kind = isMember ? 'joined' : 'left';
  await host.observe({ ...event(state), kind, channel: channelIdOf(channel), account: accountOf(person) });
  await host.settle();
  return { members: found.members.length + (isMember ? 1 : -1) };
}

const reset = (setting: Setting) => found(setting, setting.seed);

/** Begins again with an organisation: its admin's zone becomes its own, and nothing of the one before is left. */
async function found({ state, host }: Setting, seed: Setting['seed']): Promise<void> {
  await host.erase();
  await state.clear(seed);
  await host.observe(installedEvent(state));
  await host.sync();
  await host.settle();
}

const event = (state: SandboxState): Pick<WorkspaceEvent, 'id' | 'workspace' | 'at'> => ({
  id: randomUUID(),
  workspace: sandboxWorkspace,
  at: state.now,
});
