import fc from 'fast-check'
import { expect, test } from 'vitest'
import { requestStatuses, type RequestStatus } from '../contract/requests.ts'
import { orderableStatuses } from '../contract/work-orders.ts'
import { canMove, isOpenStatus, isResolvedStatus, judgeMove, requestMoves } from './lifecycle.ts'

function reachableFrom(start: RequestStatus): Set<RequestStatus> {
  const seen = new Set([start])
  for (const status of seen) for (const next of requestMoves[status]) seen.add(next)
  return seen
}

test('every status can be reached from the first', () => {
  expect([...reachableFrom('received')].sort()).toEqual([...requestStatuses].sort())
})

test('every open request can still be resolved, and every closed one can come back', () => {
  for (const status of requestStatuses) {
    const reachable = [...reachableFrom(status)]
    expect([status, reachable.some(isResolvedStatus)]).toEqual([status, true])
    const ways = requestMoves[status].some((next) => isOpenStatus(next)) || isOpenStatus(status)
    expect([status, ways]).toEqual([status, true])
  }
})

test('a request may be ordered when it is open and accepted, or can be accepted with the order', () => {
  const rule = requestStatuses.filter(
    (status) =>
      isOpenStatus(status) &&
      (['accepted', 'planned', 'in_progress', 'reopened'].includes(status) || canMove(status, 'accepted')),
  )
  expect([...orderableStatuses].sort()).toEqual(rule.sort())
})

test('no status moves to itself or twice to the same', () => {
  for (const status of requestStatuses) {
    expect(requestMoves[status]).not.toContain(status)
    expect(new Set(requestMoves[status]).size).toBe(requestMoves[status].length)
  }
})

test('a verdict allows exactly the moves of the table', () => {
  const status = fc.constantFrom(...requestStatuses)
  fc.assert(
    fc.property(status, status, (from, to) => {
      const verdict = judgeMove(from, to, { reason: 'outside the city', duplicateOfId: 7 })
      expect(verdict.ok).toBe(canMove(from, to))
    }),
  )
})

test('a refusal needs its reason and a duplicate its target', () => {
  expect(judgeMove('received', 'rejected', { reason: '  ' })).toEqual({ ok: false, reason: 'needs_reason' })
  expect(judgeMove('triaged', 'not_responsible', {})).toEqual({ ok: false, reason: 'needs_reason' })
  expect(judgeMove('received', 'duplicate', {})).toEqual({ ok: false, reason: 'needs_target' })
  expect(judgeMove('resolved', 'received', {})).toEqual({ ok: false, reason: 'not_allowed' })
})
