import { UserError } from '../core/errors.ts';
import { bold, type Message, paragraph, say, text } from '../core/message.ts';
import type { Reply } from '../core/reply.ts';
import type { ActionContext, Word } from '../ports/context.ts';
import type { Command } from '../ports/feature.ts';
import { plainWords } from '../ports/words.ts';
import { nearest } from '../time/words.ts';
import { helpMessage, ownWords } from './help.ts';
import type { Registry } from './registry.ts';

/** Runs one command line's words. Words nobody knows change nothing: the answer names the nearest and the help. */
export async function runCommand(registry: Registry, ctx: ActionContext, words: readonly Word[]): Promise<Reply> {
  const [first, ...rest] = words;
  const name = first?.text.toLowerCase();
  if (!first || name === 'home') return { message: await homeMessage(ctx) };
  if (name === 'help') return { message: helpMessage(registry, await visible(registry, ctx), plainWords(rest)) };
  const command = registry.commands.get(name ?? '');
  if (!command) return { message: unknownWord(registry, await visible(registry, ctx), plainWords(words)) };
  if (!(await mayRun(command, ctx))) throw new UserError(await adminsOnly(ctx));
  return command.run(ctx, rest);
}

async function mayRun({ who, isOfChannel }: Command, { actor, channel, people }: ActionContext): Promise<boolean> {
  if (who === 'staff' || actor.isAdmin) return true;
  return isOfChannel !== undefined && channel !== undefined && people.owns(channel, actor.id);
}

async function adminsOnly(ctx: ActionContext): Promise<string> {
  const admins = (await ctx.people.all()).filter((person) => person.isAdmin).map((person) => person.name);
  const whom = admins.length === 0 ? 'an admin of your workspace' : admins.slice(0, 3).join(' or ');
  return `Only admins can do this. Ask ${whom}. Nothing was changed.`;
}

/** `check in` and `one on one` are meant as one word; with a word to go by, its own help is enough. */
function unknownWord(registry: Registry, commands: readonly Command[], typed: readonly string[]): Message {
  const [word = ''] = typed;
  const part = commands.flatMap(({ parts = {} }) => Object.entries(parts)).find(([one]) => one === word.toLowerCase());
  if (part) return say(text`I don't know "${word}" alone. Say ${bold(`/hallway ${part[1]}`)}. Nothing was changed.`);
  const names = [...commands.map((command) => command.word), ...ownWords];
  const joined = [1, 2, 3].map((count) => typed.slice(0, count).join(''));
  const [meant] = joined.flatMap((one) => nearest(one, names) ?? []);
  const words = meant
    ? text`I don't know "${word}". Did you mean ${bold(meant)}? Nothing was changed.`
    : text`I don't know "${word}". Nothing was changed.`;
  const help = helpMessage(registry, commands, meant === undefined ? [] : [meant]);
  return { fallback: `I don't know "${word}".`, blocks: [paragraph(words), ...help.blocks] };
}

async function visible(registry: Registry, ctx: ActionContext): Promise<readonly Command[]> {
  const all = [...registry.commands.values()].map(async (command) => ((await mayRun(command, ctx)) ? [command] : []));
  return (await Promise.all(all)).flat();
}

async function homeMessage(ctx: ActionContext): Promise<Message> {
  return { fallback: `Home of ${ctx.actor.name}`, blocks: await ctx.house.home() };
}
