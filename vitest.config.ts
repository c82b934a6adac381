import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{db,api,tiles,scripts}/**/*.test.ts'],
    exclude: ['**/node_modules/**'],
    globalSetup: ['scripts/test/global-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: 'forks',
  },
})
