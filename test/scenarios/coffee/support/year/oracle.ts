import { admin } from './cast.ts';
import type { Deed } from './deeds.ts';
import { introducedOn, type Life, Lives, type Start, welcomeLead } from './lives.ts';
import { type Letter, Mailbox } from './mailbox.ts';
import type { YearProgram, YearStep } from './programs.ts';
import { momentOf } from './workdays.ts';

const silentRoundsAllowed = 3;
const keepsDays = { welcome: 14, midway: 4, closing: 3, stay: 10, summary: 7 } as const;

/** Who was put together at a step, which is the matcher's to decide, by `program/date/number`. */
export type GroupsMade = (
  program: string,
  date: string,
  at: number,
) => readonly { readonly group: string; readonly people: readonly string[] }[];

interface Group {
  readonly people: readonly string[];
  outcome: 'open' | 'planned' | 'met' | 'notThisTime';
}

/** Who should be introduced at a step; `left` is why everybody else of the audience is not. */
export interface ExpectedStep {
  readonly step: YearStep;
  readonly people: readonly string[];
  readonly left: ReadonlyMap<string, string>;
}

/**
 * The documents' rules of dates, membership and messages, worked out once more by other means: Intl and whole days.
 * It is told what people did and who was put together, and says who takes part and what arrives when.
 */
export class Oracle {
  readonly steps: ExpectedStep[] = [];
  readonly mail: Mailbox;
  /** Put together although one of the two asked for the opposite. */
  readonly broken: string[] = [];
  readonly #lives: Lives;
  readonly #programs: readonly YearProgram[];
  readonly #made: GroupsMade;
  readonly #groups = new Map<string, Group>();

  constructor(people: readonly Start[], programs: readonly YearProgram[], made: GroupsMade) {
    this.#lives = new Lives(people);
    this.#programs = programs;
    this.#made = made;
    this.mail = new Mailbox(
      (id, at) => {
        const life = this.#lives.of(id);
        return { ...life, isSilenced: !life.isHere || this.#lives.isPaused(life, at) };
      },
      (letter, at, hasArrived) => this.#settled(letter, at, hasArrived),
    );
  }

  /** Everybody of every program who has not been greeted is: at the start, and whenever the directory is read. */
  greetAll(now: number): void {
    for (const program of this.#programs) this.#greet(program, now);
  }

  run(step: YearStep): void {
    if (step.step === 'round') this.#holdRound(step);
    else if (step.step === 'late') this.#findCompany(step);
    else this.#ask(step, step.step);
  }

  /** What somebody did. */
  apply(deed: Deed): void {
    const life = this.#lives.of(deed.who);
    switch (deed.kind) {
      case 'pause':
        life.pausedUntil = deed.until;
        break;
      case 'resume':
        delete life.pausedUntil;
        break;
      case 'away':
        life.leave.push({ from: deed.from, to: deed.to });
        break;
      case 'avoid':
        life.avoids.add(deed.whom);
        break;
      case 'leave':
        this.#leave(life, deed.program);
        break;
      case 'join':
        Object.assign(this.#lives.in(deed.program, deed.who), { choice: 'in', welcome: 'given' });
        this.#hear(deed.program, [deed.who]);
        break;
      case 'hired':
        this.#hire(life, deed.channels, deed.at);
        break;
      case 'quits':
        life.channels.clear();
        break;
      case 'gone':
        life.isHere = false;
        break;
      case 'stays':
        this.#hear(deed.program, [deed.who]);
        break;
      case 'answer':
        this.#answer(deed);
        break;
      case 'programPause':
        break;
    }
  }

  #leave({ who: { id }, latest }: Life, program: string): void {
    this.#lives.in(program, id).choice = 'out';
    this.#hear(program, [id]);
    const mine = ({ to, about, kind }: Letter) =>
      to === id &&
      ((kind === 'welcome' && about.startsWith(`${program}/`)) ||
        (latest?.program === program && about.startsWith(`${latest.group}/`)));
    this.mail.cancel(mine);
  }

  #hire(life: Life, channels: readonly string[], at: number): void {
    life.isHere = true;
    for (const channel of channels) {
      life.channels.add(channel);
      for (const program of this.#programs) if (program.id === channel) this.#greet(program, at);
    }
  }

  #answer({ who, group: key, what }: Extract<Deed, { kind: 'answer' }>): void {
    const group = this.#groups.get(key);
    if (!group) throw new Error(`${key} was made at no step`);
    const [program = ''] = key.split('/');
    const { outcome } = group;
    this.#hear(program, what === 'met' ? group.people : [who]);
    if (what === 'later' || (what === 'skip' && outcome === 'met')) return;
    if (what === 'met') group.outcome = 'met';
    if (what === 'skip') group.outcome = 'notThisTime';
    if (what === 'diary' && outcome === 'open') group.outcome = 'planned';
    this.mail.cancel(
      ({ kind, about }) =>
        about.startsWith(`${key}/`) && (kind === 'midway' || (what !== 'diary' && kind === 'closing')),
    );
  }

  /** A sign of life ends a silence, and a rest. */
  #hear(program: string, people: readonly string[]): void {
    for (const id of people) {
      Object.assign(this.#lives.in(program, id), { silentRounds: 0, isResting: false });
      this.mail.cancel(({ to, about }) => to === id && about === `${program}/stay`);
    }
  }

  #greet({ id: program }: YearProgram, now: number): void {
    for (const { who, isHere, pausedUntil } of this.#lives.audience(program)) {
      const standing = this.#lives.in(program, who.id);
      const { arrivedAt, choice } = standing;
      if (arrivedAt !== undefined && arrivedAt <= now - welcomeLead) standing.welcome = 'given';
      const isUnwanted = who.isGuest || !isHere || choice === 'out' || pausedUntil === 'resumed';
      if (standing.welcome !== 'none' || isUnwanted) continue;
      standing.welcome = 'owed';
      const from = pausedUntil === undefined ? now : Math.max(now, momentOf(who.zone, pausedUntil, who.from));
      this.mail.owe({ to: who.id, kind: 'welcome', about: `${program}/welcome` }, from, keepsDays.welcome);
    }
  }

  #settled({ to, kind, about }: Letter, at: number, hasArrived: boolean): void {
    if (kind !== 'welcome') return;
    const standing = this.#lives.in(about.split('/')[0] ?? '', to);
    if (hasArrived) standing.arrivedAt = at;
    else if (standing.welcome === 'owed') standing.welcome = 'none';
  }

  #holdRound(step: YearStep): void {
    const { program, date, at } = step;
    const { present, left } = this.#lives.turnout(program, date, at);
    const [only, ...others] = present;
    const isAlone = only !== undefined && others.length === 0;
    const people = isAlone ? [] : present;
    const before = this.steps.findLast((one) => one.step.step === 'round' && one.step.program === program);
    this.steps.push({ step, people, left: isAlone ? new Map([...left, [only, 'no partner possible']]) : left });
    this.#introduce(step);
    for (const id of present) this.#lives.in(program.id, id).welcome = 'given';
    this.#greet(program, at);
    // A round of nobody is told once, not every time.
    if (people.length > 0 || before === undefined || before.people.length > 0)
      this.mail.owe({ to: admin, kind: 'summary', about: `${program.id}/${date}/summary` }, at, keepsDays.summary);
  }

  /** Who came after the round meets others who did, or joins a group that nobody has said anything about. */
  #findCompany(step: YearStep): void {
    const { program, date, at } = step;
    const { present, left } = this.#lives.turnout(program, date, at);
    const mine = [...this.#groups].filter(([key]) => key.startsWith(`${program.id}/${date}/`));
    const taken = new Set(mine.flatMap(([, { people }]) => people));
    const late = present.filter((id) => !taken.has(id));
    const suits = (id: string) => present.includes(id) && late.every((one) => !this.#lives.keepAway(one, id));
    const hasRoom = ({ people, outcome }: Group) =>
      outcome === 'open' && people.length <= program.groupSize && people.every(suits);
    const isPlaced = late.length > 1 || (late.length === 1 && mine.some(([, group]) => hasRoom(group)));
    this.steps.push({ step, people: isPlaced ? late : [], left });
    this.#introduce(step);
  }

  #introduce({ program, date, at }: YearStep): void {
    for (const { group, people } of this.#made(program.id, date, at)) {
      for (const [index, one] of people.entries())
        for (const other of people.slice(index + 1))
          if (this.#lives.keepAway(one, other)) this.broken.push(`${group}: ${one} and ${other}`);
      this.#groups.set(group, { people, outcome: 'open' });
      for (const id of people) this.#lives.of(id).latest = { program: program.id, date: introducedOn(date, at), group };
    }
  }

  #ask({ program, date, at }: YearStep, step: 'midway' | 'closing'): void {
    for (const [key, group] of this.#groups) {
      if (!key.startsWith(`${program.id}/${date}/`)) continue;
      if (group.outcome !== 'open' && !(group.outcome === 'planned' && step === 'closing')) continue;
      this.mail.cancel(({ kind, about }) => kind === 'midway' && about.startsWith(`${key}/`));
      for (const id of group.people) this.#askOne(key, group, id, at, step);
    }
  }

  #askOne(key: string, { outcome }: Group, id: string, at: number, step: 'midway' | 'closing'): void {
    const [program = ''] = key.split('/');
    const standing = this.#lives.in(program, id);
    if (standing.choice === 'out') return;
    const isSilent = step === 'closing' && outcome === 'open';
    if (isSilent) standing.silentRounds += 1;
    const asksToStay = isSilent && standing.silentRounds >= silentRoundsAllowed;
    if (asksToStay) standing.isResting = true;
    if (!this.#lives.of(id).isHere) return;
    const about = asksToStay ? `${program}/stay` : `${key}/${step}`;
    this.mail.owe({ to: id, kind: step, about }, at, asksToStay ? keepsDays.stay : keepsDays[step]);
  }
}
