import { createInterface } from 'node:readline';
import { drawn } from './drawn.ts';
import { FakeSlack } from './server.ts';
import { buttonsOf, signedHttp, Visitors } from './visitor.ts';
import { FakeWorkspace } from './workspace.ts';

/** `npm run fake-slack`: a small Slack on this machine, driven from the keyboard. */
const port = Number(process.env.FAKE_SLACK_PORT ?? 4040);
const bot = process.env.HALLWAY ?? 'http://127.0.0.1:3000';
const secret = 'fake-signing-secret';

const names = ['Ana Duarte', 'Tomasz Nowak', 'Jo Lindqvist', 'Priya Nair', 'Sam Osei', 'Grete Holm'];
const home = new FakeWorkspace(
  'T1',
  names.map((real_name, index) => ({ id: `U${index + 1}`, real_name, is_admin: index === 0 })),
);
home.channel('C1', 'general', [...home.users.keys()]);
const fake = await FakeSlack.start([home], Date.now, port);
const visitors = new Visitors(fake, home, signedHttp(bot, secret, Date.now));
const shown = new Map<string, string>();

console.log(`A fake Slack stands at ${fake.apiUrl}. In another terminal:
  SLACK_API_URL=${fake.apiUrl} SLACK_BOT_TOKEN=${home.token} SLACK_SIGNING_SECRET=${secret} npm start
Then type here, for any of U1 to U6:
  U1 /hallway help · U1 press LABEL · U1 home · U1 press home LABEL · U1 submit FIELD=VALUE; FIELD=VALUE · quit`);

for await (const line of createInterface({ input: process.stdin })) {
  const [, user = '', deed = ''] = /^(U\d+)\s+(.+)$/.exec(line.trim()) ?? [];
  if (line.trim() === 'quit') break;
  await act(user, deed).catch((error: unknown) => console.log(String(error)));
  await new Promise((done) => setTimeout(done, 500));
  showAll();
}
await fake.stop();

async function act(user: string, deed: string): Promise<unknown> {
  if (deed.startsWith('/hallway')) return visitors.types(user, deed.slice('/hallway'.length).trim());
  if (deed === 'home') return visitors.event({ type: 'app_home_opened', user, tab: 'home', channel: 'D1' });
  if (deed.startsWith('press home ')) return visitors.pressesHome(user, deed.slice('press home '.length));
  if (deed.startsWith('submit')) return submit(user, deed.slice('submit'.length));
  const label = deed.replace(/^press\s+/, '');
  const card = home.seenBy(user).findLast(({ blocks }) => buttonsOf(blocks).some(({ text }) => text.text === label));
  if (card) return visitors.presses(user, card, label);
  console.log(
    'Type a person, then /hallway …, home, press and the label of a button, or submit and what is filled in.',
  );
}

/** What is not named stays as the form was drawn. */
async function submit(user: string, words: string): Promise<void> {
  const values = Object.fromEntries(
    words.split(';').flatMap((part) => {
      const [, name = '', value = ''] = /^\s*([^=\s]+)\s*=\s*(.*?)\s*$/.exec(part) ?? [];
      return name === '' ? [] : [[name, value] as const];
    }),
  );
  const { body } = await visitors.submitsWords(user, values);
  if (body !== undefined) console.log(JSON.stringify(body));
}

/** What is new on anybody's screen, or was drawn again. */
function showAll(): void {
  for (const { channel, ts, text, blocks, onlyFor } of home.messages)
    show(ts, `${channel}${onlyFor ? ` (only ${onlyFor})` : ''}: ${text}`, blocks);
  for (const [user, view] of home.homes) show(`home ${user}`, `Home of ${user}`, (view as { blocks: unknown }).blocks);
  for (const { id, user, view } of home.views) show(id, `Form of ${user}: ${drawn([view.title])}`, view.blocks);
}

function show(id: string, title: string, blocks: unknown): void {
  const words = `${title}\n${drawn(blocks)}`;
  if (shown.get(id) === words) return;
  shown.set(id, words);
  console.log(words.replace(/\n(?=.)/g, '\n    '));
}
