/** Who is in every scene: five coworkers in one channel, `#general`; Ana sets things up. */
export const coworkers = [
  { key: 'ana', name: 'Ana Duarte' },
  { key: 'tomasz', name: 'Tomasz Nowak' },
  { key: 'jo', name: 'Jo Lindqvist' },
  { key: 'grete', name: 'Grete Holm' },
  { key: 'ken', name: 'Ken Mori' },
] as const;
export type Coworker = (typeof coworkers)[number]['key'];
export const everybody: readonly Coworker[] = coworkers.map(({ key }) => key);
export const theirZone = 'Europe/Lisbon';

/** One organisation on one platform, as its people meet Hallway there. */
export interface Scene {
  readonly platform: string;
  /** Says something to Hallway: in the channel, or in private. */
  says(who: Coworker, words: string, where?: 'channel' | 'private'): Promise<void>;
  /** Presses the button of the latest message they see that has it. */
  presses(who: Coworker, label: string): Promise<void>;
  /** Presses the button that opens a form, fills it in and sends it. */
  submits(who: Coworker, label: string, words: Readonly<Record<string, string>>): Promise<void>;
  /** What they see, line by line, with buttons in brackets; latest last. */
  seenBy(who: Coworker): Promise<readonly string[]>;
}

/** One process with the organisations it serves, on a clock moved by hand. */
export interface Stage {
  readonly scenes: readonly Scene[];
  until(iso: string): Promise<void>;
  /** How many organisations it keeps. */
  organisations(): Promise<number>;
  /** Errors that were logged. */
  errors(): readonly string[];
}

/** The latest of what they see that has such words; an error with what is there instead. */
export async function latest(scene: Scene, who: Coworker, words: RegExp): Promise<string> {
  const seen = await scene.seenBy(who);
  const found = seen.findLast((one) => words.test(one));
  if (found !== undefined) return found;
  throw new Error(`${who} on ${scene.platform} sees nothing like ${words}, only:\n${seen.join('\n--\n')}`);
}
