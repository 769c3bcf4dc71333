import { type AccountId, type OrgId, type WorkspaceId, workspaceOf } from '../../core/ids.ts';
import type { Message } from '../../core/message.ts';
import type { Across, Errand } from '../../ports/across.ts';
import type { WorkContext } from '../../ports/context.ts';
import type { Joined } from '../../ports/linking.ts';
import { nextWorkingInstant } from '../../time/workweek.ts';
import { plus } from '../../time/zoned.ts';
import {
  apartCard,
  joinedCard,
  linkedCard,
  notThere,
  ownCode,
  previewCard,
  refusedCard,
  unknownCode,
} from './messages.ts';
import { codeMinutes, type Deal, deals, type Link, links, now, offers, requests, told, undoDays } from './records.ts';
import { commonOf, type Side, sideOf } from './sides.ts';
import { workspaceName } from './words.ts';

const minutesBetweenTries = 1;
const answerHours = 24;
const noticeDays = 30;

/** To one account, at once: an answer to what its owner did. */
const tell = (ctx: WorkContext, key: string, account: AccountId, message: Message) =>
  ctx.send({
    key: `link/${key}`,
    to: { account },
    kind: 'reply',
    message,
    expiresAt: plus(ctx.now, { hours: answerHours }),
    onUnknown: 'again',
  });

/** Finds whose code it is, and shows each side the other one. */
const meet: Errand = async (across, { org, subject: code }) => {
  const request = await across.read(org, (ctx) => ctx.reads.get(requests, now));
  const done = (ctx: WorkContext) => ctx.tx.wake(`link.meet/${code}`, undefined);
  if (request?.code !== code) return across.transaction(org, done);
  const inviter = await offeredBy(across, code, org);
  const answer = inviter === undefined ? unknownCode() : inviter === org ? ownCode() : undefined;
  const [ours, theirs] = [inviter && (await sideOf(across, inviter)), await sideOf(across, org)];
  const offer = inviter && (await across.read(inviter, (ctx) => ctx.reads.get(offers, code)));
  if (answer || !inviter || !ours || !offer)
    return across.transaction(org, async (ctx) => {
      await tell(
        ctx,
        `answer/${code}/${request.at}`,
        request.account,
        answer ?? notThere('That code is no longer good.'),
      );
      await ctx.tx.remove(requests, now);
      await done(ctx);
    });
  const common = commonOf(ours, theirs);
  const deal = (side: Side, other: OrgId, role: Deal['role'], admin: { by: Deal['by']; account: AccountId }): Deal => ({
    ...admin,
    at: request.at,
    role,
    other,
    code,
    view: side.view(role === 'inviter' ? request.by : offer.by),
    common: [...common],
  });
  await across.transaction(inviter, async (ctx) => {
    await ctx.tx.put(offers, code, { ...offer, takenBy: org });
    await show(ctx, deal(theirs, org, 'inviter', { by: offer.by, account: offer.account }));
  });
  await across.transaction(org, async (ctx) => {
    await show(ctx, deal(ours, inviter, 'invited', { by: request.by, account: request.account }));
    await ctx.tx.remove(requests, now);
    await done(ctx);
  });
};

async function show(ctx: WorkContext, deal: Deal): Promise<void> {
  await ctx.tx.put(deals, now, deal);
  await tell(ctx, `preview/${deal.code}`, deal.account, previewCard(deal, { zone: ctx.settings.calendar.zone }));
}

/** The organisation that gave a code out which is still good, for whoever came with it first. */
async function offeredBy(across: Across, code: string, asker: OrgId): Promise<OrgId | undefined> {
  for await (const org of across.organisations()) {
    const isGood = await across.read(org, async (ctx) => {
      const offer = await ctx.reads.get(offers, code);
      const isFree = offer?.takenBy === undefined || offer.takenBy === asker;
      return offer !== undefined && isFree && ctx.now <= plus(offer.at, { minutes: codeMinutes });
    });
    if (isGood) return org;
  }
  return undefined;
}

/** Carries the invited side's yes to the inviter, and links once both are there. */
const agree: Errand = async (across, { org }) => {
  const deal = await across.read(org, (ctx) => ctx.reads.get(deals, now));
  const drop = () => across.transaction(org, (ctx) => ctx.tx.wake(`link.agree/${now}`, undefined));
  if (!deal?.domains) return drop();
  const { domains, other, account } = deal;
  if (deal.role === 'invited') {
    await across.transaction(other, async (ctx) => {
      const theirs = await ctx.tx.get(deals, now);
      if (theirs?.other !== org || theirs.code !== deal.code) return;
      await ctx.tx.put(deals, now, { ...theirs, theirs: { domains: [...domains], account } });
      await ctx.tx.wake(`link.agree/${now}`, ctx.now);
    });
    return drop();
  }
  if (!deal.theirs) return drop();
  const common = domains.filter((domain) => deal.theirs?.domains.includes(domain));
  if ((await across.link(org, other, { by: deal.by, domains: common })) === 'busy')
    return tryAgain(across, org, `link.agree/${now}`);
  await finish(across, org, deal, deal.theirs.account);
};

async function finish(across: Across, org: OrgId, deal: Deal, partner: AccountId): Promise<void> {
  const joined = await across.joined(org, deal.other);
  await across.transaction(org, async (ctx) => {
    const until = plus(ctx.now, { days: undoDays });
    const { workspaces } = deal.view;
    const admins = [deal.account, partner];
    const link: Link = { told: admins, at: ctx.now, workspaces, joined: joined.length };
    await ctx.change({
      collection: links,
      key: deal.other,
      after: link,
      what: `Linked with ${workspaces.map(workspaceName).join(' and ')}`,
      is: `${joined.length} joined`,
      undoBy: 'A link is taken back by /hallway link undo.',
    });
    for (const account of admins)
      await tell(ctx, `linked/${deal.code}`, account, linkedCard(otherSide(deal, account), joined.length, until));
    for (const one of joined) await tellJoined(ctx, one);
    await ctx.tx.remove(deals, now);
    await ctx.tx.remove(offers, deal.code);
    await ctx.tx.wake(`link.settle/${deal.other}`, until);
    await ctx.tx.wake(`link.join/${deal.other}`, plus(ctx.now, { days: 1 }));
    await ctx.tx.wake(`link.agree/${now}`, undefined);
  });
}

/** Each admin reads the other side's name. */
const otherSide = ({ account: ours, view }: Deal, account: AccountId): readonly WorkspaceId[] =>
  account === ours ? view.workspaces : [workspaceOf(ours)];

/** On both sides, in their own hours; never again, however often this runs. */
async function tellJoined(ctx: WorkContext, { person: id, from, came, had }: Joined): Promise<void> {
  const person = await ctx.people.get(id);
  if (!person || !(await ctx.tx.insert(told, from, { at: ctx.now }))) return;
  for (const [here, there] of [
    [came, had],
    [had, came],
  ] as const)
    for (const account of here)
      await ctx.send({
        key: `link/joined/${from}`,
        to: { account },
        kind: 'post',
        message: joinedCard(there, from),
        notBefore: nextWorkingInstant(person.calendar, ctx.now) ?? ctx.now,
        expiresAt: plus(ctx.now, { days: noticeDays }),
        onUnknown: 'again',
      });
}

/** Nothing is linked, and the other admin hears it. */
const refuse: Errand = async (across, { org }) => {
  const deal = await across.read(org, (ctx) => ctx.reads.get(deals, now));
  if (deal) {
    const own = await sideOf(across, org);
    await across.transaction(deal.other, async (ctx) => {
      const theirs = await ctx.tx.get(deals, now);
      if (theirs?.code !== deal.code) return;
      await tell(ctx, `refused/${deal.code}`, theirs.account, refusedCard(own.view(deal.by)));
      await ctx.tx.remove(deals, now);
    });
  }
  await across.transaction(org, async (ctx) => {
    await ctx.tx.remove(deals, now);
    await ctx.tx.wake(`link.refuse/${now}`, undefined);
  });
};

const takeApart: Errand = async (across, { org, subject }) => {
  const other = subject as OrgId;
  const link = await across.read(org, (ctx) => ctx.reads.get(links, other));
  const wake = `link.apart/${other}`;
  if (!link) return across.transaction(org, (ctx) => ctx.tx.wake(wake, undefined));
  if ((await across.unlink(org, other)) === 'busy') return tryAgain(across, org, wake);
  const tellAll = async (ctx: WorkContext, isTheirs: boolean) => {
    for (const account of new Set(link.told))
      if (link.workspaces.includes(workspaceOf(account)) === isTheirs)
        await tell(ctx, `apart/${other}/${link.at}`, account, apartCard(link.workspaces));
  };
  await across.transaction(other, async (ctx) => {
    await ctx.tx.remove(deals, now);
    await tellAll(ctx, true);
  });
  await across.transaction(org, async (ctx) => {
    await ctx.change({
      collection: links,
      key: other,
      after: undefined,
      what: `Linked with ${link.workspaces.map(workspaceName).join(' and ')}`,
      was: 'linked',
      is: 'taken apart',
      undoBy: 'To link again, type /hallway link.',
    });
    await tellAll(ctx, false);
    await ctx.tx.wake(`link.settle/${other}`, undefined);
    await ctx.tx.wake(`link.join/${other}`, undefined);
    await ctx.tx.wake(wake, undefined);
  });
};

const settle: Errand = async (across, { org, subject }) => {
  await across.settleLink(org, subject as OrgId);
  await across.transaction(org, (ctx) => ctx.tx.wake(`link.settle/${subject}`, undefined));
};

/** Once a day: who has come to both sides since. */
const joinNewcomers: Errand = async (across, { org, subject }) => {
  const other = subject as OrgId;
  await across.joinMore(org, other);
  const joined = await across.joined(org, other);
  await across.transaction(org, async (ctx) => {
    for (const one of joined) await tellJoined(ctx, one);
    await ctx.tx.wake(`link.join/${other}`, plus(ctx.now, { days: 1 }));
  });
};

/** A message is just being sent that would have to move. */
const tryAgain = (across: Across, org: OrgId, wake: string) =>
  across.transaction(org, (ctx) => ctx.tx.wake(wake, plus(ctx.now, { minutes: minutesBetweenTries })));

/** What is done over both organisations, by the wake that asks for it. */
export const errands: Readonly<Record<string, Errand>> = {
  'link.meet': meet,
  'link.agree': agree,
  'link.refuse': refuse,
  'link.apart': takeApart,
  'link.settle': settle,
  'link.join': joinNewcomers,
};
