import type { Plan } from '@dromos/api/contract'
import { expect, test } from 'vitest'
import { headToFollow } from './follow-head.ts'

const plan = { id: 4, headVersion: 6 } as Plan

test('who looked at the head is shown the new one', () => {
  expect(headToFollow({ planId: 4, headVersion: 5 }, plan, { version: 5 })).toBe(6)
})

test('who looks at another version, another plan, or at it already, is left there', () => {
  expect(headToFollow({ planId: 4, headVersion: 5 }, plan, { version: 3 })).toBeNull()
  expect(headToFollow({ planId: 3, headVersion: 5 }, plan, { version: 5 })).toBeNull()
  expect(headToFollow({ planId: 4, headVersion: 6 }, plan, { version: 6 })).toBeNull()
  expect(headToFollow(null, plan, { version: 5 })).toBeNull()
})
