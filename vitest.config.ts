import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
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
