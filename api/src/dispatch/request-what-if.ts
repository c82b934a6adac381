import type { z } from 'zod'
import type { Tx } from '@dromos/db'
import type { Context } from '../context.ts'
import type { PlanVersion, supposePlan, WhatIf } from '../contract/index.ts'
import { findCrews, findShifts, findTimezone, findToday } from '../crews/queries.ts'
import { badInput, conflict, notAllowedNow, notFound } from '../http/problems.ts'
import { dayOf } from '../jurisdictions/city-time.ts'
import { findDispatchedTaskIds, findReplannableTaskIds } from './day-queries.ts'
import { demandDayAhead } from './demand-day-ahead.ts'
import { findLocks } from './find-locks.ts'
import { startSolving } from './request-plan.ts'
import { movedShifts } from './suppose.ts'
import { findVersion, lockPlan, toPlanVersion, type VersionRow } from './version-queries.ts'
import { countWhatIfs, findSameWhatIf, throwAway } from './what-if-queries.ts'

type Given = z.output<(typeof supposePlan)['body']> & {
  planId: number
  version: number
  accountId: string | null
}

const mostAtOnce = 8
const longestShiftMilliseconds = 16 * 3600_000

/** A version beside the plan, near the one given, under what is supposed; to be solved by a job. */
export async function requestWhatIf(
  tx: Tx,
  context: Context,
  { planId, version, change, seconds, seed, accountId }: Given,
): Promise<PlanVersion> {
  const now = context.clock.now()
  const plan = await lockPlan(tx, planId)
  const base = plan && (await findVersion(tx, planId, version))
  if (!plan || !base) throw notFound('plan version', `${planId}/${version}`)
  if (!['optimised', 'published'].includes(base.status) || base.request.whatIf)
    throw notAllowedNow('This plan cannot be changed', { status: base.status })
  await demandDayAhead(tx, context, plan)
  const today = await findToday(tx, now)
  const same = await findSameWhatIf(tx, planId, version, change)
  const before = same === null ? null : await findVersion(tx, planId, same)
  if (before?.status === 'solving') return toPlanVersion(before)
  // asked again it is answered from how things stand now, in place of what was answered then
  if (before) await throwAway(tx, planId, before.version)
  if ((await countWhatIfs(tx, planId)) >= mostAtOnce)
    throw conflict('Too many things are supposed at once: throw some away', { mostAtOnce })
  await demandPossible(tx, base, change)

  const { request } = base
  const begun = await findDispatchedTaskIds(tx, planId)
  const open = await findReplannableTaskIds(tx, request.taskIds, now)
  return startSolving(
    tx,
    context,
    // nothing of it is ever the plan's head
    { ...plan, headVersion: null },
    {
      request: {
        ...request,
        crewIds: crewsUnder(change, request.crewIds),
        taskIds: [...new Set([...begun.filter((id) => request.taskIds.includes(id)), ...open])],
        locks: await findLocks(tx, planId, version),
        publishedVersion: plan.publishedVersion,
        changeBudget: null,
        from: plan.day === today ? now.toISOString() : null,
        seconds,
        seed,
        whatIf: change,
        together: [],
      },
      baseVersion: version,
      act: { kind: 'what-if', title: null },
      accountId,
    },
  )
}

function crewsUnder({ kind, crewId }: WhatIf, crewIds: number[]): number[] {
  if (kind === 'without-crew') return crewIds.filter((id) => id !== crewId)
  return kind === 'with-crew' ? [...crewIds, crewId] : crewIds
}

async function demandPossible(tx: Tx, { day, request }: VersionRow, change: WhatIf): Promise<void> {
  const { crewId, kind } = change
  const crews = await findCrews(tx, day)
  if (!crews.some(({ id }) => id === crewId)) throw notFound('crew', crewId)
  const isIn = request.crewIds.includes(crewId)
  if (kind === 'with-crew' && isIn) throw badInput('This crew is in the plan already')
  if (kind !== 'with-crew' && !isIn) throw badInput('This crew is not in the plan')
  if (kind === 'without-crew' && request.crewIds.length === 1) throw badInput('A plan needs a crew')
  if (kind === 'depot' && !crews.some(({ depot }) => depot.id === change.depotId))
    throw notFound('depot', change.depotId)
  const shifts = (await findShifts(tx, day)).filter((shift) => shift.crewId === crewId)
  if (kind === 'with-crew' && shifts.length === 0) {
    if (!change.shift) throw badInput('This crew has no shift on this day')
    demandShifts(await findTimezone(tx), day, [change.shift])
  }
  if (kind === 'shift') {
    if (shifts.length === 0) throw badInput('This crew has no shift on this day')
    demandShifts(await findTimezone(tx), day, movedShifts(shifts, change))
  }
}

function demandShifts(timezone: string, day: string, shifts: { startsAt: string; endsAt: string }[]): void {
  for (const { startsAt, endsAt } of shifts) {
    const length = Date.parse(endsAt) - Date.parse(startsAt)
    if (length > 0 && length <= longestShiftMilliseconds && dayOf(new Date(startsAt), timezone) === day)
      continue
    throw badInput('A shift begins on its day and ends within sixteen hours')
  }
}
