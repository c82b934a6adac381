import { expect, test } from 'vitest'
import { findPostgres, isAtLeast, isUsable } from './embedded-binaries.mjs'

test.each([
  ['3.3.2', true],
  ['3.10.0', true],
  ['4.0', true],
  ['3.2.9', false],
  ['2.5', false],
])('PostGIS %s is at least 3.3: %s', (version, claim) => {
  expect(isAtLeast(version, '3.3')).toBe(claim)
})

test('a server without PostGIS is of no use', () => {
  expect(isUsable({ major: 15, postgis: undefined })).toBe(false)
})

test('servers older than 15 or newer than 18 are of no use', () => {
  expect([14, 15, 18, 19].map((major) => isUsable({ major, postgis: '3.5' }))).toEqual([
    false,
    true,
    true,
    false,
  ])
})

test('what is found on this machine can serve', () => {
  const found = findPostgres()
  expect(found.length).toBeGreaterThan(0)
  expect(found.every(isUsable)).toBe(true)
})
