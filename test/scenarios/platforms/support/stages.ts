import { onTestFinished } from 'vitest';
import { createApp } from '../../../../src/app.ts';
import { calendarLinks } from '../../../../src/drivers/calendar-links.ts';
import { startHttp } from '../../../../src/drivers/http-server.ts';
import { ProcessPace } from '../../../../src/drivers/process-pace.ts';
import { seededRandom } from '../../../../src/drivers/seeded-random.ts';
import { features } from '../../../../src/features/index.ts';
import { referencesIn } from '../../../../src/runtime/references.ts';
import { type Instant, instant } from '../../../../src/time/zoned.ts';
import { KeptLog } from '../../../support/kept-log.ts';
import { emptyStorePlace } from '../../../support/store.ts';
import { walkTo } from '../../../support/walk.ts';
import { openSandboxStage } from './sandbox-stage.ts';
import type { Coworker, Stage } from './scene.ts';
import { slackPart } from './slack-part.ts';
import { teamsPart } from './teams-part.ts';

const START = '2026-11-30T09:00Z';

/** Every way the same story is played: each platform alone, and both real ones at once in one process. */
export const stages: readonly (readonly [string, () => Promise<Stage>])[] = [
  ['Slack', () => openPlatforms(['slack'])],
  ['Teams', () => openPlatforms(['teams'])],
  ['the sandbox', () => openSandboxStage(instant(START))],
  ['Slack and Teams at once', () => openPlatforms(['slack', 'teams'])],
];

const parts = { slack: slackPart, teams: teamsPart };

/** One bot on one store, in a workspace of each platform. */
export async function openPlatforms(
  names: readonly (keyof typeof parts)[],
  emails: Partial<Record<keyof typeof parts, (who: Coworker) => string>> = {},
): Promise<Stage> {
  const time: { now: Instant } = { now: instant(START) };
  const clock = { now: () => time.now };
  const log = new KeptLog();
  const place = await emptyStorePlace();
  const store = await place.open();
  const setting = { clock, log, pace: new ProcessPace(), references: referencesIn(store) };
  const opened = await Promise.all(
    names.map((name) => parts[name]({ ...setting, ...(emails[name] && { emailOf: emails[name] }) })),
  );
  const app = createApp(
    {
      ...{ storage: store.storage, queue: store.queue, installations: store.installations, clock, log },
      platforms: new Map(opened.map(({ name, adapter }) => [name, adapter])),
      random: seededRandom('stage'),
      calendarLinks: calendarLinks({ secret: Buffer.alloc(32, 7) }),
    },
    features,
  );
  const settle = async () => {
    for (const { adapter } of opened) await adapter.answered();
    await app.settle();
  };
  const scenes = [];
  for (const part of opened) {
    const http = await startHttp({ host: '127.0.0.1', port: 0, app: part.adapter.routes(app), log });
    onTestFinished(http.stop);
    await part.adapter.begin(app);
    scenes.push(await part.open(`http://127.0.0.1:${http.port}`, settle));
  }
  onTestFinished(async () => {
    for (const { adapter, close } of opened) await adapter.close().then(close);
    await store.close();
    await place.remove();
  });
  return {
    scenes,
    organisations: async () => (await store.storage.organisations()).orgs.length,
    errors: () => log.lines.filter((line) => line.includes('"level":"error"')),
    until: (iso) => walkTo({ time, app, settle }, iso),
  };
}
