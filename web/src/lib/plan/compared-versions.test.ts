import type { PlanVersionDetail } from '@dromos/api/contract'
import { expect, test } from 'vitest'
import { comparedKey, comparedVersions, crewsThatDiffer } from './compared-versions.ts'
import type { Planning } from './planning.svelte.ts'

const stop = (taskId: number, startAt = '08:00', visitStatus: string | null = null) => ({
  kind: 'task',
  taskId,
  startAt,
  visitStatus,
})
const route = (crewId: number, stops: object[], polyline = '_wpcF_cmoL') => ({
  crewId,
  stops,
  polyline,
})
const version = (number: number, routes: object[] = []) =>
  ({ planId: 4, version: number, routes }) as unknown as PlanVersionDetail

const planning = (own: PlanVersionDetail | null, other: PlanVersionDetail | null, key: string | null) =>
  ({
    detail: { value: own },
    base: { value: other },
    moved: { value: key === null ? null : [], key },
  }) as unknown as Planning

test('a crew differs by its stops, their order, their times or its way, not by what it has told', () => {
  const own = version(3, [
    route(1, [stop(11), stop(12)]),
    route(2, [stop(21)]),
    route(3, [stop(31)]),
    route(4, [stop(41, '09:00', 'done')]),
    route(5, [stop(51)]),
  ])
  const other = version(2, [
    route(1, [stop(12), stop(11)]),
    route(2, [stop(21, '08:30')]),
    route(3, [stop(31)], '_wpcF_zcpL'),
    route(4, [stop(41, '09:00')]),
    route(6, [stop(51)]),
  ])
  expect([...crewsThatDiffer(own, other)].sort()).toEqual([1, 2, 3, 5, 6])
  expect(crewsThatDiffer(own, own).size).toBe(0)
})

test('whichever is shown, what differs is told from the older to the newer', () => {
  expect([comparedKey(version(3), 2), comparedKey(version(2), 3)]).toEqual(['4/3/2', '4/3/2'])
  expect(comparedVersions(planning(version(3), version(2), '4/3/2'))).toMatchObject({ isOtherOlder: true })
  expect(comparedVersions(planning(version(2), version(3), '4/3/2'))).toMatchObject({ isOtherOlder: false })
})

test('until both versions and what differs between them are here, nothing is compared', () => {
  expect(comparedVersions(planning(version(3), null, '4/3/2'))).toBeNull()
  expect(comparedVersions(planning(version(3), version(2), null))).toBeNull()
  // the other version is on its way, and the one before still here
  expect(comparedVersions(planning(version(3), version(1), '4/3/2'))).toBeNull()
})
