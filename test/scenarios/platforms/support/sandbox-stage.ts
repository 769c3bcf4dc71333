import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createSandbox } from '../../../../adapters/sandbox/index.ts';
import { createApp } from '../../../../src/app.ts';
import { calendarLinks } from '../../../../src/drivers/calendar-links.ts';
import { seededRandom } from '../../../../src/drivers/seeded-random.ts';
import { features } from '../../../../src/features/index.ts';
import { type Instant, zone } from '../../../../src/time/zoned.ts';
import { KeptLog } from '../../../support/kept-log.ts';
import { emptyStorePlace } from '../../../support/store.ts';
import { coworkers, type Scene, type Stage, theirZone } from './scene.ts';

interface Drawn {
  readonly id: string;
  readonly blocks: readonly Readonly<Record<string, unknown>>[];
  readonly text: string;
  readonly buttons: readonly { readonly id: string; readonly label: string }[];
}
interface State {
  readonly places: readonly { readonly id: string; readonly name: string; readonly kind: string }[];
  readonly messages: readonly Drawn[];
}

/** The sandbox with the same people, driven as its page drives it. */
export async function openSandboxStage(seedNow: Instant): Promise<Stage> {
  const log = new KeptLog();
  const place = await emptyStorePlace();
  const store = await place.open();
  const people = coworkers.map(({ key, name }) => ({
    ...{ id: key, name, timezone: zone(theirZone), isAdmin: key === 'ana', isGuest: false },
  }));
  const sandbox = await createSandbox({ folder: join(place.folder, 'platform'), seedNow, log, people });
  const { storage, queue, installations } = store;
  const random = seededRandom('stage');
  const app = createApp(
    {
      ...{ storage, queue, installations, clock: sandbox.clock, log, random },
      platforms: new Map([['sandbox', sandbox]]),
      calendarLinks: calendarLinks({ secret: Buffer.alloc(32, 7) }),
    },
    features,
  );
  const { workspace } = sandbox;
  const host = { ...app, sync: () => app.sync(workspace), upcoming: () => app.upcoming(workspace) };
  const routes = sandbox.routes({
    ...host,
    table: (name) => app.table(workspace, name),
    erase: async () => storage.erase({ org: await installations.orgOf(workspace) }),
  });
  await app.observe(sandbox.installed());
  await app.sync(workspace);
  onTestFinished(async () => {
    await sandbox.close();
    await store.close();
    await place.remove();
  });
  const asked = async (path: string, body?: object): Promise<unknown> => {
    const headers = { 'Content-Type': 'application/json', Host: 'localhost' };
    const response = await routes.request(`http://localhost${path}`, {
      headers,
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${path} was answered ${response.status}: ${await response.text()}`);
    return response.json();
  };
  return {
    scenes: [sceneOf(asked, app.settle)],
    organisations: async () => (await storage.organisations()).orgs.length,
    errors: () => log.lines.filter((line) => line.includes('"level":"error"')),
    until: async (iso) => void (await asked('/sandbox/clock', { to: new Date(iso).toISOString() })),
  };
}

function sceneOf(asked: (path: string, body?: object) => Promise<unknown>, settle: () => Promise<void>): Scene {
  const stateFor = (who: string) => asked(`/sandbox/state?as=${who}`) as Promise<State>;
  return {
    platform: 'the sandbox',
    async says(who, words, where = 'private') {
      const { places } = await stateFor(who);
      const place = places.find(({ kind, name }) => (where === 'channel' ? /general/.test(name) : kind === 'personal'));
      await asked('/sandbox/say', { as: who, place: place?.id ?? '', text: `/hallway ${words}` });
      await settle();
    },
    async presses(who, label) {
      const { messages } = await stateFor(who);
      const message = messages.findLast(({ buttons }) => buttons.some((one) => one.label === label));
      const button = message?.buttons.find((one) => one.label === label);
      if (!message || !button) throw new Error(`${who} sees no [${label}] in the sandbox`);
      await asked('/sandbox/press', { as: who, message: message.id, button: button.id });
      await settle();
    },
    submits: () => Promise.reject(new Error('no story fills in a form in the sandbox yet')),
    seenBy: async (who) => (await stateFor(who)).messages.map(({ blocks, text }) => `${text}\n${linesOf(blocks)}`),
  };
}

/** Spans of one text stand in one line. */
function linesOf(shown: unknown): string {
  if (Array.isArray(shown)) {
    const isText = shown.every((one) => typeof one?.text === 'string' && 'kind' in one && !('blocks' in one));
    return shown
      .map(linesOf)
      .filter(Boolean)
      .join(isText ? '' : '\n');
  }
  if (typeof shown !== 'object' || shown === null) return typeof shown === 'string' ? shown : '';
  const { kind, text, items, fields, label, value, buttons } = shown as Record<string, unknown>;
  if (kind === 'buttons') return (buttons as { label: string }[]).map((one) => `[${one.label}]`).join('\n');
  return [text, label, value, items, fields].map(linesOf).filter(Boolean).join('\n');
}
