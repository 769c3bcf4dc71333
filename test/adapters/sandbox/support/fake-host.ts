import type { SandboxHost } from '../../../../adapters/sandbox/host.ts';
import type { Sandbox } from '../../../../adapters/sandbox/index.ts';
import type { Form } from '../../../../src/core/form.ts';
import { accountId, personId, workspaceId } from '../../../../src/core/ids.ts';
import type { Interaction, WorkspaceEvent } from '../../../../src/core/interaction.ts';
import { bold, date, heading, italic, link, type Message, say, text } from '../../../../src/core/message.ts';
import type { Reply } from '../../../../src/core/reply.ts';
import type { Table } from '../../../../src/ports/feature.ts';
import { type Instant, plus, type Zone } from '../../../../src/time/zoned.ts';

interface Plan {
  readonly at: Instant;
  readonly what: string;
  readonly to: string;
  readonly why: string;
  run(): Promise<unknown>;
}

/** A small bot that behaves: sets up a weekly coffee by confirmation, introduces Ana and Tomasz, and keeps a home. */
export class FakeHost implements SandboxHost {
  readonly interactions: Interaction[] = [];
  readonly events: WorkspaceEvent[] = [];
  readonly settledAt: Instant[] = [];
  plans: Plan[] = [];
  introductions: Table | undefined;
  syncs = 0;
  erasures = 0;
  answer: ((interaction: Interaction) => Reply | undefined) | undefined;
  readonly #sandbox: Sandbox;

  constructor(sandbox: Sandbox) {
    this.#sandbox = sandbox;
  }

  async handle(interaction: Interaction): Promise<Reply> {
    this.interactions.push(interaction);
    const special = this.answer?.(interaction);
    if (special) return special;
    switch (interaction.kind) {
      case 'command':
        return this.#command(interaction.text);
      case 'press':
        return this.#press(interaction);
      case 'submit':
        if (interaction.values.note === 'bad') return { errors: { note: 'Please choose kinder words.' } };
        return { message: say(text`Saved: ${String(interaction.values.note)}`) };
      case 'home':
        return { message: homeCard };
    }
  }

  async observe(event: WorkspaceEvent): Promise<void> {
    this.events.push(event);
  }

  async sync(): Promise<void> {
    this.syncs += 1;
  }

  async settle(): Promise<void> {
    const now = this.#sandbox.clock.now();
    this.settledAt.push(now);
    const due = this.plans.filter((plan) => plan.at <= now).sort((a, b) => a.at - b.at);
    this.plans = this.plans.filter((plan) => plan.at > now);
    for (const plan of due) await plan.run();
  }

  async nextInstant(): Promise<Instant | undefined> {
    return this.plans.map((plan) => plan.at).sort((a, b) => a - b)[0];
  }

  async upcoming(): Promise<readonly Plan[]> {
    return this.plans;
  }

  async table(name: string): Promise<Table | undefined> {
    return name === 'introductions' ? this.introductions : undefined;
  }

  async erase(): Promise<void> {
    this.erasures += 1;
    this.plans = [];
  }

  #command(typed: string): Reply {
    if (!typed.startsWith('coffee')) return { message: say(text`I don't know ${bold(typed)}. Nothing was changed.`) };
    return {
      message: {
        fallback: 'Coffee in #general for 24 people',
        blocks: [
          heading('Coffee in #general'),
          { kind: 'text', text: text`Every week on ${bold('Tuesday at 10:00')}, for 24 people.` },
          { kind: 'note', text: text`Everyone gets a welcome first and can opt out.` },
          {
            kind: 'buttons',
            buttons: [
              { label: 'Start', verb: 'admin.confirm', args: { v: 1 }, style: 'primary' },
              { label: 'Change', verb: 'admin.change', args: { v: 1 }, opensForm: true },
            ],
          },
        ],
      },
    };
  }

  #press(press: Extract<Interaction, { kind: 'press' }>): Reply {
    if (press.verb === 'admin.change') return { form: changeForm };
    if (press.verb === 'coffee.met') return { replace: say(text`Glad you met.`) };
    if (press.verb !== 'admin.confirm') return { message: say(text`Noted.`) };
    const first = plus(this.#sandbox.clock.now(), { days: 7 });
    for (let week = 0; week < 52; week += 1) this.#planIntro(plus(first, { days: 7 * week }));
    return { replace: say(text`Coffee is on. The first round is on ${date(first, 'reader', 'dayTime')}.`) };
  }

  #planIntro(at: Instant): void {
    const workspace = workspaceId('sandbox:demo');
    const accounts = ['ana', 'tomasz'].map((id) => accountId(workspace, id));
    this.plans.push({
      at,
      what: 'Introduces Ana Duarte and Tomasz Nowak',
      to: 'Ana and Tomasz',
      why: 'Coffee in #general runs every week',
      run: async () => {
        for (const place of this.#sandbox.chat.placesFor(workspace, accounts))
          await this.#sandbox.chat.post(workspace, place, introCard(at), `coffee/intro/${at}`);
      },
    });
  }
}

const changeForm: Form = {
  title: 'Change the coffee',
  verb: 'admin.changed',
  args: { v: 1 },
  submit: 'Save',
  intro: 'Nothing changes until you save.',
  fields: [
    {
      name: 'note',
      label: 'A word to everybody',
      kind: 'text',
      multiline: true,
      maxLength: 200,
      hint: 'Shown with the first round.',
    },
    {
      name: 'size',
      label: 'Group size',
      kind: 'select',
      initial: '2',
      options: [
        { value: '2', label: 'Pairs' },
        { value: '3', label: 'Threes' },
      ],
    },
    {
      name: 'days',
      label: 'Days',
      kind: 'choices',
      optional: true,
      initial: ['mon'],
      options: [
        { value: 'mon', label: 'Monday' },
        { value: 'tue', label: 'Tuesday' },
      ],
    },
    { name: 'from', label: 'From', kind: 'date', optional: true },
    { name: 'host', label: 'Host', kind: 'person', optional: true, initial: 'sandbox:demo/imogen' },
  ],
};

const homeCard: Message = {
  fallback: 'Your home',
  blocks: [
    heading('Nothing is waiting for you'),
    { kind: 'text', text: text`Your next coffee is on Tuesday.` },
    { kind: 'buttons', buttons: [{ label: 'Pause', verb: 'coffee.pause', args: { v: 1 } }] },
  ],
};

function introCard(at: Instant): Message {
  const workspace = workspaceId('sandbox:demo');
  const person = (id: string, name: string) =>
    ({ kind: 'mention', person: personId(id), name, account: accountId(workspace, id) }) as const;
  return {
    fallback: 'Ana, meet Tomasz.',
    blocks: [
      heading('Ana, meet Tomasz'),
      {
        kind: 'text',
        text: text`${person('ana', 'Ana Duarte')} is on Brand in Lisbon (it's ${date(at, 'Europe/Lisbon' as Zone, 'time')} there), ${person('tomasz', 'Tomasz Nowak')} on Payments in London. You haven't met here before.`,
      },
      { kind: 'text', text: text`To start: ${italic('what did you want to be at ten?')}` },
      {
        kind: 'buttons',
        buttons: [
          { label: 'We met', verb: 'coffee.met', args: { v: 1 }, style: 'primary' },
          { label: 'Another question', verb: 'coffee.question', args: { v: 1 } },
          { label: 'Not this time', verb: 'coffee.skip', args: { v: 1 } },
        ],
      },
    ],
  };
}

/** One message with every kind of block and every kind of span. */
export function everyBlock(at: Instant): Message {
  const workspace = workspaceId('sandbox:demo');
  const account = (id: string) => accountId(workspace, id);
  return {
    fallback: 'Every kind of block',
    blocks: [
      heading('Every kind of block'),
      {
        kind: 'text',
        text: [
          ...text`Plain, ${bold('bold')}, ${italic('italic')}, ${link('a link', 'https://example.org/a')} and <b>no markup</b>, `,
          { kind: 'mention', person: personId('tomasz'), name: 'Tomasz Nowak', account: account('tomasz') },
          ...text` on ${date(at, 'reader', 'dayTime')}; outside: `,
          { kind: 'mention', person: personId('x'), name: 'Xenia Far', email: 'xenia@other.example' },
        ],
      },
      {
        kind: 'fields',
        fields: [
          { label: 'Next round', value: text`${date(at, 'Asia/Kathmandu' as Zone, 'weekdayTime')} (Kathmandu)` },
          { label: 'People', value: text`24` },
        ],
      },
      { kind: 'list', items: [text`First of the list`, text`Second, with ${bold('weight')}`] },
      { kind: 'divider' },
      { kind: 'image', url: '/icon.svg', alt: 'More people met across teams this quarter' },
      { kind: 'note', text: text`You get this because you set it up.` },
      {
        kind: 'buttons',
        buttons: [
          { label: 'Main', verb: 'test.main', args: {}, style: 'primary' },
          { label: 'Plain', verb: 'test.plain', args: {} },
          { label: 'Form', verb: 'admin.change', args: {}, opensForm: true },
          { label: 'Stop', verb: 'test.stop', args: {}, style: 'danger' },
        ],
      },
      {
        kind: 'startChat',
        people: ['ana', 'tomasz', 'jo'].map(personId),
        contacts: ['ana', 'tomasz', 'jo'].map((id) => ({ name: id, account: account(id) })),
      },
    ],
  };
}
