import fc from 'fast-check'
import { expect, test } from 'vitest'
import { visitStatuses, type Operation, type VisitStatus } from '../contract/index.ts'
import { boundedTime, isLive, isWorthRetrying, judgeOperation } from './visit-lifecycle.ts'

type Kind = Operation['kind']
const kinds: Kind[] = ['en_route', 'arrive', 'start', 'done', 'fail', 'note', 'photo']

test('a visit goes forward along its way', () => {
  const way: [Kind, VisitStatus][] = [
    ['en_route', 'en_route'],
    ['arrive', 'arrived'],
    ['start', 'working'],
    ['done', 'done'],
  ]
  let status: VisitStatus = 'dispatched'
  for (const [kind, to] of way) {
    expect(judgeOperation(kind, status)).toEqual({ outcome: 'applied', to })
    status = to
  }
})

test('notes and pictures are taken in any status', () => {
  for (const status of visitStatuses)
    for (const kind of ['note', 'photo'] as const)
      expect(judgeOperation(kind, status)).toEqual({ outcome: 'applied', to: null })
})

test('an end is told once: the other one is a conflict', () => {
  expect(judgeOperation('done', 'done')).toEqual({ outcome: 'merged' })
  expect(judgeOperation('fail', 'done')).toMatchObject({ outcome: 'conflict' })
  expect(judgeOperation('done', 'failed')).toMatchObject({ outcome: 'conflict' })
  expect(judgeOperation('done', 'withdrawn')).toMatchObject({ outcome: 'conflict' })
  expect(judgeOperation('arrive', 'withdrawn')).toMatchObject({ outcome: 'conflict' })
})

test('whatever the order, the same operations with one end lead to the same status', () => {
  const oneEnd: Kind[] = kinds.filter((kind) => kind !== 'fail')
  const ops = fc.shuffledSubarray(oneEnd, { minLength: 1 })
  fc.assert(
    fc.property(ops, fc.array(fc.nat(), { maxLength: 6 }), (order, repeats) => {
      const sorted = kinds.filter((kind) => order.includes(kind))
      const withRepeats = [...order, ...repeats.map((pick) => order[pick % order.length])]
      expect(follow(withRepeats)).toBe(follow(sorted))
    }),
  )
})

test('a wrong clock is held between giving out and now', () => {
  const givenOut = new Date('2026-03-12T05:00:00Z')
  const now = new Date('2026-03-12T09:00:00Z')
  expect(boundedTime(new Date('2031-01-01T00:00:00Z'), givenOut, now)).toEqual(now)
  expect(boundedTime(new Date('1970-01-01T00:00:00Z'), givenOut, now)).toEqual(givenOut)
  const real = new Date('2026-03-12T07:30:00Z')
  expect(boundedTime(real, givenOut, now)).toEqual(real)
})

test('weather passes, danger does not', () => {
  expect(isWorthRetrying('weather')).toBe(true)
  expect(isWorthRetrying('unsafe')).toBe(false)
})

function follow(order: Kind[]): VisitStatus {
  let status: VisitStatus = 'dispatched'
  for (const kind of order) {
    const verdict = judgeOperation(kind, status)
    if (verdict.outcome === 'applied' && verdict.to) status = verdict.to
  }
  expect(isLive('dispatched')).toBe(true)
  return status
}
