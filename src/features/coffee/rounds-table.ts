import type { PersonId } from '../../core/ids.ts';
import { say, text } from '../../core/message.ts';
import type { ReadContext } from '../../ports/context.ts';
import type { Table } from '../../ports/feature.ts';
import type { Action } from './program-rules.ts';
import { groups, partsOfGroup, programs, rounds } from './records.ts';

/** Every round of every program: who was put together and why, who was left out and why. Not whether they met. */
export async function roundsTable(ctx: ReadContext): Promise<Table> {
  const names = new Map<PersonId, string>((await ctx.people.all()).map((person) => [person.id, person.name]));
  const nameOf = (id: PersonId) => names.get(id) ?? 'somebody who left';
  const rows: string[][] = [];
  for (const { key, value } of await ctx.reads.list(groups)) {
    const { program, date } = partsOfGroup(key);
    rows.push([
      await channelOf(ctx, program),
      date,
      key.slice(key.lastIndexOf('/') + 1),
      value.people.map(nameOf).join(' + '),
      value.reason,
    ]);
  }
  for (const { key, value } of await ctx.reads.list(rounds)) {
    const { program, date } = partsOfGroup(key);
    for (const { person, why } of value.left)
      rows.push([await channelOf(ctx, program), date, 'left out', nameOf(person), why]);
  }
  return { header: ['channel', 'date', 'group', 'people', 'reason'], rows: rows.sort(byDate) };
}

/** The groups that stand, those of "not this time" aside: what a picture of who was introduced to whom is made of. */
export async function standingTable(ctx: ReadContext): Promise<Table> {
  const names = new Map<PersonId, string>((await ctx.people.all()).map((person) => [person.id, person.name]));
  const standing = (await ctx.reads.list(groups)).filter(({ value }) => value.outcome !== 'notThisTime');
  const rows = standing.map(({ key, value }) => {
    const { program, date } = partsOfGroup(key);
    return [program, date, ...value.people.flatMap((id) => names.get(id) ?? [])];
  });
  return { header: ['program', 'date', 'people'], rows: rows.sort(byDate) };
}

const byDate = (a: readonly string[], b: readonly string[]) => (`${a[1]}${a[0]}` < `${b[1]}${b[0]}` ? -1 : 1);

async function channelOf(ctx: ReadContext, id: string): Promise<string> {
  const program = await ctx.reads.get(programs, id);
  const channel = program && (await ctx.people.channel(program.channel));
  return channel ? `#${channel.name}` : 'on request or ended';
}

/** `coffee export`: the rounds as a file behind a link. */
export const exportRounds: Action = async (ctx) => {
  const url = await ctx.linkTo('rounds');
  if (url === undefined)
    return {
      message: say(
        text`I have no web address of my own, so I can't hand you a file. Whoever runs Hallway can set HALLWAY_URL.`,
      ),
    };
  return {
    message: say([
      ...text`Here are all rounds as a spreadsheet: `,
      { kind: 'link', text: 'rounds.csv', url },
      ...text`. The link works once, for 15 minutes.`,
    ]),
  };
};
