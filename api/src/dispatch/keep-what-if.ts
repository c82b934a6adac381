import type { Tx } from '@dromos/db'
import type { Context } from '../context.ts'
import { canKeep, type WhatIf } from '../contract/index.ts'
import { holdRoster } from '../crews/roster-writes.ts'
import { notAllowedNow, notFound } from '../http/problems.ts'
import { emitLive } from '../live/emit.ts'
import { copyRoutes, copyUnassigned, copyViolations } from './copy-version.ts'
import { findDayShifts, insertShift, updateShift, type ShiftChange } from './day-shift-queries.ts'
import { demandDayAhead } from './demand-day-ahead.ts'
import { demandHead, demandSamePublished } from './hold-head.ts'
import { tellHead } from './set-head.ts'
import { finishVersion } from './store-version.ts'
import { isSame } from './step-roster.ts'
import { movedShifts } from './suppose.ts'
import { findVersion, insertVersion, lockPlan, setHead } from './version-queries.ts'
import { throwAway } from './what-if-queries.ts'

/** What was supposed becomes true: in the roster of the day, and as a version that the plan goes on from. */
export async function keepWhatIf(
  tx: Tx,
  context: Context,
  { planId, version: from, accountId }: { planId: number; version: number; accountId: string | null },
): Promise<number> {
  const now = context.clock.now()
  const plan = await lockPlan(tx, planId)
  const row = plan && (await findVersion(tx, planId, from))
  if (!plan || !row) throw notFound('plan version', `${planId}/${from}`)
  await demandDayAhead(tx, context, plan)
  const { whatIf } = row.request
  if (row.status !== 'optimised' || !whatIf || row.baseVersion === null)
    throw notAllowedNow('This plan cannot be changed', { status: row.status })
  if (!canKeep(whatIf)) throw notAllowedNow('Vehicles and depots change in the register, not in a plan')
  await demandHead(tx, plan, row.baseVersion)
  demandSamePublished(plan, row)
  const shifts = await writeRoster(tx, plan.day, whatIf, accountId)
  const version = await insertVersion(
    tx,
    planId,
    {
      status: 'optimised',
      request: { ...row.request, whatIf: null },
      baseVersion: row.baseVersion,
      follows: row.baseVersion,
      act: { kind: 'kept', title: null, ...(shifts && { shifts }) },
      accountId,
    },
    now,
  )
  await copyRoutes(tx, planId, from, version, { crews: { except: [] } })
  await copyUnassigned(tx, planId, from, version, [])
  await copyViolations(tx, planId, from, version)
  const { summary, isEstimate } = row
  await finishVersion(tx, planId, version, { summary: summary as object, isEstimate }, now)
  await throwAway(tx, planId, from)
  await setHead(tx, planId, version, now)
  emitLive(tx, {
    entity: 'plan_version',
    entityId: `${planId}/${version}`,
    version,
    data: { planId, status: 'optimised', baseVersion: row.baseVersion },
  })
  tellHead(tx, plan, version)
  return version
}

/** Tells what became of the crew's day, if anything did: that is taken back with the version. */
async function writeRoster(
  tx: Tx,
  day: string,
  change: WhatIf,
  accountId: string | null,
): Promise<ShiftChange | null> {
  const { crewId } = change
  await holdRoster(tx)
  const before = await findDayShifts(tx, day, crewId)
  if (change.kind === 'with-crew' && change.shift && before.length === 0)
    await insertShift(tx, { crewId, ...change.shift }, accountId)
  if (change.kind === 'shift')
    for (const shift of movedShifts(before, change)) await updateShift(tx, shift, accountId)
  const after = await findDayShifts(tx, day, crewId)
  if (isSame(before, after)) return null
  emitLive(tx, { entity: 'roster', entityId: 'roster', version: 0 })
  return { crewId, before, after }
}
