import { nativeId } from '../../../../../src/core/ids.ts';
import type { Posted } from '../../../../support/platform.ts';
import { DAY } from '../../../support/wall-clock.ts';
import { cast } from './cast.ts';
import { channelsOf, isHereFirst } from './deeds.ts';
import { madeIn, type Organisation } from './living.ts';
import { Oracle } from './oracle.ts';
import type { YearProgram, YearStep } from './programs.ts';

const iso = (at: number) => new Date(at).toISOString().slice(0, 16);

/** Asks the oracle for the whole span, with what people did and who was put together. */
export function foretell(
  organisation: Organisation,
  programs: readonly YearProgram[],
  steps: readonly YearStep[],
  span: { readonly from: number; readonly to: number },
): Oracle {
  const made = madeIn(organisation.house.platform.posts);
  const people = cast.map((one, index) => ({
    ...one,
    channels: isHereFirst(index) ? channelsOf(index) : [],
    isHere: isHereFirst(index),
  }));
  const oracle = new Oracle(people, programs, (program, date, at) =>
    made.filter((one) => one.program === program && one.date === date && one.at === at),
  );
  const syncs = Array.from(
    { length: Math.floor((span.to - span.from) / DAY) },
    (_, day) => span.from + (day + 1) * DAY,
  );
  const events = [
    ...steps
      .filter(({ at }) => at <= span.to)
      .map((step) => ({ at: step.at, order: 0, happens: () => oracle.run(step) })),
    ...organisation.done.map((deed) => ({
      at: deed.at,
      order: deed.kind === 'gone' ? 0 : 2,
      happens: () => oracle.apply(deed),
    })),
    ...syncs.map((at) => ({ at, order: 1, happens: () => oracle.greetAll(at) })),
  ].sort((a, b) => a.at - b.at || a.order - b.order);
  oracle.greetAll(span.from);
  for (const { at, happens } of [...events, { at: span.to, happens: () => undefined }]) {
    while (oracle.mail.nextAt() < at) oracle.mail.deliver(oracle.mail.nextAt());
    happens();
  }
  while (oracle.mail.nextAt() <= span.to) oracle.mail.deliver(oracle.mail.nextAt());
  return oracle;
}

/** Who was newly introduced at each step: `2026-06-02T09:00 all of 2026-06-02: ana bo …`. */
export function introducedRows(posts: readonly Posted[]): readonly string[] {
  const before = new Map<string, readonly string[]>();
  const rows = new Map<string, string[]>();
  for (const { at, program, date, group, people } of madeIn(posts)) {
    const row = `${iso(at)} ${program} of ${date}`;
    const fresh = people.filter((id) => !before.get(group)?.includes(id));
    rows.set(row, [...(rows.get(row) ?? []), ...fresh]);
    before.set(group, people);
  }
  return [...rows].map(([row, people]) => `${row}: ${people.sort().join(' ')}`).sort();
}

/** The same, as the oracle has it. */
export const expectedRows = ({ steps }: Oracle): readonly string[] =>
  steps
    .filter(({ people }) => people.length > 0)
    .map(({ step, people }) => `${iso(step.at)} ${step.program.id} of ${step.date}: ${[...people].sort().join(' ')}`)
    .sort();

/** Who is written down as left out of each round, and why, once latecomers have found company. */
export function expectedLeft({ steps }: Oracle): readonly string[] {
  const nameOf = (id: string) => cast.find((one) => one.id === id)?.name ?? id;
  return steps
    .filter(({ step }) => step.step === 'round')
    .flatMap(({ step: { program, date }, left }) => {
      const late = steps.find(({ step }) => step.step === 'late' && step.program === program && step.date === date);
      const still = [...left].filter(([id]) => !late?.people.includes(id));
      return still.map(([id, why]) => `#${program.id} ${date} ${nameOf(id)}: ${why}`);
    })
    .sort();
}

/** The same, as an admin exports it. */
export async function exportedLeft({ house }: Organisation): Promise<readonly string[]> {
  const table = await house.app.table(house.platform.workspace, 'rounds');
  return (table?.rows ?? [])
    .filter(([, , group]) => group === 'left out')
    .map(([channel, date, , name, why]) => `${channel} ${date} ${name}: ${why}`)
    .sort();
}

const keyShape =
  /^coffee\/test:T1#(\w+)\/(?:(welcome|stay)\/|(\d{4}-\d\d-\d\d)\/(?:(\d{4})\/(midway|closing)|(summary))\/?)/;

/** Everything unasked that arrived in somebody's own chat: `2026-06-01T08:00 ana all/welcome`. */
export const arrivedRows = (posts: readonly Posted[]): readonly string[] =>
  unasked(posts)
    .map(({ at, to, about }) => `${iso(at)} ${to} ${about}`)
    .sort();

export const expectedMail = ({ mail }: Oracle): readonly string[] =>
  mail.arrived.map(({ at, letter }) => `${iso(at)} ${letter.to} ${letter.about}`).sort();

/** Personal posts by whom they are for and what they are about. */
export const unasked = (posts: readonly Posted[]) =>
  posts.flatMap((post) => {
    if (post.place.kind !== 'personal') return [];
    const [, program, word, date, number, step, summary] = keyShape.exec(post.key) ?? [];
    const about = [program ?? post.key, date, number, word ?? step ?? summary].filter((part) => part !== undefined);
    return [{ at: post.at as number, to: nativeId(post.place.account), about: about.join('/'), post }];
  });
