import type { Tx } from '@dromos/db'
import type { z } from 'zod'
import type { Context } from '../context.ts'
import type { BegunCrews, takeBackPlanVersion } from '../contract/index.ts'
import { conflict, notAllowedNow, notFound } from '../http/problems.ts'
import { emitLive } from '../live/emit.ts'
import { assignmentChange } from './assign/assignment-change.ts'
import { undoDecisionsOf } from './assign/decision-queries.ts'
import { demandDayAhead } from './demand-day-ahead.ts'
import { carryOut } from './give-out.ts'
import { demandHead } from './hold-head.ts'
import { findPublishedCrewIds, recordPlanEvent } from './plan-events.ts'
import { lockLiveVisits, lockOrdersOf } from './publish-queries.ts'
import { stepRoster } from './step-roster.ts'
import { unpublish } from './take-back-queries.ts'
import { tellStanding } from './tell-standing.ts'
import { weighTakeBack } from './weigh-take-back.ts'
import { findVersion, lockPlan, setHead, type LockedPlan, type VersionRow } from './version-queries.ts'

export interface TakingBack {
  planId: number
  version: number
  /** the head that the caller knows of */
  from: number | null
  reason?: string | undefined
  accountId: string | null
}

/**
 * Takes back what was published: what was published before stands again, or nothing, and work goes on from what was
 * published. Too late once a crew whose work that changes has begun: of a crew that begins and somebody who takes back
 * at the same time the one waits for the other. A second call changes nothing.
 */
export async function takeBack(
  tx: Tx,
  context: Context,
  given: TakingBack,
): Promise<z.input<typeof takeBackPlanVersion.response>> {
  const { planId, version, reason, accountId } = given
  const plan = await lockPlan(tx, planId)
  const row = plan && (await findVersion(tx, planId, version))
  if (!plan || !row) throw notFound('plan version', `${planId}/${version}`)
  if (row.takenBack) return { ...plan, roster: [] }
  if (row.status !== 'published') throw notAllowedNow('This version is not published', { status: row.status })
  await demandDayAhead(tx, context, plan)
  if (given.from !== null) await demandHead(tx, plan, given.from)
  const { stands, diff } = await holdWhatChanges(tx, row)
  const now = context.clock.now()
  const actor = { kind: 'staff', accountId } as const
  const crewIds = await findPublishedCrewIds(tx, planId, version)
  const event = {
    planId,
    version,
    kind: 'taken-back',
    crewIds,
    standsVersion: stands,
    reason,
    actor,
  } as const
  const eventId = await recordPlanEvent(tx, event, now)
  await unpublish(tx, { planId, version, stands, isPart: isPart(row) }, now)
  await carryOut(tx, context, { plan, version: stands, diff, actor, reason: 'taken-back', eventId })
  await undoDecisions(tx, row, accountId, now)
  const head = await goOnFrom(tx, plan, row, accountId, now)
  tellStanding(tx, plan, {
    version,
    publishedVersion: stands,
    statuses: [
      { version, status: isPart(row) ? 'superseded' : 'optimised' },
      ...(stands === null ? [] : [{ version: stands, status: 'published' as const }]),
    ],
  })
  return { ...plan, ...head, publishedVersion: stands, status: stands === null ? 'optimised' : plan.status }
}

/** What is published then, and what that changes; in the order in which plans and crews hold work. */
async function holdWhatChanges(tx: Tx, row: VersionRow) {
  const { planId, version, request } = row
  const stands = request.publishedVersion
  await lockOrdersOf(tx, planId, stands === null ? [version] : [version, stands])
  await lockLiveVisits(tx, planId, [])
  const { diff, begunCrewIds } = await weighTakeBack(tx, row)
  const data: BegunCrews = { begunCrewIds }
  if (begunCrewIds.length > 0) throw conflict('A crew whose work it would change has begun', data)
  return { stands, diff }
}

/** Behind a part stood the version that it was a part of: work goes on from there, the rest included. */
async function goOnFrom(
  tx: Tx,
  { id: planId, day, headVersion: from }: LockedPlan,
  row: VersionRow,
  accountId: string | null,
  now: Date,
) {
  const headVersion = isPart(row) ? row.baseVersion! : row.version
  if (from === headVersion) return { headVersion, roster: [] }
  const roster =
    from === null ? [] : await stepRoster(tx, now, { planId, day, from, to: headVersion, accountId })
  await setHead(tx, planId, headVersion, now)
  return { headVersion, roster }
}

async function undoDecisions(tx: Tx, row: VersionRow, accountId: string | null, now: Date): Promise<void> {
  const undone = await undoDecisionsOf(tx, row, accountId, now)
  emitLive(
    tx,
    undone.map((decision) => assignmentChange({ ...decision, status: 'undone' })),
  )
}

function isPart({ act }: VersionRow): boolean {
  return act.kind === 'part'
}
