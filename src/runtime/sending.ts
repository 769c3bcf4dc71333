import { type Delivery, isBudgeted } from '../core/delivery.ts';
import { type AccountId, type PersonId, type WorkspaceId, workspaceOf } from '../core/ids.ts';
import type { Message } from '../core/message.ts';
import { type Place, placeKey } from '../core/place.ts';
import type { Outgoing } from '../ports/context.ts';
import type { People, Person } from '../ports/people.ts';
import type { Tx } from '../ports/storage.ts';
import { nextWorkingInstant } from '../time/workweek.ts';
import { type Instant, plus } from '../time/zoned.ts';
import { type Kit, platformFor } from './kit.ts';

/** Owes one message: splits its audience by workspace and place, and moves what is unasked into working hours. */
export async function owe(
  kit: Pick<Kit, 'platforms'>,
  tx: Tx,
  people: People,
  now: Instant,
  outgoing: Outgoing,
): Promise<readonly PersonId[]> {
  if ('channel' in outgoing.to) {
    const workspace = workspaceOf(outgoing.to.channel);
    const place: Place = { kind: 'channel', workspace, channel: outgoing.to.channel };
    await tx.enqueue(delivery(outgoing, workspace, place, [], outgoing.notBefore ?? now));
    return [];
  }
  if ('account' in outgoing.to) return oweAccount(tx, people, now, outgoing, outgoing.to.account);
  const wanted = 'person' in outgoing.to ? [outgoing.to.person] : outgoing.to.together;
  const found = (await Promise.all(wanted.map((one) => (typeof one === 'string' ? people.get(one) : one)))).filter(
    (one) => one !== undefined,
  );
  const reachable = found.filter(isReachable);
  const notBefore = unaskedStart(outgoing, reachable, now);
  for (const [workspace, members] of byWorkspace(reachable)) {
    for (const place of platformFor(kit, workspace).chat.placesFor(
      workspace,
      members.map(([account]) => account),
    )) {
      const here = members.filter(([account]) => place.kind !== 'personal' || place.account === account);
      await tx.enqueue(
        delivery(
          outgoing,
          workspace,
          place,
          here.map(([, person]) => person.id),
          notBefore,
        ),
      );
    }
  }
  const ids = wanted.map((one) => (typeof one === 'string' ? one : one.id));
  return ids.filter((id) => !reachable.some((person) => person.id === id));
}

/** To one account of somebody who may have several, in the person's own hours if it was not asked for. */
async function oweAccount(tx: Tx, people: People, now: Instant, outgoing: Outgoing, account: AccountId) {
  const person = await people.byAccount(account);
  if (!person || !isReachable(person)) return person ? [person.id] : [];
  const workspace = workspaceOf(account);
  const place: Place = { kind: 'personal', workspace, account };
  await tx.enqueue(delivery(outgoing, workspace, place, [person.id], unaskedStart(outgoing, [person], now)));
  return [];
}

const redrawDays = 1;

/**
 * Owes the replacement of every message posted under the prefix; `token` makes its keys new each time. What an earlier
 * redraw still owes is taken back, so that old words never come after new ones.
 */
export async function redraw(tx: Tx, now: Instant, token: string, prefix: string, message: Message): Promise<void> {
  for (const { key, workspace, place, people, state } of await tx.deliveries(prefix)) {
    if (state !== 'sent') continue;
    await tx.cancel(`redraw/${key}/`);
    const expiresAt = plus(now, { days: redrawDays });
    const timing = { notBefore: now, expiresAt, onUnknown: 'again' } as const;
    await tx.enqueue({
      key: `redraw/${key}/${token}`,
      workspace,
      place,
      people,
      kind: 'reply',
      message,
      replaces: key,
      ...timing,
    });
  }
}

/** True for a coworker with an account; the departed and bots are never written to. */
export const isReachable = (person: Person) =>
  person.accounts.length > 0 && (person.standing === 'member' || person.standing === 'guest');

function unaskedStart(outgoing: Outgoing, people: readonly Person[], now: Instant): Instant {
  const wanted = outgoing.notBefore ?? now;
  const [person] = people;
  if (!isBudgeted(outgoing.kind) || !person) return wanted;
  return nextWorkingInstant(person.calendar, wanted) ?? wanted;
}

function delivery(
  outgoing: Outgoing,
  workspace: WorkspaceId,
  place: Place,
  people: readonly PersonId[],
  notBefore: Instant,
): Delivery {
  const { kind, message, expiresAt, onUnknown } = outgoing;
  return {
    key: 'channel' in outgoing.to ? outgoing.key : `${outgoing.key}/${placeKey(place)}`,
    workspace,
    place,
    kind,
    message,
    notBefore,
    expiresAt,
    onUnknown,
    people,
  };
}

/** Each person once, in the workspace that most of the others share, so that as few places as possible are needed. */
function byWorkspace(people: readonly Person[]): Map<WorkspaceId, [AccountId, Person][]> {
  const sizes = new Map<WorkspaceId, number>();
  for (const account of people.flatMap((person) => person.accounts))
    sizes.set(workspaceOf(account), (sizes.get(workspaceOf(account)) ?? 0) + 1);
  const split = new Map<WorkspaceId, [AccountId, Person][]>();
  for (const person of people) {
    const ranked = [...person.accounts].sort(
      (a, b) => (sizes.get(workspaceOf(b)) ?? 0) - (sizes.get(workspaceOf(a)) ?? 0),
    );
    const [account] = ranked;
    if (account) split.set(workspaceOf(account), [...(split.get(workspaceOf(account)) ?? []), [account, person]]);
  }
  return split;
}
