import { expect, test } from 'vitest'
import { applyOperations } from './apply-operation.ts'
import { at, visit } from './testing.ts'

test('operations change only the visit they name', () => {
  const visits = applyOperations(
    [visit(1), visit(2)],
    [
      {
        kind: 'fail',
        reason: 'unsafe',
        mediaIds: [],
        visitId: 2,
        opId: crypto.randomUUID(),
        sequence: 1,
        baseVersion: 1,
        occurredAt: at,
      },
    ],
  )
  expect(visits.map(({ status, reason }) => [status, reason])).toEqual([
    ['dispatched', null],
    ['failed', 'unsafe'],
  ])
})

test('a late tap does not bring a job back that is over', () => {
  const late = {
    kind: 'arrive',
    visitId: 1,
    opId: crypto.randomUUID(),
    sequence: 1,
    baseVersion: 1,
    occurredAt: at,
  }
  const [after] = applyOperations([{ ...visit(1), status: 'done' }], [{ ...late, kind: 'arrive' }])
  expect(after).toMatchObject({ status: 'done', arrivedAt: at })
})
