import { z } from 'zod';
import { SpentError, UserError } from '../core/errors.ts';
import { type AccountId, type ChannelId, nativeId, type OrgId, type PersonId, type WorkspaceId } from '../core/ids.ts';
import type { Interaction } from '../core/interaction.ts';
import { type Message, say, text } from '../core/message.ts';
import type { Reply } from '../core/reply.ts';
import { collection } from '../ports/collection.ts';
import type { ActionContext, Proposal } from '../ports/context.ts';
import type { Person } from '../ports/people.ts';
import { schema } from '../ports/schema.ts';
import type { Tx } from '../ports/storage.ts';
import type { Zone } from '../time/zoned.ts';
import { addressed } from './addressed.ts';
import { runCommand } from './commands.ts';
import { dropHistory, type Work, workContext } from './context.ts';
import { seenThrough } from './drawers.ts';
import { finishErasures } from './forgetting.ts';
import { houseOf } from './house.ts';
import type { Kit } from './kit.ts';
import { refresh } from './observe.ts';
import { offerLink } from './one-use-links.ts';
import { ensurePerson, knownPerson } from './people.ts';
import { accountRows } from './person-record.ts';
import { answerProposal, cancelVerb, confirmVerb, proposalCard, proposalRows } from './proposals.ts';
import { readLine } from './words.ts';

/** Ids of what people did, so that a platform's retry changes nothing. */
export const eventRows = collection('runtime.event', z.object({ at: schema.instant }));

/** Carries an answer out of a transaction that must keep nothing. */
class Discard extends Error {
  readonly reply: Reply;
  constructor(reply: Reply) {
    super('discarded');
    this.reply = reply;
  }
}

/**
 * Answers one interaction. Everything it changes and owes is one transaction, its id included: the same id again
 * is answered with the current state, drawn again, and changes nothing. Never throws.
 */
export async function handle(kit: Kit, interaction: Interaction): Promise<Reply> {
  const { workspace, actor } = interaction;
  try {
    const org = await kit.installations.orgOf(workspace);
    await meet(kit, org, interaction);
    const { reply, forgotten, mustForget } = await inTransaction(kit, org, interaction);
    if (mustForget) await dropHistory(kit, org);
    if (forgotten.length > 0) await finishErasures(kit, org);
    return reply;
  } catch (cause) {
    if (cause instanceof Discard) return cause.reply;
    if (cause instanceof UserError) return refusal(cause);
    const id = kit.random.id();
    kit.log.error('interaction.failed', { id, workspace, account: actor.account, kind: interaction.kind }, cause);
    return {
      message: say(
        text`Something went wrong on my side, and nothing was changed. If it happens again, tell whoever runs Hallway the number ${id}.`,
      ),
    };
  }
}

/** What was wrong, said to whoever did it; a card that has had its time says so itself from then on. */
function refusal(cause: UserError): Reply {
  const message = say(text`${cause.message}`);
  return cause instanceof SpentError ? { message, replace: message } : { message };
}

/** Somebody never seen is looked up first, so that an admin is known as one; if that fails they are answered all the same. */
async function meet(kit: Kit, org: OrgId, { workspace, actor }: Interaction): Promise<void> {
  if (await kit.storage.read(org, (reads) => reads.get(accountRows, actor.account))) return;
  try {
    await refresh(kit, workspace, actor.account);
  } catch (cause) {
    kit.log.warn('directory.failed', { workspace, cause: cause instanceof Error ? cause.name : 'unknown' });
  }
}

/** The home of one account, drawn as it stands; nothing is kept. */
export async function drawHome(kit: Kit, workspace: WorkspaceId, account: AccountId): Promise<Message | undefined> {
  const actor = { account, name: nativeId(account) };
  const place = { kind: 'personal', workspace, account } as const;
  const at = kit.clock.now();
  return (await handle(kit, { kind: 'home', id: `home/${kit.random.id()}`, workspace, actor, place, at })).message;
}

function inTransaction(
  kit: Kit,
  org: OrgId,
  interaction: Interaction,
): Promise<{ reply: Reply; forgotten: PersonId[]; mustForget: boolean }> {
  const now = kit.clock.now();
  const isSigned = !('verb' in interaction && kit.registry.unsigned.has(interaction.verb));
  return kit.storage.transaction(org, async (tx) => {
    const isNew =
      interaction.kind !== 'home' &&
      (!isSigned || (await tx.insert(eventRows, `${interaction.workspace}/${interaction.id}`, { at: now })));
    const person = isSigned
      ? await ensurePerson(tx, interaction.actor, kit.random)
      : await knownPerson(tx, interaction.actor);
    const work = await workContext(kit, await seenThrough(tx, person, interaction.actor.account), now);
    const actor = await work.people.get(person);
    if (!actor) throw new Error('the actor was not kept');
    const reply = await addressReply(
      await answer(kit, work, tx, actor, interaction),
      work,
      interaction.workspace,
      actor,
    );
    if (!isNew) throw new Discard(reply);
    await work.finish(actor.id);
    return { reply, forgotten: work.forgotten, mustForget: work.mustForget() };
  });
}

async function answer(kit: Kit, work: Work, whole: Tx, actor: Person, interaction: Interaction): Promise<Reply> {
  const channel = interaction.place.kind === 'channel' ? interaction.place.channel : undefined;
  const { id: event, workspace, place } = interaction;
  const { account } = interaction.actor;
  const call: Call = { kit, work, whole, actor, account, event, workspace, place };
  switch (interaction.kind) {
    case 'home':
      return runLine(call, 'home', channel, false);
    case 'command': {
      const heard = interaction.isSpoken ? await hear(call, interaction.text) : undefined;
      return heard ?? runLine(call, interaction.text, channel, false);
    }
    case 'press':
      if (interaction.verb === confirmVerb) return confirm(call, interaction.args.id);
      if (interaction.verb === cancelVerb) return forgetProposal(call, interaction.args.id);
      return handled(
        kit.registry.presses.get(interaction.verb)?.(contextOf(call, channel, undefined, false), interaction.args),
      );
    case 'submit': {
      const submit = kit.registry.submits.get(interaction.verb);
      return handled(submit?.(contextOf(call, channel, undefined, false), interaction.args, interaction.values));
    }
  }
}

interface Call {
  readonly kit: Kit;
  readonly work: Work;
  /** Whatever account it is seen through. */
  readonly whole: Tx;
  readonly actor: Person;
  readonly account: AccountId;
  readonly event: string;
  readonly workspace: WorkspaceId;
  readonly place: Interaction['place'];
}

/** A button of a version that is gone, or of somebody's making. */
const handled = (reply: Promise<Reply> | undefined): Promise<Reply> =>
  reply ??
  Promise.resolve({
    message: say(text`This button is from an older version of me. /hallway home shows where things stand.`),
  });

/** What a feature makes of words that begin no command. */
async function hear(call: Call, said: string): Promise<Reply | undefined> {
  const { registry } = call.kit;
  const [first = ''] = said.trim().toLowerCase().split(/\s+/);
  if (first === '' || first === 'home' || first === 'help' || registry.commands.has(first)) return undefined;
  for (const feature of registry.features) {
    const reply = await feature.heard?.(contextOf(call, undefined, undefined, false), said.trim());
    if (reply) return reply;
  }
  return undefined;
}

async function runLine(call: Call, line: string, typedIn: ChannelId | undefined, isConfirmed: boolean): Promise<Reply> {
  const read = await readLine(line, call.work.people);
  const channel = read.channel ?? typedIn;
  const ctx = contextOf(call, channel, line, isConfirmed || read.isConfirmed);
  return runCommand(call.kit.registry, ctx, read.words);
}

/** Runs the words a card stands for, as if they had been typed again and confirmed. */
const confirm = (call: Call, id: unknown): Promise<Reply> =>
  answerProposal(call.work, String(id), call.actor.id, ({ line, channel }) => runLine(call, line, channel, true));

const forgetProposal = ({ work, actor }: Call, id: unknown): Promise<Reply> =>
  answerProposal(work, String(id), actor.id, async () => ({ message: say(text`All right. Nothing was changed.`) }));

function contextOf(
  call: Call,
  channel: ChannelId | undefined,
  line: string | undefined,
  isConfirmed: boolean,
): ActionContext {
  const { kit, work, whole, actor, account, workspace, place } = call;
  const ctx: ActionContext = {
    ...work,
    actor,
    account,
    workspace,
    place,
    channel,
    house: houseOf(kit, work, whole, () => ctx),
    linkTo: (table) => offerLink(kit, work.tx, work.now, { table }),
    linkToFile: (file, args) => offerLink(kit, work.tx, work.now, { file, args }),
    run: (typed, where) => runLine(call, typed, where, false),
    propose: (proposal) => (isConfirmed ? proposal.apply() : keepProposal(work.tx, proposal)),
  };
  const keepProposal = async (tx: Tx, proposal: Proposal): Promise<Reply> => {
    if (line === undefined) return proposal.apply();
    // Of the event, so that a card which is drawn again for its repetition has a Start that works.
    const id = kit.random.seed(`proposal/${workspace}/${call.event}`);
    await tx.insert(proposalRows, id, {
      line,
      by: actor.id,
      at: work.now,
      ...(channel === undefined ? {} : { channel }),
    });
    return { message: proposalCard(proposal.echo, id, proposal.confirm, proposal.also ?? []) };
  };
  return ctx;
}

async function addressReply(reply: Reply, work: Work, workspace: WorkspaceId, actor: Person): Promise<Reply> {
  const at: { workspace: WorkspaceId; readerZone: Zone } = { workspace, readerZone: actor.calendar.zone };
  const draw = (message: Message) => addressed(message, at, work.people);
  return {
    ...reply,
    ...(reply.message ? { message: await draw(reply.message) } : {}),
    ...(reply.replace ? { replace: await draw(reply.replace) } : {}),
  };
}
