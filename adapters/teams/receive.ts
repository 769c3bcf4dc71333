import { setTimeout as sleep } from 'node:timers/promises';
import { type AccountId, nativeId, type WorkspaceId } from '../../src/core/ids.ts';
import type { Interaction, WorkspaceEvent } from '../../src/core/interaction.ts';
import { type Message, note, text } from '../../src/core/message.ts';
import type { Reply } from '../../src/core/reply.ts';
import {
  afterInvoke,
  answerInvoke,
  answerSubmitted,
  answerThere,
  answerWords,
  type HttpAnswer,
  notOurs,
  type Occasion,
  patience,
} from './answer.ts';
import { type Arrival, type ArrivalParts, arrive } from './arrivals.ts';
import type { Activity } from './bodies.ts';
import { actorOf, type Deed, envelopeOf, type Received, receivedOf, rostersOf, whereOf } from './envelopes.ts';
import type { PostingParts } from './post.ts';
import { commandLine } from './said.ts';
import { workspaceFor } from './tenants.ts';

/** Ids of what was received lately: Teams repeats what it thinks was not heard. The runtime remembers them for days. */
const MOST_REMEMBERED = 5_000;
/** Teams waits five seconds for the answer to a press; what takes longer is said in the chat. */
const INVOKE_MS = 4_000;
/** The first look at a large tenant takes a while. */
const LINE_MS = 10_000;
/** What nobody but the one who asks should see: said in a channel it is done, and answered elsewhere. */
const PRIVATE_WORDS = new Set(['avoid', 'unavoid', 'ask', 'answer', 'pause', 'privacy']);

/** The bot as Teams meets it. */
export interface TeamsBot {
  handle(interaction: Interaction): Promise<Reply>;
  observe(event: WorkspaceEvent): Promise<void>;
}

export type ReceivingParts = PostingParts &
  ArrivalParts & {
    /** How long a press is worked on before it is told to wait; Teams itself waits for five seconds. */
    readonly invokeMs?: number;
  };

const OK: HttpAnswer = { status: 200 };

/** What came of a deed: the bot's reply, or why the bot was not asked. */
type Done = { readonly reply: Reply; readonly isHome: boolean } | { readonly refusal: Message };

/** Turns what Teams sends into interactions, and replies into what Teams shows. */
export class Receiving {
  readonly #parts: ReceivingParts;
  readonly #bot: TeamsBot;
  readonly #inFlight = new Set<Promise<unknown>>();
  readonly #recent = new Set<string>();
  readonly #lines = new Map<WorkspaceId, Promise<unknown>>();

  constructor(parts: ReceivingParts, bot: TeamsBot) {
    this.#parts = parts;
    this.#bot = bot;
  }

  /** Resolves when everything received so far was answered. */
  async settled(): Promise<void> {
    while (this.#inFlight.size > 0) await Promise.allSettled(this.#inFlight);
  }

  /** Words are answered in the chat; a press and a form over HTTP, within the time that Teams waits. */
  async receive(activity: Activity): Promise<HttpAnswer> {
    const workspace = workspaceFor(activity);
    const received = workspace && receivedOf(activity, workspace);
    if (!workspace || !received) return OK;
    if (!this.#parts.tenants.isAllowed(workspace)) {
      this.#parts.log.warn('teams.tenant.refused', { workspace });
      return { status: 403, body: { error: 'this tenant is not in HALLWAY_ALLOW' } };
    }
    if (activity.type === 'invoke') return this.#invoked(activity, workspace, received);
    if (!this.#isRepeated(activity.id)) void this.#track(this.#told(activity, workspace, received));
    return OK;
  }

  async #invoked(activity: Activity, workspace: WorkspaceId, received: Received): Promise<HttpAnswer> {
    const occasion = occasionOf(activity, workspace, received);
    if (!occasion) return OK;
    const work = this.#do(occasion, workspace, received);
    const done = await within(this.#parts.invokeMs ?? INVOKE_MS, work);
    // Sent again it is answered again, since Teams waits for that; what goes beside the answer went already.
    if (!this.#isRepeated(activity.id)) void this.#track(this.#finish(occasion, work, done === undefined));
    if (done && 'reply' in done) return answerInvoke(occasion, done.reply);
    const said = done ? { message: done.refusal } : patience;
    return answerInvoke({ ...occasion, deed: { kind: 'words' } }, said);
  }

  async #finish(occasion: Occasion, work: Promise<Done>, isLate: boolean): Promise<void> {
    const done = await work;
    if ('refusal' in done) return isLate ? answerThere(this.#parts, occasion, done.refusal) : undefined;
    const { reply } = done;
    if (isLate && occasion.surface.kind === 'dialog') return answerWords(this.#parts, occasion, reply);
    return isLate ? answerSubmitted(this.#parts, occasion, reply) : afterInvoke(this.#parts, occasion, reply);
  }

  async #told(activity: Activity, workspace: WorkspaceId, received: Received): Promise<void> {
    if (received.kind === 'deed') {
      const occasion = occasionOf(activity, workspace, received);
      if (!occasion) return;
      const done = await this.#do(occasion, workspace, received);
      if ('refusal' in done) return answerThere(this.#parts, occasion, done.refusal);
      const { reply, isHome } = done;
      if (occasion.surface.kind === 'card') return answerSubmitted(this.#parts, occasion, reply);
      return answerWords(this.#parts, isHome ? { ...occasion, deed: { kind: 'home' } } : occasion, reply);
    }
    const { events, isFirstChat } = await this.#arrive(activity, workspace, received);
    if (received.kind !== 'added') return;
    // Teams tells of one adding twice, in two ways; only the first brings something new.
    if (isFirstChat || events.some(({ kind }) => kind === 'installed')) await this.#greet(activity, workspace);
  }

  /** Whoever adds Hallway learns what to say to it. */
  async #greet(activity: Activity, workspace: WorkspaceId): Promise<void> {
    const account = actorOf(activity, workspace);
    if (!account) return;
    const { id, ...envelope } = envelopeOf(activity, workspace, account, this.#parts.clock.now());
    const place = { kind: 'personal', workspace, account } as const;
    const reply = await this.#bot.handle({ ...envelope, id: `${id}/greeting`, place, kind: 'command', text: 'help' });
    const surface = { kind: 'words' } as const;
    await answerWords(this.#parts, { activity, account, where: { kind: 'personal' }, deed: surface, surface }, reply);
  }

  async #do({ activity, account, where, deed }: Occasion, workspace: WorkspaceId, received: Received): Promise<Done> {
    const arrival = await this.#arrive(activity, workspace, received).catch((cause: unknown) =>
      this.#parts.log.error('teams.arrival.failed', { workspace }, cause),
    );
    if (arrival?.isOutsider) return { refusal: notOurs(activity.from.name) };
    const envelope = envelopeOf(activity, workspace, account, this.#parts.clock.now());
    if (deed.kind !== 'words')
      return { reply: await this.#bot.handle({ ...envelope, ...whatOf(deed) }), isHome: deed.kind === 'home' };
    const line = await commandLine(activity, workspace, ({ id }) => this.#whoIs(workspace, where, id));
    // A picture or a voice message says nothing that could be understood.
    const text = line === '' && where.kind === 'personal' ? 'help' : line;
    const isSpoken = where.kind === 'personal' ? { isSpoken: true as const } : {};
    const reply = await this.#bot.handle({ ...envelope, kind: 'command', text, ...isSpoken });
    const isPrivate = where.kind !== 'personal' && PRIVATE_WORDS.has(text.split(' ', 1)[0] ?? '');
    return { reply: isPrivate ? hushed(reply) : reply, isHome: text === '' || text === 'home' };
  }

  /** Keeps what is new and tells the bot, one activity of a tenant after the other; a slow one holds nobody up for long. */
  async #arrive(activity: Activity, workspace: WorkspaceId, received: Received): Promise<Arrival> {
    const before = this.#lines.get(workspace) ?? Promise.resolve();
    const mine = within(LINE_MS, before).then(async () => {
      const arrival = await arrive(this.#parts, activity, workspace, received);
      for (const event of arrival.events) await this.#bot.observe(event);
      return arrival;
    });
    this.#lines.set(
      workspace,
      mine.catch(() => undefined),
    );
    return mine;
  }

  async #whoIs(workspace: WorkspaceId, where: Occasion['where'], user: string): Promise<string | undefined> {
    if (where.kind === 'personal') return undefined;
    for (const roster of rostersOf(where)) {
      const entry = await this.#parts.directory.member(workspace, roster, user);
      if (entry) return nativeId(entry.account);
    }
    return undefined;
  }

  async #track(work: Promise<void>): Promise<void> {
    const kept = work.catch((cause: unknown) => this.#parts.log.error('teams.answer.failed', {}, cause));
    this.#inFlight.add(kept);
    await kept.finally(() => this.#inFlight.delete(kept));
  }

  #isRepeated(id: string): boolean {
    if (this.#recent.has(id)) return true;
    this.#recent.add(id);
    const [oldest] = this.#recent;
    if (this.#recent.size > MOST_REMEMBERED && oldest !== undefined) this.#recent.delete(oldest);
    return false;
  }
}

function occasionOf(activity: Activity, workspace: WorkspaceId, received: Received): Occasion | undefined {
  const account: AccountId | undefined = actorOf(activity, workspace);
  if (received.kind !== 'deed' || !account) return undefined;
  const { deed, surface } = received;
  return { activity, account, where: whereOf(activity), deed, surface };
}

function whatOf(deed: Exclude<Deed, { kind: 'words' }>) {
  if (deed.kind !== 'submit') return deed;
  const { verb, args } = deed.form;
  return { kind: 'submit', verb, args, values: deed.values } as const;
}

/** Said in a channel, where everybody could read it. */
function hushed(reply: Reply): Reply {
  const words = note(text`Next time, say this to me here: a channel is read by everybody in it.`);
  const message = reply.message ?? reply.replace;
  return message ? { ...reply, message: { ...message, blocks: [...message.blocks, words] } } : reply;
}

/** Undefined where it takes longer. */
async function within<Answer>(ms: number, work: Promise<Answer>): Promise<Answer | undefined> {
  const inTime = new AbortController();
  const late = sleep(ms, undefined, { signal: inTime.signal }).catch(() => undefined);
  return Promise.race([work, late]).finally(() => inTime.abort());
}
