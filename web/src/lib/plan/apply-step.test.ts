import type { Route } from '@dromos/api/contract'
import { expect, test } from 'vitest'
import { applyStep, sameRoutes } from './apply-step.ts'

const route = (crewId: number, distanceMeters = 0) =>
  ({ crewId, distanceMeters, stops: [] }) as unknown as Route
const base = { routes: [route(1), route(2), route(4)] }

test('what is kept is the same route as before, in the order of crews; what is not told of is gone', () => {
  const whole = applyStep(base, { keptCrewIds: [4, 1], routes: [route(3, 500)] })!
  expect(whole.routes).toEqual([route(1), route(3, 500), route(4)])
  expect(whole.routes[0]).toBe(base.routes[0])
  expect(whole.routes[2]).toBe(base.routes[2])
})

test('a route that is kept and not here leaves nothing to show', () => {
  expect(applyStep(base, { keptCrewIds: [1, 5], routes: [] })).toBeNull()
})

test('a version that is fetched again keeps the routes in which nothing is other', () => {
  const again = sameRoutes(base, { routes: [route(1), route(2, 7), route(4)] })
  expect(again.routes).toEqual([route(1), route(2, 7), route(4)])
  expect(again.routes.map((each, index) => each === base.routes[index])).toEqual([true, false, true])
})
