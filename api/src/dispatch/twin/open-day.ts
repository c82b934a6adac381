import type { Tx } from '@dromos/db'
import { findCrews, findToday } from '../../crews/queries.ts'
import { conflict } from '../../http/problems.ts'
import type { DayInput } from '../day-input.ts'
import { loadDay } from '../day-queries.ts'
import { demandPublishedDay } from '../progress/demand-published-day.ts'
import { findVisitProgress, type VisitProgress } from '../progress/visit-progress-queries.ts'
import { findRouteSketches, type RouteSketch } from '../route-sketches.ts'
import { findVersion, type VersionRow } from '../version-queries.ts'
import { findAttendances, findFirstPublication, findVisitedTaskIds, type Attendance } from './twin-queries.ts'

/** A published day with all that is recorded of it. */
export interface RecordedDay {
  planId: number
  version: VersionRow
  input: DayInput
  attendances: Attendance[]
  /** the plan that was in force last, and when its visits were to be */
  planned: { routes: RouteSketch[]; visits: VisitProgress[] }
  /** null where it was given out before times were kept */
  firstPublishedAt: Date | null
}

/** Reads a day that has begun, whole: what was planned, with whom, and what became of it. */
export async function openDay(tx: Tx, planId: number, now: Date): Promise<RecordedDay> {
  const plan = await demandPublishedDay(tx, planId)
  if (plan.day > (await findToday(tx, now))) throw conflict('This day has not begun')
  const version = (await findVersion(tx, planId, plan.publishedVersion))!
  const attendances = await findAttendances(tx, planId)
  const taskIds = [...new Set([...version.request.taskIds, ...(await findVisitedTaskIds(tx, planId))])]
  const crewIds = [...new Set([...version.request.crewIds, ...attendances.map(({ crewId }) => crewId)])]
  const input = await loadDay(tx, plan.day, planId, null, {
    ...version.request,
    crewIds,
    taskIds,
    from: null,
    locks: [],
    changeBudget: null,
  })
  const working = new Set(input.crews.map(({ id }) => id))
  // who worked without a shift, or whose shift was taken away since, worked all the same
  const others = (await findCrews(tx, plan.day)).filter(
    ({ id }) => !working.has(id) && attendances.some(({ crewId }) => crewId === id),
  )
  input.crews.push(...others.map((crew) => ({ ...crew, shifts: [] })))
  const planned = {
    routes: await findRouteSketches(tx, planId, version.version),
    visits: await findVisitProgress(tx, planId),
  }
  const firstPublishedAt = await findFirstPublication(tx, planId)
  return { planId, version, input, attendances, planned, firstPublishedAt }
}
