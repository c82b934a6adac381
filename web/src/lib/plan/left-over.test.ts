import type { PlanVersionDetail } from '@dromos/api/contract'
import { expect, test } from 'vitest'
import { leftOver, plannedElsewhere } from './left-over.ts'

const work = (taskId: number, day: string | null) => ({
  taskId,
  plannedOn: day === null ? null : { day, planId: 9 },
})

test('work that another day does is not left over, and is told day by day', () => {
  const detail = {
    unassigned: [work(1, '2026-11-30'), work(2, null), work(3, '2026-11-27'), work(4, '2026-11-30')],
  } as unknown as PlanVersionDetail
  expect(leftOver(detail).map(({ taskId }) => taskId)).toEqual([2])
  expect(plannedElsewhere(detail).map(({ taskId }) => taskId)).toEqual([3, 1, 4])
})
