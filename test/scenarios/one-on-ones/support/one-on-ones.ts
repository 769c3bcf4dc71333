import { onTestFinished } from 'vitest';
import type { Message } from '../../../../src/core/message.ts';
import { type Instant, toIso } from '../../../../src/time/zoned.ts';
import { House, type HouseOptions } from '../../../support/house.ts';
import type { Coworker, Posted } from '../../../support/platform.ts';
import { buttonsOf, read } from '../../../support/reading.ts';

/** A Monday morning in Lisbon, before anybody works. */
export const monday = '2026-11-30T07:00:00Z';

/** Ana supervises Jo and Bo, in Lisbon; Kim supervises Ana; Dot is the admin and in nobody's team. */
export const team: readonly Coworker[] = [
  { id: 'dot', name: 'Dot', isAdmin: true },
  { id: 'kim', name: 'Kim Berg' },
  { id: 'ana', name: 'Ana Duarte', manager: 'kim' },
  { id: 'jo', name: 'Jo Silva', manager: 'ana' },
  { id: 'bo', name: 'Bo Lund', manager: 'ana', zone: 'Europe/Warsaw' },
];

/** A house in Lisbon, closed when the test ends. */
export async function openHouse(
  people: readonly Coworker[] = team,
  options: Partial<Omit<HouseOptions, 'people'>> = {},
): Promise<House> {
  const house = await House.open({ now: monday, zone: 'Europe/Lisbon', ...options, people });
  onTestFinished(() => house.close());
  return house;
}

/** The same with one-on-ones switched on by Dot. */
export async function openOneOnOnes(
  people: readonly Coworker[] = team,
  rhythm = 'every 2 weeks',
  options: Partial<Omit<HouseOptions, 'people'>> = {},
): Promise<House> {
  const house = await openHouse(people, options);
  await house.says('dot', `oneonone ${rhythm} --yes`);
  return house;
}

/** What a person is told who types a command in their personal chat. */
export const told = async (house: House, id: string, line: string): Promise<string> =>
  read((await house.says(id, line)).message);

/** An instant as scenarios write one. */
export const isoOf = (at: Instant): string => toIso(at).slice(0, 16);

/** Nudges somebody was sent. */
export const nudges = (house: House, id: string): readonly Posted[] =>
  house.platform.seenBy(id).filter(({ key }) => key.startsWith('oneonone/nudge/'));

/** What one-on-ones sent somebody, nudges included. */
export const mail = (house: House, id: string): readonly Posted[] =>
  house.platform.seenBy(id).filter(({ key }) => key.startsWith('oneonone/'));

/** Whom a nudge names, by the bold names of its lines. */
export const namesOn = (message: Message): readonly string[] =>
  message.blocks.flatMap((block) => {
    const [first] = block.kind === 'text' ? block.text : [];
    return first?.kind === 'bold' ? [first.text] : [];
  });

/** What a line's buttons do, by their label where one person is on the card; with several each names its own. */
const verbs: Readonly<Record<string, string>> = {
  'We met': 'oneonone.met',
  'Find a time': 'oneonone.time',
  Later: 'oneonone.later',
};

/** Presses the button of that label on somebody's line; without a name the first of that label. */
export async function pressFor(house: House, id: string, message: Message, label: string, name?: string) {
  const report = name === undefined ? undefined : await house.person(name);
  const button = buttonsOf(message).find(
    (one) =>
      (name === undefined ? one.label === label : one.verb === verbs[label]) &&
      (report === undefined || String(one.args.pair ?? '').endsWith(`/${report}`)),
  );
  if (!button) throw new Error(`no "${label}" for ${name ?? 'anybody'}: ${read(message)}`);
  return house.press(id, button);
}
