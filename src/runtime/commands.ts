import { UserError } from '../core/errors.ts';
import { bold, list, type Message, paragraph, type Text, text } from '../core/message.ts';
import type { Reply } from '../core/reply.ts';
import type { ActionContext, Word } from '../ports/context.ts';
import type { Command } from '../ports/feature.ts';
import { mayLead } from '../ports/leaders.ts';
import { nearest } from '../time/words.ts';
import type { Registry } from './registry.ts';

/** Runs one command line's words. Words nobody knows change nothing: the answer names the nearest and the help. */
export async function runCommand(registry: Registry, ctx: ActionContext, words: readonly Word[]): Promise<Reply> {
  const [first, ...rest] = words;
  if (!first || first.text === 'home') return { message: await homeMessage(ctx) };
  if (first.text === 'help') return { message: helpMessage(registry, await known(registry, ctx), rest[0]?.text) };
  const command = registry.commands.get(first.text.toLowerCase());
  if (!command) return { message: unknownWord(registry, await known(registry, ctx), first.text) };
  if (!(await mayRun(command, ctx))) throw new UserError(await adminsOnly(ctx));
  return command.run(ctx, rest);
}

async function mayRun({ who, isOfChannel }: Command, ctx: ActionContext): Promise<boolean> {
  if (who === 'staff' || ctx.actor.isAdmin) return true;
  return isOfChannel !== undefined && mayLead(ctx, ctx.channel);
}

async function adminsOnly(ctx: ActionContext): Promise<string> {
  const admins = (await ctx.people.all()).filter((person) => person.isAdmin).map((person) => person.name);
  const whom = admins.length === 0 ? 'an admin of your workspace' : admins.slice(0, 3).join(' or ');
  return `Only admins can do this. Ask ${whom}. Nothing was changed.`;
}

function unknownWord(registry: Registry, commands: readonly Command[], word: string): Message {
  const names = ['help', 'home', ...commands.map((command) => command.word)];
  const meant = nearest(word, names);
  // With a word to go by, its own help is enough: a whole page would push the answer out of sight.
  const help = helpMessage(registry, commands, meant);
  const words = meant
    ? text`I don't know "${word}". Did you mean ${bold(meant)}? Nothing was changed.`
    : text`I don't know "${word}". Nothing was changed.`;
  return { fallback: `I don't know "${word}".`, blocks: [paragraph(words), ...help.blocks] };
}

/** What the actor may say where they are. */
async function known(registry: Registry, ctx: ActionContext): Promise<readonly Command[]> {
  const commands = [...registry.commands.values()];
  const may = await Promise.all(commands.map((command) => mayRun(command, ctx)));
  return commands.filter((_, index) => may[index]);
}

function helpMessage(registry: Registry, commands: readonly Command[], about: string | undefined): Message {
  const one = commands.find((command) => command.word === about?.toLowerCase());
  const fallback = 'What you can say to Hallway';
  if (!one) return { fallback, blocks: [paragraph(purpose), list(shelves(registry, commands)), paragraph(more)] };
  const items = one.usage.map((usage) => text`${bold(`/hallway ${usage.words}`)} ${usage.does}`);
  return { fallback, blocks: [paragraph(text`What ${bold(one.word)} can do:`), list(items)] };
}

const purpose = text`I introduce coworkers, ask small questions, and remind supervisors of their one-on-ones. Say ${bold('/hallway')} and one of these:`;
const more = text`${bold('/hallway help')} and a word, such as ${bold('help coffee')}, shows how.`;

/** The words of each feature on a line of their own: a page with every usage is read by nobody. */
function shelves(registry: Registry, commands: readonly Command[]): readonly Text[] {
  const titled = registry.features.flatMap(({ title, commands: own = [] }) =>
    own.filter((command) => commands.includes(command)).map(({ word }) => ({ title: title ?? word, word })),
  );
  return [...Map.groupBy(titled, ({ title }) => title)].map(
    ([title, words]) => text`${bold(title)} ${words.map(({ word }) => word).join(', ')}`,
  );
}

async function homeMessage(ctx: ActionContext): Promise<Message> {
  return { fallback: `Home of ${ctx.actor.name}`, blocks: await ctx.house.home() };
}
