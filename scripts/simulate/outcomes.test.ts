import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dealOutcomes, type Outcome, type Reported } from './outcomes.ts'
import { randomFrom } from './random.ts'

const fault = fc.record({
  ageDays: fc.double({ min: 0.3, max: 60, noNaN: true }),
  slaDays: fc.double({ min: 0.5, max: 60, noNaN: true }),
  repeats: fc.constantFrom(0, 0, 0, 0, 0, 1, 2, 4),
})

// so that there are enough to refuse, whatever is drawn
const lonelyFaults: Reported[] = Array.from({ length: 40 }, (_, i) => ({
  ageDays: 1 + i,
  slaDays: 9,
  repeats: 0,
}))

function countReports(faults: Reported[], dealt: ReturnType<typeof dealOutcomes>): Record<Outcome, number> {
  const counts = { open: 0, resolved: 0, duplicate: 0, rejected: 0, not_responsible: 0, cancelled: 0 }
  dealt.forEach(({ outcome, closedRepeats }, i) => {
    counts[outcome] += 1 + faults[i].repeats - closedRepeats
    counts.duplicate += closedRepeats
  })
  return counts
}

test('the counts over all reports are exactly those asked for', () => {
  fc.assert(
    fc.property(fc.string(), fc.array(fault, { minLength: 80, maxLength: 160 }), (seed, some) => {
      const faults = [...some, ...lonelyFaults]
      const repeats = faults.reduce((sum, each) => sum + each.repeats, 0)
      const asked = {
        open: 20,
        duplicate: Math.floor(repeats / 3),
        rejected: 3,
        notResponsible: 2,
        cancelled: 1,
      }
      const dealt = dealOutcomes(randomFrom(seed), faults, asked)
      const counts = countReports(faults, dealt)
      expect(counts).toMatchObject({
        open: asked.open,
        duplicate: asked.duplicate,
        rejected: asked.rejected,
        not_responsible: asked.notResponsible,
        cancelled: asked.cancelled,
      })
      // only single reports are refused or withdrawn
      dealt.forEach(({ outcome }, i) => {
        if (outcome !== 'open' && outcome !== 'resolved') expect(faults[i].repeats).toBe(0)
      })
    }),
  )
})

test('the backlog is young against its deadlines', () => {
  const faults = Array.from({ length: 2_000 }, (_, i) => ({
    ageDays: 0.3 + (i % 60),
    slaDays: 7,
    repeats: 0,
  }))
  const counts = { open: 400, duplicate: 0, rejected: 0, notResponsible: 0, cancelled: 0 }
  const dealt = dealOutcomes(randomFrom('backlog'), faults, counts)
  const ages = faults.filter((_, i) => dealt[i].outcome === 'open').map(({ ageDays }) => ageDays)
  const mean = ages.reduce((a, b) => a + b, 0) / ages.length
  expect(mean).toBeLessThan(20)
  expect(ages.some((age) => age > 7)).toBe(true)
})

test('more duplicates than repeats, or a backlog larger than the city, is refused', () => {
  const faults = [{ ageDays: 1, slaDays: 1, repeats: 1 }]
  const none = { open: 0, duplicate: 0, rejected: 0, notResponsible: 0, cancelled: 0 }
  expect(() => dealOutcomes(randomFrom('a'), faults, { ...none, duplicate: 2 })).toThrow(RangeError)
  expect(() => dealOutcomes(randomFrom('a'), faults, { ...none, open: 3 })).toThrow(RangeError)
})
