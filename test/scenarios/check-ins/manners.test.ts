import { expect, test } from 'vitest';
import { read } from '../../support/reading.ts';
import { crew, openTeam } from './support/check-ins.ts';

const ask = 'ask "What would make today a good day?"';

test.each([
  ['pulse results', 'no pulse result'],
  ['pulse now', `I don't know "checkin pulse now"`],
])('"checkin %s" puts no pulse in place of what is there', async (line, answer) => {
  const house = await openTeam(crew(2), ['every weekday at 09:30', ask]);
  const before = await house.app.exportSettings(house.org);

  expect(read((await house.says('boss', `checkin ${line} --yes`, 'team')).message)).toContain(answer);
  expect(await house.app.exportSettings(house.org)).toEqual(before);
});
