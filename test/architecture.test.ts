import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { habitOffences } from './architecture/habits.ts';
import { layerOffences } from './architecture/layers.ts';
import { above, fileSizes, functionSizes, LIMITS, median, missingPaths, picturedPaths } from './architecture/sizes.ts';
import { readSources } from './architecture/sources.ts';

const house = readSources(['src', 'adapters']);
const around = readSources(['test', 'bench']);
const PAGE = 'docs/architecture.md';

describe('the house', () => {
  test('has files to look at', () => {
    expect(Object.keys(house).length).toBeGreaterThan(50);
  });

  test('imports point inwards', () => {
    expect(layerOffences(house)).toEqual([]);
  });

  test('the clock, chance, the environment and the console are used only where they are at home', () => {
    expect(habitOffences(house)).toEqual([]);
  });

  test('files and functions are short', () => {
    const functions = functionSizes(house);
    const printed = [
      ...above(fileSizes({ ...house, ...around }), LIMITS.file.print),
      ...above(functions, LIMITS.function.print),
    ];
    console.log(
      [
        `Files: ${fileSizes(house).length}, median ${median(fileSizes(house))} lines, wanted up to ${LIMITS.file.print}.`,
        `Functions: ${functions.length}, median ${median(functions)} lines, wanted up to ${LIMITS.function.print}.`,
        ...printed.map((line) => `  long: ${line}`),
      ].join('\n'),
    );

    expect(above(fileSizes(house), LIMITS.file.fail)).toEqual([]);
    expect(above(functions, LIMITS.function.fail)).toEqual([]);
  });

  test('everything in the picture of the house is there', () => {
    const page = readFileSync(PAGE, 'utf8');

    expect(picturedPaths(page)).toContain('src/core/');
    expect(missingPaths(page)).toEqual([]);
  });
});

describe('imports that are refused', () => {
  test.each<[string, string, string]>([
    ['time knows nothing', 'src/time/a.ts', "import { b } from '../core/b.ts';"],
    ['core knows no port', 'src/core/a.ts', "import type { B } from '../ports/b.ts';"],
    ['ports know no feature', 'src/ports/a.ts', "export { b } from '../features/coffee/b.ts';"],
    ['ports know no runtime', 'src/ports/a.ts', "export * from '../runtime/b.ts';"],
    ['a feature knows no runtime', 'src/features/coffee/a.ts', "import '../../runtime/b.ts';"],
    ['a feature knows no other feature', 'src/features/coffee/a.ts', "import { b } from '../admin/b.ts';"],
    ['a feature knows not the list of features', 'src/features/coffee/a.ts', "import { b } from '../index.ts';"],
    ['runtime knows no feature', 'src/runtime/a.ts', "const b = await import('../features/coffee/b.ts');"],
    ['runtime knows not the list of features', 'src/runtime/a.ts', "import { b } from '../features/index.ts';"],
    ['app knows no driver', 'src/app.ts', "import { b } from './drivers/b.ts';"],
    ['app knows no adapter', 'src/app.ts', "import { b } from '../adapters/slack/index.ts';"],
    ['app knows no main', 'src/app.ts', "import { b } from './main.ts';"],
    ['a feature knows no configuration', 'src/features/coffee/a.ts', "import type { Config } from '../../config.ts';"],
    ['a driver knows no configuration', 'src/drivers/a.ts', "import type { Config } from '../config.ts';"],
    ['a driver knows no other driver', 'src/drivers/lowdb/a.ts', "import { b } from '../sealing/b.ts';"],
    ['a driver of one file knows no other', 'src/drivers/a.ts', "import { b } from './b.ts';"],
    ['a driver knows no runtime', 'src/drivers/a.ts', "import type { B } from '../runtime/b.ts';"],
    ['an adapter knows no other adapter', 'adapters/slack/a.ts', "import { b } from '../teams/b.ts';"],
    ['an adapter knows no driver', 'adapters/slack/a.ts', "import { b } from '../../src/drivers/b.ts';"],
    ['an adapter knows no feature', 'adapters/slack/a.ts', "type B = import('../../src/features/coffee/b.ts').B;"],
    ['an adapter knows not its page', 'adapters/sandbox/a.ts', "import { b } from './ui/b.ts';"],
    ['configuration knows nothing', 'src/config.ts', "import { b } from './core/b.ts';"],
    ['sources know no tests', 'src/core/a.ts', "import { b } from '../../test/b.ts';"],
    ['a file has its layer', 'src/helpers.ts', ''],
    ['the page takes only types from core', 'adapters/sandbox/ui/a.tsx', "import { b } from '../../../src/core/b.ts';"],
    [
      'the page takes only types from its adapter',
      'adapters/sandbox/ui/a.tsx',
      "import { type A, b } from '../wire.ts';",
    ],
    ['the page knows no port', 'adapters/sandbox/ui/a.tsx', "import type { B } from '../../../src/ports/b.ts';"],
    ['the page knows no other adapter', 'adapters/sandbox/ui/a.tsx', "import type { B } from '../../slack/b.ts';"],
    ['the page has react only', 'adapters/sandbox/ui/a.tsx', "import { z } from 'zod';"],
    ['renderers stay with their looks', 'adapters/sandbox/ui/a.tsx', "import { Message } from 'slack-blocks-to-jsx';"],
    ['react is for the page', 'adapters/sandbox/a.ts', "import { useState } from 'react';"],
    ['Temporal has one importer', 'src/time/cadence.ts', "import { Temporal } from 'temporal-polyfill';"],
    ['recurrence rules stay in time', 'src/runtime/a.ts', "import { RRuleTemporal } from 'rrule-temporal';"],
    ['Bolt stays in adapters/slack', 'adapters/teams/a.ts', "import { App } from '@slack/bolt';"],
    ['Bolt stays out of main', 'src/main.ts', "import type { App } from '@slack/bolt';"],
    ['botbuilder stays in adapters/teams', 'adapters/slack/a.ts', "const b = require('botbuilder');"],
    ['its parts too', 'src/drivers/a.ts', "import type { B } from 'botframework-schema';"],
    ['a feature does no I/O', 'src/features/coffee/a.ts', "import { readFile } from 'node:fs/promises';"],
    ['runtime keeps no time', 'src/runtime/a.ts', "import { setTimeout } from 'node:timers/promises';"],
    ['paths are literal', 'src/main.ts', 'const b = await import(path);'],
  ])('%s', (_, path, text) => {
    expect(layerOffences({ [path]: text })).toHaveLength(1);
  });
});

test('imports that are allowed', () => {
  expect(
    layerOffences({
      'src/time/zoned.ts': "import { Temporal } from 'temporal-polyfill'; import { b } from './b.ts';",
      'src/ports/a.ts': "import type { B } from '../core/b.ts'; import type { C } from '../time/c.ts';",
      'src/features/coffee/a.ts': "import { b } from './pairing/b.ts'; import type { C } from '../../ports/c.ts';",
      'src/features/index.ts': "import { coffee } from './coffee/index.ts';",
      'src/runtime/a.ts':
        "import { b } from './b.ts'; // import '../features/coffee/b.ts'\nconst s = \"from '../main.ts'\";",
      'src/app.ts': "import { features } from './features/index.ts'; import { bot } from './runtime/bot.ts';",
      'src/main.ts':
        "import { readConfig } from './config.ts'; const slack = await import('../adapters/slack/index.ts');",
      'src/cli/start.ts': "import { start } from '../main.ts'; import { b } from '../drivers/b.ts';",
      'src/config.ts': "import { b } from './config-rules.ts'; import { resolve } from 'node:path';",
      'src/drivers/lowdb/a.ts': "import { b } from './b.ts'; import { readFile } from 'node:fs/promises';",
      'adapters/slack/a.ts': "import { App } from '@slack/bolt'; import type { B } from '../../src/ports/b.ts';",
      'adapters/sandbox/ui/a.tsx':
        "import { useState } from 'react'; import type { B } from '../wire.ts'; import { type C } from '../../../src/core/c.ts'; import './a.css';",
    }),
  ).toEqual([]);
});

describe('habits that are refused', () => {
  test.each([
    'const a = Date.now();',
    'const now = Date.now;',
    "const a = Date['now']();",
    'const a = globalThis.Date.now();',
    'const a = new Date();',
    'const a = Date();',
    'const a = performance.now();',
    'const a = Math.random();',
    'setTimeout(() => {}, 1);',
    'const later = globalThis.setTimeout;',
    'const wait = (timer = setInterval) => timer;',
    'const a = crypto.randomUUID();',
    "import { randomBytes } from 'node:crypto'; randomBytes(16);",
    'const a = process.env.PORT;',
    'const { env } = process;',
    "import { env } from 'node:process';",
    "console.log('a');",
  ])('%s', (text) => {
    expect(habitOffences({ 'src/runtime/a.ts': text })).not.toEqual([]);
  });

  test('wherever else they are at home', () => {
    const offences = (path: string, text: string) => habitOffences({ [path]: text }).length;

    expect(offences('src/drivers/a.ts', 'process.env; console.log(1);')).toBe(2);
    expect(offences('src/cli/a.ts', 'process.env;')).toBe(1);
    expect(offences('adapters/slack/a.ts', 'Date.now(); setTimeout(f, 1);')).toBe(2);
    expect(offences('src/config-rules.ts', 'process.env;')).toBe(1);
  });
});

test('habits that are allowed', () => {
  expect(
    habitOffences({
      'src/runtime/a.ts': `const a = new Date(0); const b = clock.now(); const c = { setTimeout: 1 }; c.setTimeout;
        type Timer = ReturnType<typeof setTimeout>; const d = random.draw('k'); // Date.now()
        const e = 'console.log'; const f = 'process'; Math.floor(1.5); Date.parse('2026-12-01'); sandbox.env;`,
      'src/drivers/a.ts': 'Date.now(); setTimeout(f, 1); crypto.randomUUID();',
      'src/cli/a.ts': 'console.log(Date.now());',
      'src/config.ts': 'process.env;',
      'src/main.ts': 'setTimeout(f, 1);',
      'adapters/slack/a.ts': 'crypto.randomUUID();',
      'adapters/sandbox/ui/a.tsx': 'setInterval(f, 1); const a = <p>{Date.now()}</p>;',
    }),
  ).toEqual([]);
});

describe('sizes', () => {
  const long = (lines: number) => `const a = 1;\nexport const long = () => {\n${'a;\n'.repeat(lines - 2)}};\n`;

  test('a long file is found', () => {
    const files = { 'src/a.ts': 'a;\n'.repeat(301), 'src/b.ts': 'a;\n'.repeat(300) };

    expect(above(fileSizes(files), 300)).toEqual(['src/a.ts: 301 lines']);
  });

  test('a long function is found by its name, a method among others', () => {
    const method = `class A {\n  m() {\n${'a;\n'.repeat(90)}}\n}`;

    expect(above(functionSizes({ 'src/a.ts': long(81), 'src/b.ts': long(80), 'src/c.ts': method }), 80)).toEqual([
      'src/c.ts:2 m: 92 lines',
      'src/a.ts:2 long: 81 lines',
    ]);
  });

  test('a picture of what is not there is found', () => {
    const page =
      '```\nsrc/app.ts   the bot\nsrc/core/    words, `a/b/`\n  more words\nadapters/slack/  Bolt\n```\nsrc/none/ outside';

    expect(picturedPaths(page)).toEqual(['src/app.ts', 'src/core/', 'adapters/slack/']);
    expect(missingPaths(page, (path) => path !== 'adapters/slack/')).toEqual(['adapters/slack/']);
  });
});
