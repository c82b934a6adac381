import { expect, test } from 'vitest'
import { checkOf, turnCrew } from './publish-choice.ts'

const exchanges = [
  { taskId: 11, title: 'Λάμπα', fromCrewId: 1, toCrewId: 2 },
  { taskId: 12, title: 'Λακκούβα', fromCrewId: 3, toCrewId: 2 },
]

const byNobody = { since: null, movedTaskIds: [], reason: null }

test('crews between whom work changes hands go in and out together', () => {
  const without = turnCrew(new Set([1, 2, 3, 4]), 1, exchanges)
  expect([...without]).toEqual([4])
  expect([...turnCrew(without, 3, exchanges)].sort()).toEqual([1, 2, 3, 4])
  expect([...turnCrew(new Set([1, 4]), 4, [])]).toEqual([1])
})

test('the check-list is of the crews chosen', () => {
  const crew = (crewId: number) => ({
    crewId,
    addedCount: 1,
    withdrawnCount: 0,
    movedCount: 0,
    citizenCount: 0,
  })
  const window = { from: '2026-03-12T08:00:00Z', to: '2026-03-12T10:00:00Z' }
  const told = (crewId: number) => ({ crewId, workOrderId: 1, title: '', publicId: `R-${crewId}`, ...window })
  const work = { workOrderId: 1, title: '', reason: '', crewId: null }
  const limited = checkOf(
    {
      violations: [
        { taskId: 1, crewId: 1, cause: 'skill', margin: null, ...byNobody },
        { taskId: 2, crewId: 4, cause: 'skill', margin: null, ...byNobody },
      ],
      crews: [crew(1), crew(4)],
      citizens: [told(1), told(4)],
      refused: [{ ...work, taskId: 3, forCrewId: 1 }],
      exchanges,
    },
    new Set([4]),
  )
  expect(limited).toMatchObject({
    violations: [{ taskId: 2 }],
    crews: [{ crewId: 4 }],
    citizens: [{ crewId: 4 }],
    refused: [],
    exchanges: [],
  })
})
