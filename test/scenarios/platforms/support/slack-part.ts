import { createSlack } from '../../../../adapters/slack/index.ts';
import { FakeSlack } from '../../../support/fake-slack/server.ts';
import { buttonsOf, signedHttp, Visitors } from '../../../support/fake-slack/visitor.ts';
import { type FakeMessage, FakeWorkspace } from '../../../support/fake-slack/workspace.ts';
import type { Part, PartSetting } from './part.ts';
import { type Coworker, coworkers, theirZone } from './scene.ts';

const signingSecret = 'signing-secret-of-the-stage';
const userOf = (key: Coworker) => `U${key.toUpperCase()}`;

/** A fake Slack workspace whose #general holds everybody. */
export async function slackPart({ clock, log, pace, emailOf }: PartSetting): Promise<Part> {
  const users = coworkers.map(({ key, name }) => ({
    ...{ id: userOf(key), real_name: name, tz: theirZone, is_admin: key === 'ana', is_owner: key === 'ana' },
    ...(emailOf && { email: emailOf(key) }),
  }));
  const home = new FakeWorkspace('T1', users);
  home.channel(
    'C1',
    'general',
    users.map(({ id }) => id),
  );
  if (emailOf) home.scopes.add('users:read.email');
  const fake = await FakeSlack.start([home], clock.now);
  const transport = { kind: 'http', signingSecret } as const;
  const install = { kind: 'single', botToken: home.token } as const;
  const adapter = createSlack({
    ...{ apiUrl: fake.apiUrl, transport, install, clock, log, pace },
    wait: async () => {},
  });
  const seen = (who: Coworker) => home.seenBy(userOf(who));
  return {
    ...{ name: 'slack', adapter, close: () => fake.stop() },
    async open(origin, settle) {
      const visitors = new Visitors(fake, home, signedHttp(origin, signingSecret, clock.now));
      return {
        platform: 'Slack',
        async says(who, words, where = 'private') {
          await visitors.types(userOf(who), words, where === 'channel' ? 'C1' : home.chatOf([userOf(who)]).id);
          await settle();
        },
        async presses(who, label) {
          const message = seen(who).findLast(({ blocks }) => buttonsOf(blocks).some(({ text }) => text.text === label));
          if (!message) throw new Error(`${who} sees no [${label}] on Slack`);
          await visitors.presses(userOf(who), message, label);
          await settle();
        },
        async submits(who, label, words) {
          const message = seen(who).findLast(({ blocks }) => buttonsOf(blocks).some(({ text }) => text.text === label));
          if (!message) throw new Error(`${who} sees no [${label}] on Slack`);
          await visitors.presses(userOf(who), message, label);
          await settle();
          await visitors.submitsWords(userOf(who), words);
          await settle();
        },
        seenBy: async (who) => seen(who).map(readingOfSlack),
      };
    },
  };
}

type Loose = Readonly<Record<string, unknown>>;

const readingOfSlack = ({ text, blocks }: FakeMessage): string => [text, linesOf(blocks)].filter(Boolean).join('\n');

function linesOf(shown: unknown): string {
  if (Array.isArray(shown)) return shown.map(linesOf).filter(Boolean).join('\n');
  if (typeof shown !== 'object' || shown === null) return '';
  const { type, text, elements, fields, user_id } = shown as Loose;
  if (type === 'rich_text_section') return (elements as readonly Loose[]).map(linesOf).join('');
  if (type === 'button') return `[${linesOf(text)}]`;
  if (type === 'user') return coworkers.find(({ key }) => userOf(key) === user_id)?.name ?? '';
  const own = typeof text === 'string' ? text : linesOf(text);
  return [own, linesOf(fields), linesOf(elements)].filter(Boolean).join('\n');
}
