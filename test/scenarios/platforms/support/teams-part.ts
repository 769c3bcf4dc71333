import { createTeams } from '../../../../adapters/teams/index.ts';
import { readingOf } from '../../../support/fake-teams/reading.ts';
import { FakeTeams } from '../../../support/fake-teams/server.ts';
import { FakeTenant } from '../../../support/fake-teams/tenant.ts';
import { actionsOf, overHttp, Visitors } from '../../../support/fake-teams/visitor.ts';
import type { Part, PartSetting } from './part.ts';
import { type Coworker, coworkers, everybody, theirZone } from './scene.ts';

/** A fake tenant whose one team, general, holds everybody; Ana has added Hallway to it. */
export async function teamsPart({ clock, log, pace, references, emailOf }: PartSetting): Promise<Part> {
  const home = new FakeTenant(
    'acme',
    coworkers.map((one) => ({ ...one, zone: theirZone, ...(emailOf && { email: emailOf(one.key) }) })),
  );
  const team = home.team('general', everybody);
  const fake = await FakeTeams.start([home], clock.now);
  const adapter = createTeams({ ...{ identity: { kind: 'local' }, allow: [] }, references, pace, clock, log });
  const seen = (who: Coworker) => home.activities.filter(({ person }) => person === undefined || person === who);
  return {
    ...{ name: 'teams', adapter, close: () => fake.stop() },
    async open(origin, settle) {
      const visitors = new Visitors(fake, home, overHttp(origin));
      await visitors.adds('ana', { channel: team.id });
      await settle();
      return {
        platform: 'Teams',
        async says(who, words, where = 'private') {
          await visitors.writes(who, words, where === 'channel' ? { channel: team.id } : {});
          await settle();
        },
        async presses(who, label) {
          const card = seen(who).findLast(({ shown }) => actionsOf(shown).some(({ title }) => title === label));
          if (!card) throw new Error(`${who} sees no [${label}] on Teams`);
          await visitors.presses(who, card, label);
          await settle();
        },
        async submits(who, label, words) {
          const card = seen(who).findLast(({ shown }) => actionsOf(shown).some(({ title }) => title === label));
          if (!card) throw new Error(`${who} sees no [${label}] on Teams`);
          const { body } = await visitors.presses(who, card, label);
          if (!body?.task) throw new Error(`[${label}] opened no dialog on Teams: ${JSON.stringify(body)}`);
          await visitors.submits(who, body.task.value.card, words);
          await settle();
        },
        seenBy: async (who) => seen(who).map(({ shown }) => readingOf(shown)),
      };
    },
  };
}
