import type { Tx } from '@dromos/db'
import type { PlanProblem } from '../contract/index.ts'
import type { TravelTimes } from '../roads/travel-times.ts'
import { buildProblem, type DayProblem } from './build-problem.ts'
import { loadDay } from './day-queries.ts'
import { findHeldElsewhere } from './held-elsewhere.ts'
import { openVersion } from './open-version.ts'
import { placesOf } from './places.ts'
import { rebuildPlan } from './rebuild-plan.ts'
import { barOf } from './refusals.ts'
import { rememberMatrices } from './remember-matrices.ts'
import { ordersOf } from './route-sketches.ts'

/** a matrix of so many places is two megabytes a profile */
const mostPlaces = 500

/** The problem that a move by hand is judged by, as the move itself would build it. */
export async function readProblem(
  tx: Tx,
  travelTimes: TravelTimes,
  { planId, version, knownMatrices }: { planId: number; version: number; knownMatrices?: string },
  now: Date,
): Promise<PlanProblem | null> {
  const { row, routes, locks, from } = await openVersion(tx, { planId, version, now })
  const request = { ...row.request, locks, from }
  const heldElsewhere = findHeldElsewhere(tx, { ...row, now })
  const input = await loadDay(tx, row.day, planId, null, request, heldElsewhere)
  if (placesOf(input).points.length > mostPlaces) return null
  const { key, matrices } = await rememberMatrices(travelTimes, input)
  const day = buildProblem(input, matrices)
  const { matrices: tables, ...problem } = day.problem
  return {
    planId,
    version,
    origin: day.origin.toISOString(),
    taskIds: day.taskIds,
    crewIds: day.crewIds,
    orders: [...ordersOf(routes)].map(([crewId, taskIds]) => ({ crewId, taskIds })),
    needs: day.needs,
    barred: day.taskIds.flatMap((taskId, job) => {
      const cause = barOf(day, job)
      return cause ? [{ taskId, cause }] : []
    }),
    problem,
    matricesKey: key,
    matrices: knownMatrices === key ? null : packTables(tables),
    plan: rebuildPlan(day, routes),
  }
}

function packTables(tables: DayProblem['problem']['matrices']): PlanProblem['matrices'] {
  return Object.fromEntries(
    Object.entries(tables).map(([profile, { size, seconds, meters }]) => {
      const bits = [seconds, meters].every((numbers) => numbers.every(isShort)) ? 16 : 32
      return [profile, { size, bits, seconds: packed(seconds, bits), meters: packed(meters, bits) }]
    }),
  )
}

function isShort(value: number): boolean {
  return value >= 0 && value < 2 ** 16
}

/** Half as long where it may be: a whole city's day is a megabyte less. */
function packed(numbers: Int32Array, bits: 16 | 32): string {
  const { buffer, byteOffset, byteLength } = bits === 16 ? Uint16Array.from(numbers) : numbers
  return Buffer.from(buffer, byteOffset, byteLength).toString('base64')
}
