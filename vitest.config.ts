import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // a third of the node tests is waiting (for servers that are killed, for locks): three at a time even on two cores
    maxWorkers: Math.max(3, availableParallelism() - 1),
    projects: [
      {
        test: {
          name: 'node',
          include: ['{db,api,tiles,scripts}/**/*.test.ts'],
          exclude: ['**/node_modules/**'],
          globalSetup: ['scripts/test/global-setup.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          pool: 'forks',
          // the api's modules are read once by a process, not once by each of 160 files: a third of the time
          isolate: false,
        },
      },
      {
        test: {
          name: 'journeys',
          include: ['web/journeys/**/*.journey.ts'],
          globalSetup: ['scripts/test/journeys-setup.ts'],
          testTimeout: 240_000,
          hookTimeout: 240_000,
          pool: 'forks',
          // the journeys share one city and one small machine
          fileParallelism: false,
        },
      },
    ],
  },
})
