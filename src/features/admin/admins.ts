import { UserError } from '../../core/errors.ts';
import { bold, list, note, paragraph, say, text } from '../../core/message.ts';
import type { Reply } from '../../core/reply.ts';
import type { ActionContext, Word } from '../../ports/context.ts';
import type { Command } from '../../ports/feature.ts';

const how = '/hallway admins add @name or /hallway admins remove @name.';

async function run(ctx: ActionContext, words: readonly Word[]): Promise<Reply> {
  const [action, who] = words;
  if (!action) return listAdmins(ctx);
  const isAdded = action.text === 'add';
  if ((!isAdded && action.text !== 'remove') || who?.kind !== 'person')
    throw new UserError(`Say whom: ${how} Nothing was changed.`);
  const { person } = who;
  if (person.standing !== 'member')
    throw new UserError(`${person.name} is not a full member, so can't be an admin. Nothing was changed.`);
  if (person.isAdmin === isAdded)
    return {
      message: say(
        text`${person.name} is ${isAdded ? 'an admin of Hallway already' : 'no admin of Hallway'}. Nothing was changed.`,
      ),
    };
  const is = isAdded
    ? text`${bold(person.name)} becomes an admin of Hallway, and sees programs, groups and the log.`
    : text`${bold(person.name)} is no longer an admin of Hallway.`;
  return ctx.propose({
    echo: say(is),
    confirm: isAdded ? 'Add' : 'Remove',
    apply: async () => {
      await ctx.house.nameAdmin(person.id, isAdded);
      const still = !isAdded && (await ctx.people.get(person.id))?.isAdmin;
      return {
        message: say(
          text`Done.${still ? ` ${person.name} is still an admin of the workspace itself, and so of Hallway.` : ''}`,
        ),
      };
    },
  });
}

async function listAdmins(ctx: ActionContext): Promise<Reply> {
  const names = (await ctx.people.all()).filter((person) => person.isAdmin).map((person) => text`${person.name}`);
  return {
    message: {
      fallback: 'Admins',
      blocks: [paragraph(text`Admins of Hallway:`), list(names), note(text`To change that: ${how}`)],
    },
  };
}

export const admins: Command = {
  word: 'admins',
  who: 'admin',
  usage: [{ words: 'admins add @name | remove @name', does: 'who may set things up' }],
  run,
};
