import { expect, test } from 'vitest'
import { baseUrl } from './browser.ts'

test('every part is ready', async () => {
  const response = await fetch(`${baseUrl}/healthz`)
  expect(response.status).toBe(200)
  const { parts } = (await response.json()) as { parts: Record<string, { state: string }> }
  expect(Object.keys(parts)).toEqual(['database', 'schema', 'demo', 'roads', 'web', 'api', 'tiles', 'worker'])
  expect(Object.values(parts).every(({ state }) => state === 'ready')).toBe(true)
})
