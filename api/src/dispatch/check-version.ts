import type { Tx } from '@dromos/db'
import type { z } from 'zod'
import type { checkPlanVersion } from '../contract/index.ts'
import type { TravelTimes } from '../roads/travel-times.ts'
import { diffVisits, exchangesOf } from './diff-visits.ts'
import { withHistory } from './known-violations.ts'
import { openDraft } from './open-draft.ts'
import { countTold, findLiveVisits, findPlannedStops } from './publish-queries.ts'
import { findViolations } from './violation-queries.ts'

/** What publishing a version would break, whom it would tell, and what could not be given out. Changes nothing. */
export async function checkVersion(
  tx: Tx,
  travelTimes: TravelTimes,
  { planId, version, now }: { planId: number; version: number; now: Date },
): Promise<z.input<typeof checkPlanVersion.response>> {
  const { day, view } = await openDraft(tx, travelTimes, { planId, version, taskIds: [], now })
  const stops = await findPlannedStops(tx, planId, version)
  const visits = await findLiveVisits(
    tx,
    planId,
    stops.map(({ taskId }) => taskId),
  )
  const { kept, added, withdrawn, refused } = diffVisits(planId, stops, visits)
  const moved = kept.filter(({ isMoved }) => isMoved)
  const told = await countTold(
    tx,
    added.map(({ workOrderId }) => workOrderId),
  )
  const crewIds = [...new Set([...added, ...withdrawn, ...moved].map(({ crewId }) => crewId))].sort(
    (a, b) => a - b,
  )
  return {
    violations: withHistory(day, view.evaluation, await findViolations(tx, planId, version)),
    crews: crewIds.map((crewId) => {
      const given = added.filter((stop) => stop.crewId === crewId)
      return {
        crewId,
        addedCount: given.length,
        withdrawnCount: withdrawn.filter((visit) => visit.crewId === crewId).length,
        movedCount: moved.filter((stop) => stop.crewId === crewId).length,
        citizenCount: given.reduce((sum, { workOrderId }) => sum + (told.get(workOrderId) ?? 0), 0),
      }
    }),
    refused,
    exchanges: exchangesOf(planId, stops, visits),
  }
}
