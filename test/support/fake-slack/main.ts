import { createInterface } from 'node:readline';
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
let shown = 0;

console.log(`A fake Slack stands at ${fake.apiUrl}. In another terminal:
  SLACK_API_URL=${fake.apiUrl} SLACK_BOT_TOKEN=${home.token} SLACK_SIGNING_SECRET=${secret} npm start
Then type here: U1 /hallway help · U1 press LABEL · U1 home · quit`);

for await (const line of createInterface({ input: process.stdin })) {
  const [, user = '', deed = ''] = /^(U\d+)\s+(.+)$/.exec(line.trim()) ?? [];
  if (line.trim() === 'quit') break;
  await act(user, deed).catch((error: unknown) => console.log(String(error)));
  await new Promise((done) => setTimeout(done, 500));
  for (const { channel, text, blocks, onlyFor } of home.messages.slice(shown)) {
    const buttons = buttonsOf(blocks).map((button) => `[${button.text.text}]`);
    console.log(`${channel}${onlyFor ? ` (only ${onlyFor})` : ''}: ${text} ${buttons.join(' ')}`);
  }
  shown = home.messages.length;
}
await fake.stop();

async function act(user: string, deed: string): Promise<unknown> {
  if (deed.startsWith('/hallway')) return visitors.types(user, deed.slice('/hallway'.length).trim());
  if (deed === 'home') {
    await visitors.event({ type: 'app_home_opened', user, tab: 'home', channel: 'D1' });
    return;
  }
  const label = deed.replace(/^press\s+/, '');
  const card = home.seenBy(user).findLast(({ blocks }) => buttonsOf(blocks).some(({ text }) => text.text === label));
  if (card) return visitors.presses(user, card, label);
  console.log('Type a person, then /hallway …, home, or press and the label of a button.');
}
