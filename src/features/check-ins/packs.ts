import dayPlan from './packs/day-plan.json' with { type: 'json' };
import mission from './packs/mission.json' with { type: 'json' };
import pulse from './packs/pulse.json' with { type: 'json' };
import smallTalk from './packs/small-talk.json' with { type: 'json' };
import { type Pack, packSchema } from './question.ts';

/** Every pack by its name; a further one is a data file and a line here. */
export const packs: ReadonlyMap<string, Pack> = new Map(
  [smallTalk, dayPlan, mission, pulse].map((file) => {
    const pack = packSchema.parse(file);
    return [pack.name, pack];
  }),
);

/** The pack that is asked a few questions at a time and measured by the quarter. */
export const pulsePack = 'pulse';
