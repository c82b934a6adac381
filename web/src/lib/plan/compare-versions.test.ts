import type { PlanVersionDetail, Stop } from '@dromos/api/contract'
import { expect, test } from 'vitest'
import { compareVersions } from './compare-versions.ts'

/** tasks by crew, with the minute each begins */
function version(crews: Record<number, Record<number, number>>, travelSeconds = 0): PlanVersionDetail {
  return {
    summary: { travelSeconds, distanceMeters: 0, overtimeSeconds: 0, lateSeconds: 0, assignedCount: 0 },
    routes: Object.entries(crews).map(([crewId, tasks]) => ({
      crewId: Number(crewId),
      stops: Object.entries(tasks).map(([taskId, minute]) => ({
        taskId: Number(taskId),
        startAt: new Date(Date.UTC(2026, 2, 2, 6, minute)).toISOString(),
      })) as Stop[],
    })),
    unassigned: [],
  } as unknown as PlanVersionDetail
}

test('a version equals itself', () => {
  const same = version({ 1: { 11: 0, 12: 30 } }, 600)
  expect(compareVersions(same, same)).toEqual({
    movedTaskIds: [],
    shiftedTaskIds: [],
    addedTaskIds: [],
    droppedTaskIds: [],
    figures: { travelSeconds: 0, distanceMeters: 0, overtimeSeconds: 0, lateSeconds: 0, assignedCount: 0 },
  })
})

test('another crew, another time, added and dropped are told apart', () => {
  const base = version({ 1: { 11: 0, 12: 30, 13: 60 }, 2: { 21: 0 } }, 900)
  const next = version({ 1: { 11: 4, 13: 90 }, 2: { 21: 0, 12: 40, 22: 70 } }, 600)
  expect(compareVersions(next, base)).toMatchObject({
    movedTaskIds: [12],
    shiftedTaskIds: [13],
    addedTaskIds: [22],
    droppedTaskIds: [],
    figures: { travelSeconds: -300 },
  })
  expect(compareVersions(base, next).droppedTaskIds).toEqual([22])
})
