import { defineConfig } from 'vitest/config';

const SLOW = ['test/**/*.process.test.ts', 'test/**/*.browser.test.ts'];

/**
 * Suites that start processes or a browser run after the others, so that those keep both cores to themselves. The others
 * keep nothing in modules that a neighbour could see, so a worker loads the house once for all of its files.
 */
export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    globalSetup: ['test/support/cluster-setup.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'quick',
          include: ['test/**/*.test.ts'],
          exclude: [...SLOW, 'test/fixtures/**'],
          isolate: false,
          maxWorkers: 3,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'on postgres',
          include: ['test/scenarios/**/*.test.ts'],
          exclude: SLOW,
          env: { HALLWAY_TEST_STORE: 'postgres' },
          isolate: false,
          maxWorkers: 3,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'slow on postgres',
          include: ['test/scenarios/**/*.process.test.ts'],
          env: { HALLWAY_TEST_STORE: 'postgres' },
          isolate: false,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: { name: 'slow', include: SLOW, isolate: false, sequence: { groupOrder: 1 } },
      },
    ],
  },
});
