import type { Errand } from '../ports/across.ts';
import type { Command, Feature, FileImport, PressHandler, Schedule, SubmitHandler } from '../ports/feature.ts';
import type { Collection } from '../ports/storage.ts';

/** Everything the features registered, by the name it is asked for. */
export interface Registry {
  readonly features: readonly Feature[];
  readonly commands: ReadonlyMap<string, Command>;
  readonly presses: ReadonlyMap<string, PressHandler>;
  readonly submits: ReadonlyMap<string, SubmitHandler>;
  readonly imports: ReadonlyMap<string, FileImport>;
  readonly unsigned: ReadonlySet<string>;
  readonly schedules: ReadonlyMap<string, Schedule<unknown>>;
  readonly errands: ReadonlyMap<string, Errand>;
  readonly collections: ReadonlyMap<string, Collection<unknown>>;
  schedulesOn(collection: string): readonly Schedule<unknown>[];
}

/** Indexes the features; throws where two of them claim the same name. */
export function createRegistry(features: readonly Feature[], own: readonly Collection<unknown>[]): Registry {
  const schedules = index(
    features.flatMap((feature) => (feature.schedules ?? []).map((one) => [one.name, one] as const)),
  );
  return {
    features,
    commands: index(features.flatMap((feature) => (feature.commands ?? []).map((one) => [one.word, one] as const))),
    presses: index(features.flatMap((feature) => Object.entries(feature.presses ?? {}))),
    submits: index(features.flatMap((feature) => Object.entries(feature.submits ?? {}))),
    imports: index(features.flatMap((feature) => Object.entries(feature.imports ?? {}))),
    unsigned: new Set(features.flatMap((feature) => feature.unsigned ?? [])),
    schedules,
    errands: index(features.flatMap((feature) => Object.entries(feature.errands ?? {}))),
    collections: index(
      [...own, ...features.flatMap((feature) => feature.collections)].map((one) => [one.name, one] as const),
    ),
    schedulesOn: (collection) => [...schedules.values()].filter((one) => one.subjects.name === collection),
  };
}

function index<Value>(entries: readonly (readonly [string, Value])[]): ReadonlyMap<string, Value> {
  const map = new Map<string, Value>();
  for (const [name, value] of entries) {
    if (map.has(name)) throw new Error(`two features register "${name}"`);
    map.set(name, value);
  }
  return map;
}
