/** Which organisation took another one in, for whoever still asks for that. */
export const moved: readonly string[] = [`alter table hallway.organisations add column moved_to text collate "C"`];
