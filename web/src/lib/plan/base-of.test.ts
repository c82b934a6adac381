import type { Plan, PlanVersion } from '@dromos/api/contract'
import { expect, test } from 'vitest'
import { baseOf } from './base-of.ts'

test('a version is compared with what it was made from', () => {
  const versions = [null, 1].map((baseVersion, index) => ({ version: index + 1, baseVersion }) as PlanVersion)
  const given = { id: 4, publishedVersion: 1, versions } as Plan
  expect(baseOf(given, given.versions[1]!)).toBe('4/1')
  expect(baseOf(given, given.versions[0]!)).toBeNull()
})
