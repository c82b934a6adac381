import { expect, test } from 'vitest'
import { m } from '#lib/paraglide/messages.js'
import { rosterStepText } from './roster-step-text.ts'

const nameOf = (crewId: number) => `Σ${crewId}`

test('a step says whose shifts follow it, and apart from that whose stay and why', () => {
  expect(rosterStepText([], nameOf)).toEqual({ follows: null, stays: null })
  const text = rosterStepText(
    [
      { crewId: 1, left: null },
      { crewId: 2, left: 'changed' },
      { crewId: 3, left: null },
      { crewId: 4, left: 'over' },
    ],
    nameOf,
  )
  expect(text.follows).toBe(m.plan_roster_follows({ crews: 'Σ1, Σ3' }))
  expect(text.stays).toBe(`${m.plan_roster_changed({ crews: 'Σ2' })} ${m.plan_roster_over({ crews: 'Σ4' })}`)
})
