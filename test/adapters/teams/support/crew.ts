import type { FakePerson } from '../../../support/fake-teams/tenant.ts';
import { type TeamsHouse, wordsFor } from './teams-house.ts';

/** Ana, who sets things up, and two coworkers. */
export const people: FakePerson[] = [
  { key: 'ana', name: 'Ana Duarte', zone: 'Europe/Lisbon' },
  { key: 'tomasz', name: 'Tomasz Nowak', zone: 'Europe/Warsaw' },
  { key: 'jo', name: 'Jo Lindqvist' },
];
/** What somebody was shown last in their own chat. */
export const last = (house: TeamsHouse, key: string) => wordsFor(house, key).at(-1) ?? '';

/** Ana has added Hallway to the team. */
export async function added(house: TeamsHouse): Promise<TeamsHouse> {
  await house.visitors.adds('ana', { channel: house.team.id });
  await house.settle();
  return house;
}
