import fc from 'fast-check'
import { expect, test } from 'vitest'
import { visitStatuses, type Operation, type VisitStatus } from '../contract/index.ts'
import { boundedTime, chooseOffset, isLive, isWorthRetrying, judgeOperation } from './visit-lifecycle.ts'

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
    expect(judgeOperation({ kind }, { status })).toEqual({ outcome: 'applied', to })
    status = to
  }
})

test('notes and pictures are taken in any status', () => {
  for (const status of visitStatuses)
    for (const kind of ['note', 'photo'] as const)
      expect(judgeOperation({ kind }, { status })).toEqual({ outcome: 'applied', to: null })
})

test('of two reasons the first stays, and both are told', () => {
  const failed = { status: 'failed', reason: 'unsafe' } as const
  expect(judgeOperation({ kind: 'fail', reason: 'unsafe' }, failed)).toEqual({ outcome: 'merged' })
  expect(judgeOperation({ kind: 'fail', reason: 'weather' }, failed)).toMatchObject({
    conflict: { field: 'reason', yours: 'weather', theirs: 'unsafe' },
  })
})

test('an end is told once: the other one is a conflict with both values', () => {
  expect(judgeOperation({ kind: 'done' }, { status: 'done' })).toEqual({ outcome: 'merged' })
  expect(judgeOperation({ kind: 'fail' }, { status: 'done' })).toMatchObject({
    outcome: 'conflict',
    conflict: { field: 'status', yours: 'failed', theirs: 'done' },
  })
  expect(judgeOperation({ kind: 'done' }, { status: 'failed' })).toMatchObject({ outcome: 'conflict' })
  expect(judgeOperation({ kind: 'done' }, { status: 'withdrawn' })).toMatchObject({ outcome: 'conflict' })
  expect(judgeOperation({ kind: 'arrive' }, { status: 'withdrawn' })).toMatchObject({ outcome: 'conflict' })
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

test('a wrong clock is set right by what it was off, and held between giving out and now', () => {
  const givenOut = new Date('2026-03-12T05:00:00Z')
  const now = new Date('2026-03-12T09:00:00Z')
  const hour = 3_600_000
  const at = (said: string, offset = 0) => boundedTime(new Date(said), offset, givenOut, now).toISOString()
  expect(at('2031-01-01T00:00:00Z')).toBe(now.toISOString())
  expect(at('1970-01-01T00:00:00Z')).toBe(givenOut.toISOString())
  expect(at('2026-03-12T07:30:00Z')).toBe('2026-03-12T07:30:00.000Z')
  expect(at('2026-03-12T09:30:00Z', 2 * hour)).toBe('2026-03-12T07:30:00.000Z')
  expect(at('2026-03-12T07:30:00Z', -8e15)).toBe(now.toISOString())
})

test('what the tablet knew at the tap counts; what it seems at sending only when it is surely wrong', () => {
  expect(chooseOffset(-5000, 900_000)).toBe(-5000)
  expect(chooseOffset(undefined, 90_000)).toBe(0)
  expect(chooseOffset(undefined, -900_000)).toBe(-900_000)
})

test('weather passes, danger does not', () => {
  expect(isWorthRetrying('weather')).toBe(true)
  expect(isWorthRetrying('unsafe')).toBe(false)
})

function follow(order: Kind[]): VisitStatus {
  let status: VisitStatus = 'dispatched'
  for (const kind of order) {
    const verdict = judgeOperation({ kind }, { status })
    if (verdict.outcome === 'applied' && verdict.to) status = verdict.to
  }
  expect(isLive('dispatched')).toBe(true)
  return status
}
