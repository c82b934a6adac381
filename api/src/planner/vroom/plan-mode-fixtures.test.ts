import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { solveVroom, type VroomSolution } from './index.ts'
import type { VroomRoute, VroomViolation } from './vroom-output.ts'

interface Fixture {
  name: string
  input: object
  answer: { code: number; violations: VroomViolation[]; routes: VroomRoute[] }
}

const fixtures = JSON.parse(
  readFileSync(new URL('./fixtures/plan-mode.json', import.meta.url), 'utf8'),
) as Fixture[]

/** every fixture brings its matrix */
const findTravel = () => Promise.reject(new Error('a fixture without a matrix'))

const told = (violations: VroomViolation[]) =>
  violations.toSorted((one, other) => one.cause.localeCompare(other.cause))

const timesOf = ({
  violations,
  routes,
}: Pick<VroomSolution['summary'], 'violations'> & { routes: VroomRoute[] }) => ({
  violations: told(violations),
  routes: routes.map((route) => ({
    vehicle: route.vehicle,
    waiting: route.waiting_time,
    violations: told(route.violations),
    steps: route.steps.map(({ type, id, arrival, waiting_time: waiting, violations: broken }) => ({
      type,
      id,
      arrival,
      waiting,
      violations: told(broken),
    })),
  })),
})

test('the fixtures break every rule that VROOM tells of in plan mode, but for lengths, which have no matrix here', () => {
  const causes = fixtures.flatMap(({ answer }) => (answer.violations ?? []).map(({ cause }) => cause))
  expect([...new Set(causes)].sort()).toEqual([
    'delay',
    'lead_time',
    'load',
    'max_load',
    'max_tasks',
    'max_travel_time',
    'missing_break',
    'precedence',
    'skills',
  ])
})

test.each(fixtures)("$name: arrivals, waiting and violations are VROOM's", async ({ input, answer }) => {
  const given = await solveVroom(input, { iterations: 1, threads: 1, seed: 1, isPlanMode: true, findTravel })
  expect(given.code).toBe(answer.code)
  if (given.code !== 0) return
  expect(timesOf({ violations: given.summary.violations, routes: given.routes })).toEqual(timesOf(answer))
})
