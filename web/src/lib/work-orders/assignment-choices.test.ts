import type { WorkOrderDetail } from '@dromos/api/contract'
import { expect, test } from 'vitest'
import { assignmentChoices, lastAssignment } from './assignment-choices.ts'

test('the chosen crew comes first, then the dearer ones, then those that cannot', () => {
  const { isAssigned, choices } = assignmentChoices({
    crewId: 2,
    candidates: [
      { crewId: 1, cost: null, reason: 'skill', margin: null },
      { crewId: 3, cost: 300, reason: null, margin: null },
      { crewId: 2, cost: 200, reason: null, margin: null },
    ],
  })
  expect(isAssigned).toBe(true)
  expect(choices.map(({ crewId, isChosen, dearerBy }) => [crewId, isChosen, dearerBy])).toEqual([
    [2, true, null],
    [3, false, 0.5],
    [1, false, null],
  ])
})

test('where no crew fits the history has the answer', () => {
  const order = {
    assignment: null,
    events: [
      { id: 1, kind: 'created', data: {} },
      { id: 2, kind: 'assigned', data: { crewId: null, candidates: [{ crewId: 1, reason: 'shift' }] } },
    ],
  } as unknown as WorkOrderDetail
  const answer = assignmentChoices(lastAssignment(order)!)
  expect(answer.isAssigned).toBe(false)
  expect(answer.choices).toMatchObject([{ crewId: 1, reason: 'shift', dearerBy: null }])
})

test('an answer in another shape shows nothing rather than something wrong', () => {
  expect(assignmentChoices({ crewId: 'x' })).toEqual({ isAssigned: false, choices: [] })
})
