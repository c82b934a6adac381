import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canMove, isOpenStatus, isResolvedStatus } from '../../api/src/requests/lifecycle.ts'
import { holidaysOf } from '../../api/src/jurisdictions/holidays.ts'
import { simulatedCalendar } from './calendar.ts'
import { closingInstant, liveThrough } from './lives.ts'
import type { Outcome } from './outcomes.ts'
import { randomFrom } from './random.ts'

const now = Date.parse('2026-03-10T09:00:00Z')
const age = fc.integer({ min: 1_000, max: 500 * 86_400_000 })
const outcomes: Outcome[] = ['open', 'resolved', 'duplicate', 'rejected', 'not_responsible', 'cancelled']

test('every life is a chain of allowed moves, in order of time, that ends as it was fated', () => {
  const share = fc.double({ min: 0.001, max: 1, noNaN: true })
  fc.assert(
    fc.property(
      fc.string(),
      fc.constantFrom(...outcomes),
      age,
      share,
      (seed, outcome, ageMilliseconds, closed) => {
        const at = now - ageMilliseconds
        const closesAt = at + Math.floor(ageMilliseconds * closed)
        const steps = liveThrough(randomFrom(seed), { outcome, at, closesAt, until: now })
        expect(steps[0]).toMatchObject({ from: null, to: 'received', at })
        steps.slice(1).forEach((step, i) => {
          expect(step.from).toBe(steps[i].to)
          expect([step.from, step.to, canMove(step.from!, step.to)]).toEqual([step.from, step.to, true])
          expect(step.at).toBeGreaterThanOrEqual(steps[i].at)
        })
        expect(steps.at(-1)!.at).toBeLessThanOrEqual(now)
        const end = steps.at(-1)!.to
        if (outcome === 'open') expect([end, isOpenStatus(end)]).toEqual([end, true])
        else if (outcome === 'resolved') expect([end, isResolvedStatus(end)]).toEqual([end, true])
        else expect(end).toBe(outcome)
        if (end === 'rejected' || end === 'not_responsible') expect(steps.at(-1)!.reason).toBeTruthy()
      },
    ),
    { numRuns: 2_000 },
  )
})

const calendar = simulatedCalendar('2024-09-01', 556, 'Europe/Athens', holidaysOf('GR'))

test('a fault is closed after it was reported and not after today', () => {
  fc.assert(
    fc.property(
      fc.string(),
      age,
      fc.integer({ min: 3_600_000, max: 90 * 86_400_000 }),
      (seed, before, allowed) => {
        const at = now - before
        const fate = { at, dueAt: at + allowed, pace: 0.7, until: now }
        const closesAt = closingInstant(randomFrom(seed), calendar, fate)
        expect(closesAt).toBeGreaterThanOrEqual(at)
        expect(closesAt).toBeLessThanOrEqual(now)
      },
    ),
  )
})
