import { expect, it } from 'vitest';
import type { Message } from '../../../src/core/message.ts';
import type { House } from '../../support/house.ts';
import { buttonsOf, read } from '../../support/reading.ts';
import { size } from '../../support/size.ts';
import { testedStore } from '../../support/store.ts';
import { dayAfter } from '../support/wall-clock.ts';
import { allMeet, arrives, crew, mail, nameOf, openHouse, orders, pairs, told } from './support/coffee.ts';
import { type Heard, LoudLog, piecesOf } from './support/overheard.ts';

const baseUrl = 'https://hallway.example';
/** Who avoids whom: in pairs and trios, across programs, latecomers from either side, and two who have nobody else. */
const wishes = [
  ...[
    ['ana', 'bo'],
    ['cleo', 'dev'],
    ['cleo', 'eli'],
    ['fay', 'ana'],
  ],
  ...[
    ['max', 'gus'],
    ['hana', 'max'],
    ['rui', 'quin'],
    ['bo', 'nia'],
  ],
] as const;
const staff = crew(18).map(({ id }) => id);
/** Nobody can be found for Sam, who is alone in his program; nor for Rui and Quin in theirs, for another reason. */
const channels = { coffee: staff.slice(0, 12), trios: staff.slice(0, 8), duo: ['quin', 'rui'], alone: ['sam'] };

interface Story {
  readonly house: House;
  readonly heard: Heard[];
  readonly log: LoudLog;
}

async function tell(story: Story, id: string, line: string, channel?: string): Promise<Message | undefined> {
  const { message } = await story.house.says(id, line, channel);
  story.heard.push(...piecesOf(`${id}: ${line}`, message));
  return message;
}

async function press(story: Story, id: string, message: Message | undefined, label: string): Promise<void> {
  if (!message || !buttonsOf(message).some((button) => button.label === label)) return;
  const reply = await story.house.presses(id, message, label);
  story.heard.push(...piecesOf(`${id} presses ${label}`, reply.message), ...piecesOf(label, reply.replace));
}

/** Everything an admin can look at. */
async function lookAround(story: Story): Promise<void> {
  const { house } = story;
  for (const channel of Object.keys(channels)) {
    await tell(story, 'boss', 'coffee preview', channel);
    await tell(story, 'boss', 'coffee status', channel);
  }
  for (const line of ['status', 'log', 'settings', 'admins', 'home']) await tell(story, 'boss', line);
  for (const note of mail(house, 'boss', /people in \d+ groups/))
    await press(story, 'boss', note.message, 'See the groups');
  for (const id of house.platform.coworkers.keys()) await tell(story, id, 'home');
}

async function takeFiles(story: Story): Promise<void> {
  const { house, heard } = story;
  const { message } = await house.says('boss', 'coffee export');
  const url = message?.blocks.flatMap((block) =>
    block.kind === 'text' ? block.text.flatMap((span) => (span.kind === 'link' ? [span.url] : [])) : [],
  )[0];
  const file = await house.app.takeFile(url?.slice(`${baseUrl}/links/`.length) ?? '');
  heard.push(...(file?.body ?? 'no file').split('\n').map((text) => ({ where: 'rounds.csv', text })));
  const settings = await house.app.exportSettings(house.org);
  heard.push({ where: 'settings', text: JSON.stringify(settings, null, 1) });
  for (const id of house.platform.coworkers.keys()) await tell(story, id, 'privacy export');
}

/** Three months; half of them on PostgreSQL in the small form, for the time of the whole suite. */
const weeks = size(`weeks of avoid lists on ${testedStore}`, { small: testedStore === 'lowdb' ? 12 : 6, full: 12 });

async function threeMonths(): Promise<Story> {
  const log = new LoudLog();
  const house = await openHouse(crew(19), { channels, log, baseUrl });
  const story: Story = { house, heard: [], log };
  await orders(house, 'coffee every week on tuesday at 10:00');
  await orders(house, 'coffee every 2 weeks on thursday at 10:00', 'trios');
  await orders(house, 'coffee group 3', 'trios');
  for (const channel of ['duo', 'alone']) await orders(house, 'coffee every 4 weeks on friday at 10:00', channel);
  for (const [who, whom] of wishes)
    expect(await told(house, who, `avoid @${whom}`)).toContain("I won't put you together");
  for (let week = 1; week <= weeks; week += 1) {
    await house.until(`${dayAfter('2026-11-30', week * 7 - 5)}T12:00:00Z`);
    if (week === 3) await arrives(house, 'max');
    if (week === 5) await arrives(house, 'nia');
    for (const id of week % 4 === 0 ? ['ana', 'bo', 'cleo', 'dev', 'fay', 'max', 'gus'] : [])
      await tell(story, id, 'meet');
    if (week % 4 === 2) await sendAPreview(story);
    await house.until(`${dayAfter('2026-11-30', week * 7 - 1)}T12:00:00Z`);
    await allMeet(house, `${dayAfter('2026-11-30', week * 7 - 7)}T00:00:00Z`);
    if (week % 3 === 0) await lookAround(story);
  }
  await takeFiles(story);
  for (const { place, message } of house.platform.posts) story.heard.push(...piecesOf(`a ${place.kind} post`, message));
  return story;
}

/** A list that is looked at; then somebody on it wishes not to meet another; then it is sent. */
async function sendAPreview(story: Story): Promise<void> {
  const card = await tell(story, 'boss', 'coffee preview', 'coffee');
  await told(story.house, 'kai', 'avoid @ivo');
  await press(story, 'boss', card, 'Send exactly this now');
}

const all = [...wishes, ['kai', 'ivo'] as const];
/** Whom somebody met is theirs to see, many in one line, and so is the whole of what is held on them. */
const isOwnList = ({ where }: Heard, pair: readonly string[]) =>
  /: (home|privacy export)$/.test(where) && !pair.some((id) => where.startsWith(`${id}:`));
const secretWords = /avoid|apart|never (be |to )?(put|meet|introduce)|rather not|keep away|excluded|blocked/i;
/** The help and the privacy card speak of lists in general, an export of how many its owner has. */
const isGeneral = ({ text }: Heard) => /^Avoids: \d+$|whom you would rather not meet|\/hallway avoid @name/.test(text);

it('reveals no avoid list in any message, log line, export or preview', async () => {
  const { house, heard, log } = await threeMonths();
  const ids = new Map(await Promise.all(staff.map(async (id) => [id, await house.person(id)] as const)));

  console.log(`searched ${heard.length} texts and ${log.lines.length} log lines for ${all.length} avoided pairs`);

  expect(heard.length).toBeGreaterThan(2_000);
  for (const pair of all.slice(0, -1)) expect(pairs(house)).not.toContain([...pair].sort().join('+'));
  for (const pair of all) {
    const isNamed = pair.map((id) => new RegExp(`\\b${nameOf(id)}\\b|\\b${ids.get(id)}\\b`));
    const both = heard.filter((one) => isNamed.every((name) => name.test(one.text)) && !isOwnList(one, pair));
    expect(both.filter(({ text }) => pair.join() !== 'kai,ivo' || secretWords.test(text))).toEqual([]);
    const inLog = pair.map((id) => new RegExp(`test:T1/${id}\\b|\\b${ids.get(id)}\\b|\\b${nameOf(id)}\\b`));
    expect(log.lines.filter((line) => pair.join() !== 'kai,ivo' && inLog.every((name) => name.test(line)))).toEqual([]);
  }
  expect(heard.filter((one) => secretWords.test(one.text) && !isGeneral(one))).toEqual([]);
  expect(log.lines.filter((line) => secretWords.test(line))).toEqual([]);
  for (const id of ['quin', 'rui', 'sam']) expect(reasonsFor(heard, id)).toEqual(['no partner possible']);
});

/** Why somebody was left out, wherever it stands: Sam for want of anybody, Quin and Rui because of a wish. */
const reasonsFor = (heard: readonly Heard[], id: string): readonly string[] => {
  const line = new RegExp(`^${nameOf(id)}: (.*)$|left out,${nameOf(id)},(.*)$`);
  return [...new Set(heard.flatMap(({ text }) => line.exec(text)?.slice(1).filter(Boolean) ?? []))];
};

it('says the same of a list that a wish has changed and of one that a pause has changed', async () => {
  const answers = [];
  for (const line of ['avoid @bo', 'pause 2 weeks']) {
    const house = await openHouse(crew(2));
    await orders(house, 'coffee every week on tuesday at 10:00');
    await house.until('2026-11-30T18:00:00Z');
    const { message: card } = await house.says('boss', 'coffee preview', 'coffee');
    await told(house, 'ana', line);
    if (card) answers.push(read((await house.presses('boss', card, 'Send exactly this now')).replace).split('\n')[0]);
  }

  expect(answers).toEqual(
    Array(2).fill('Something has changed since you looked. Nothing was sent; this is the list now.'),
  );
});

it('lets nobody see from a waiting card that somebody waits whom they may not meet', async () => {
  const house = await openHouse(crew(3));
  const alone = await told(house, 'ana', 'meet');
  await told(house, 'ana', 'avoid @bo');

  const besideAna = await told(house, 'bo', 'meet');

  expect(besideAna).toBe(alone);
});
