import { UserError } from '../../core/errors.ts';
import type { Form } from '../../core/form.ts';
import { bold, say, text } from '../../core/message.ts';
import type { Reply } from '../../core/reply.ts';
import type { ActionContext, Word } from '../../ports/context.ts';
import type { Command, PressHandler, SubmitHandler } from '../../ports/feature.ts';
import { plainWords } from '../../ports/words.ts';
import { nearest } from '../../time/words.ts';
import { plus } from '../../time/zoned.ts';
import { codeCard } from './messages.ts';
import { codeMinutes, type Deal, dealMinutes, deals, links, now, offers, requests, tries } from './records.ts';
import { newCode, readCode, readDomains, workspaceName } from './words.ts';

/** Wrong codes an organisation may type within the life of one. */
const mostTries = 5;

async function run(ctx: ActionContext, words: readonly Word[]): Promise<Reply> {
  const [first, ...rest] = plainWords(words);
  if (first === undefined) return offer(ctx);
  if (first.toLowerCase() === 'undo' && rest.length === 0) return undo(ctx);
  const code = readCode([first, ...rest].join(''));
  if (code !== undefined) return request(ctx, code);
  if (nearest(first, ['undo']) !== undefined)
    throw new UserError(`I don't know "link ${first}". Did you mean link undo? Nothing was changed.`);
  throw new UserError(
    'A code has eight letters and digits, such as K7QF-3M2P. /hallway link gives one, for an admin of the other workspace. Nothing was changed.',
  );
}

/** One link at a time: until its seven days are over its undo has to be able to tell what is whose. */
async function refuseWhileOpen(ctx: ActionContext): Promise<void> {
  const open = (await ctx.house.linking.linked()).find((one) => !one.isFinal);
  if (!open) return;
  throw new UserError(
    `You linked ${open.workspaces.map(workspaceName).join(' and ')} less than seven days ago. Another can follow once that can't be undone any more. Nothing was changed.`,
  );
}

async function offer(ctx: ActionContext): Promise<Reply> {
  await refuseWhileOpen(ctx);
  for (const { key } of await ctx.tx.list(offers)) await ctx.tx.remove(offers, key);
  const code = newCode(ctx.random);
  await ctx.tx.put(offers, code, { by: ctx.actor.id, account: ctx.account, at: ctx.now });
  return { message: codeCard(code, plus(ctx.now, { minutes: codeMinutes })) };
}

async function request(ctx: ActionContext, code: string): Promise<Reply> {
  if ((await ctx.house.linking.linked()).length > 0)
    throw new UserError(
      'Your workspaces are linked already, so you can invite others but not join them: /hallway link gives a code for them. Nothing was changed.',
    );
  await countTry(ctx);
  await ctx.tx.put(requests, now, { by: ctx.actor.id, account: ctx.account, at: ctx.now, code });
  await ctx.tx.wake(`link.meet/${code}`, ctx.now);
  return { message: say(text`One moment. I look for the other side, and then show both of you what would happen.`) };
}

async function countTry(ctx: ActionContext): Promise<void> {
  const since = plus(ctx.now, { minutes: -codeMinutes });
  const at = ((await ctx.tx.get(tries, now))?.at ?? []).filter((one) => one > since);
  if (at.length >= mostTries)
    throw new UserError(
      'That were five codes within ten minutes. Wait a little, and ask for a new one there. Nothing was changed.',
    );
  await ctx.tx.put(tries, now, { at: [...at, ctx.now] });
}

async function undo(ctx: ActionContext): Promise<Reply> {
  const open = (await ctx.house.linking.linked()).find((one) => !one.isFinal);
  if (!open) throw new UserError('There is no link of the last seven days to undo. Nothing was changed.');
  const name = open.workspaces.map(workspaceName).join(' and ');
  return ctx.propose({
    echo: say(
      text`${bold(`Take ${name} apart again?`)} Its people, programs and history go back with it, as they are now, and its settings as they were. What both sides did together stays here, without their names.`,
    ),
    confirm: 'Take apart',
    apply: async () => {
      const link = await ctx.tx.get(links, open.org);
      if (link) await ctx.tx.put(links, open.org, { ...link, told: [...link.told, ctx.account] });
      await ctx.tx.wake(`link.apart/${open.org}`, ctx.now);
      return { message: say(text`All right. I tell you when it is done, in a moment.`) };
    },
  });
}

/** The deal that waits for this admin. UserError where there is none any more. */
async function ownDeal(ctx: ActionContext): Promise<Deal> {
  const deal = await ctx.tx.get(deals, now);
  if (!deal || deal.by !== ctx.actor.id || !ctx.actor.isAdmin)
    throw new UserError('There is nothing to link any more. /hallway link starts anew. Nothing was changed.');
  if (ctx.now > plus(deal.at, { minutes: dealMinutes }))
    throw new UserError(
      'That was more than 15 minutes ago, so I left everything as it was. /hallway link starts anew.',
    );
  return deal;
}

function domainsForm({ common, view }: Deal): Form {
  return {
    title: 'Link',
    verb: 'link.confirm',
    args: { v: 1 },
    submit: 'Link them',
    intro: `With ${view.workspaces.map(workspaceName).join(' and ')}. It happens once the other side has said yes too.`,
    fields: [
      {
        kind: 'text',
        name: 'domains',
        label: 'Domains',
        hint: 'Where the same address is the same person, such as acme.com. Only domains that both of you name count; empty joins nobody.',
        initial: common.map(({ domain }) => domain).join(', '),
        optional: true,
        maxLength: 500,
      },
    ],
  };
}

const openForm: PressHandler = async (ctx) => ({ form: domainsForm(await ownDeal(ctx)) });

const sayYes: SubmitHandler = async (ctx, _args, values) => {
  const deal = await ownDeal(ctx);
  const { domains, wrong } = readDomains(typeof values.domains === 'string' ? values.domains : '');
  if (wrong !== undefined) return { errors: { domains: `"${wrong}" is no domain. Write it like acme.com.` } };
  await ctx.tx.put(deals, now, { ...deal, domains: [...domains] });
  await ctx.tx.wake(`link.agree/${now}`, ctx.now);
  return { message: say(text`Thank you. I tell you as soon as ${deal.view.admin} has said yes too, and it is done.`) };
};

const sayNo: PressHandler = async (ctx) => {
  await ownDeal(ctx);
  await ctx.tx.wake(`link.refuse/${now}`, ctx.now);
  return { replace: say(text`All right. Nothing was changed.`) };
};

export const command: Command = {
  word: 'link',
  who: 'admin',
  usage: [
    { words: 'link', does: 'one organisation with another workspace, on Slack or Teams' },
    { words: 'link K7QF-3M2P', does: 'the code from there' },
    { words: 'link undo', does: 'take it back, for seven days' },
  ],
  run,
};

export const adminPresses: Readonly<Record<string, PressHandler>> = { 'link.confirm': openForm, 'link.refuse': sayNo };
export const adminSubmits: Readonly<Record<string, SubmitHandler>> = { 'link.confirm': sayYes };
