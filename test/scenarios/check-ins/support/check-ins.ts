import { onTestFinished } from 'vitest';
import type { Message } from '../../../../src/core/message.ts';
import { House, type HouseOptions } from '../../../support/house.ts';
import type { Coworker, Posted } from '../../../support/platform.ts';
import { read } from '../../../support/reading.ts';

/** A Monday morning in London, before anybody works. */
export const monday = '2026-11-30T07:00:00Z';

/** So many coworkers, `p01` and on, all alike but for what is given. */
export const crew = (count: number, like: Partial<Coworker> = {}): readonly Coworker[] =>
  Array.from({ length: count }, (_, index) => {
    const id = `p${String(index + 1).padStart(2, '0')}`;
    return { ...like, id, name: id.toUpperCase() };
  });

/** A house in London whose admin, the boss, is asked nothing; all others are in #team. Closed when the test ends. */
export async function openTeam(
  people: readonly Coworker[],
  rules: readonly string[] = ['every weekday at 09:30 local'],
  options: Partial<Omit<HouseOptions, 'people'>> = {},
): Promise<House> {
  const boss = { id: 'boss', name: 'Boss', isAdmin: true };
  const house = await House.open({
    now: monday,
    zone: 'Europe/London',
    ...options,
    people: [boss, ...people],
    channels: { team: people.map(({ id }) => id), ...options.channels },
  });
  onTestFinished(() => house.close());
  for (const rule of rules) await orders(house, `checkin ${rule}`);
  return house;
}

/** The boss types a command and confirms it at once; answers what was said. Throws where it was not done. */
export async function orders(house: House, line: string, channel = 'team'): Promise<string> {
  const answer = read((await house.says('boss', `${line} --yes`, channel)).message);
  if (!/^(Done|Started|Changed|Stopped|It is so already)/.test(answer)) throw new Error(`${line}: ${answer}`);
  return answer;
}

/** What a person was asked in their own chat, in order. */
export const prompts = (house: House, id: string): readonly Posted[] =>
  house.platform.seenBy(id).filter(({ place, key }) => place.kind === 'personal' && /\/ask\//.test(key));

/** Their latest prompt. */
export function promptOf(house: House, id: string): Message {
  const last = prompts(house, id).at(-1);
  if (!last) throw new Error(`${id} was asked nothing`);
  return last.message;
}

/** What was posted in #team, in order. */
export const digests = (house: House, channel = 'team'): readonly Posted[] =>
  house.platform.posts.filter(
    ({ place }) => place.kind === 'channel' && place.channel === house.platform.channelOf(channel),
  );

/** Presses a button of the latest prompt and answers what is shown then. */
export async function press(house: House, id: string, label: string): Promise<string> {
  const reply = await house.presses(id, promptOf(house, id), label);
  return read(reply.replace ?? reply.message);
}

/** Opens the form of the latest prompt and sends it, each field with the same words or its own. */
export async function write(
  house: House,
  id: string,
  words: string | Readonly<Record<string, string>>,
): Promise<string> {
  const { form } = await house.presses(id, promptOf(house, id), 'Answer');
  if (!form) throw new Error(`${id} got no form`);
  const values = Object.fromEntries(
    form.fields.map(({ name }) => [name, typeof words === 'string' ? words : words[name]]),
  );
  const reply = await house.submits(id, form.verb, form.args, values);
  if (reply.errors) throw new Error(JSON.stringify(reply.errors));
  return read(reply.replace ?? reply.message);
}
