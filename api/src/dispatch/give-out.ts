import type { Tx } from '@dromos/db'
import { promiseArrivals } from '../arrivals/promise-arrivals.ts'
import type { Context } from '../context.ts'
import { demandAtWork } from '../crews/demand-at-work.ts'
import { recordVisitEvents, type VisitActor } from '../field/record-events.ts'
import { withdrawVisits } from '../field/withdraw-visits.ts'
import { conflict } from '../http/problems.ts'
import { emitLive } from '../live/emit.ts'
import { notify } from '../notifications/notify.ts'
import { plannableStatuses } from '../requests/lifecycle.ts'
import { moveRequests } from '../requests/move-request.ts'
import { findHeldRequests } from '../work-orders/held-requests.ts'
import { moveOrders } from '../work-orders/move-orders.ts'
import { diffVisits, ofCrews, type VisitDiff } from './diff-visits.ts'
import { recordPlanEvent } from './plan-events.ts'
import {
  insertVisits,
  lockLiveVisits,
  lockPlannedStops,
  markPublished,
  setTaskStatus,
  updateVisits,
} from './publish-queries.ts'
import { tellStanding } from './tell-standing.ts'
import type { LockedPlan } from './version-queries.ts'

export interface Given {
  /** held */
  plan: LockedPlan
  version: number
  /** whose work follows the version; that of the others stays as it is. Null: all */
  crewIds: readonly number[] | null
  actor: VisitActor
  /** why each task has its crew, by task: kept with its visit */
  assignments?: ReadonlyMap<number, object>
}

/**
 * Makes a version the plan of its day: the older one is superseded, crews get their visits, orders and requests
 * move on, and everybody concerned is told, all or nothing.
 */
export async function giveOut(
  tx: Tx,
  context: Context,
  { plan, version, crewIds, actor, assignments }: Given,
): Promise<void> {
  const { id: planId, day } = plan
  const stops = await lockPlannedStops(tx, planId, version)
  const visits = await lockLiveVisits(
    tx,
    planId,
    stops.map(({ taskId }) => taskId),
  )
  const diff = crewIds
    ? diffVisits(planId, ...ofCrews(crewIds, stops, visits))
    : diffVisits(planId, stops, visits)
  if (diff.refused.length > 0)
    throw conflict('Some of the work cannot be given out any more', { tasks: diff.refused })

  const concerned = stops.map(({ crewId }) => crewId).filter((id) => crewIds?.includes(id) ?? true)
  await demandAtWork(tx, concerned, day)
  const now = context.clock.now()
  const before = await markPublished(tx, planId, version, actor.accountId ?? null, now)
  const published = { planId, version, kind: 'published', crewIds, actor } as const
  const eventId = await recordPlanEvent(tx, published, now)
  await carryOut(tx, context, { plan, version, diff, actor, reason: 'replanned', eventId, assignments })
  tellStanding(tx, plan, {
    version,
    publishedVersion: version,
    statuses: [
      ...(before === null ? [] : [{ version: before, status: 'superseded' as const }]),
      { version, status: 'published' },
    ],
  })
}

interface Changed extends Pick<Given, 'plan' | 'actor' | 'assignments'> {
  /** what stands now; null: nothing, and all visits end */
  version: number | null
  diff: VisitDiff
  /** why visits end */
  reason: 'replanned' | 'taken-back'
  /** of the plan's history: each is told once */
  eventId: number
}

/** Visits, orders, requests, promises and all who are to know follow what is published now. */
export async function carryOut(tx: Tx, context: Context, given: Changed): Promise<void> {
  const { plan, version, diff, actor } = given
  const { id: planId, day } = plan
  const now = context.clock.now()
  if (diff.withdrawn.length > 0) {
    const visitIds = diff.withdrawn.map(({ id }) => id)
    await withdrawVisits(tx, context, { visitIds, reason: given.reason, actor })
  }
  const changed = version === null ? [] : await bringVisits(tx, { planId, version, day }, given, now)
  await moveWork(tx, context, given)
  await promiseArrivals(tx, planId, now)
  await tell(tx, context, given, changed)
}

/** The visits that a version has now: those kept, and new ones. Gives back those that changed. */
async function bringVisits(
  tx: Tx,
  stands: { planId: number; version: number; day: string },
  { diff, actor, assignments }: Changed,
  now: Date,
) {
  const kept = await updateVisits(tx, stands.planId, stands.version, diff.kept, now)
  const added = await insertVisits(tx, stands, diff.added, now, assignments)
  recordVisitEvents(
    tx,
    added.map(({ id }) => ({
      visitId: id,
      to: 'dispatched',
      actor,
      channel: 'plan',
      occurredAt: now,
      receivedAt: now,
    })),
  )
  await setTaskStatus(
    tx,
    diff.added.map(({ taskId }) => taskId),
    'assigned',
  )
  return [...kept.filter(({ isChanged }) => isChanged), ...added]
}

/** Crews whose route changed get a notice; screens learn of every visit that did. */
async function tell(
  tx: Tx,
  context: Context,
  { plan: { id: planId, day }, version, eventId, diff }: Changed,
  changed: { id: number; taskId: number; crewId: number; version: number }[],
): Promise<void> {
  const crewIds = new Set([...changed, ...diff.withdrawn].map(({ crewId }) => crewId))
  await notify(
    tx,
    context,
    [...crewIds].map((crewId) => ({
      dedupeKey: `plan:${planId}:${eventId}:crew:${crewId}`,
      channel: 'tablet',
      template: version === null ? 'route-withdrawn' : 'route-published',
      language: 'el',
      data: { planId, version, day },
      crewId,
    })),
  )
  emitLive(
    tx,
    changed.map(({ id, taskId, crewId, version }) => ({
      entity: 'visit',
      entityId: id,
      version,
      data: { crewId, taskId, planId },
    })),
  )
}

/** Orders and requests follow their visits. */
async function moveWork(
  tx: Tx,
  context: Context,
  { plan, version, diff, actor, reason }: Changed,
): Promise<void> {
  const data = { planId: plan.id, planVersion: version }
  const given = { actor, channel: 'plan', data }
  const dispatched = diff.added.map(({ workOrderId }) => workOrderId)
  await moveOrders(tx, context, { ids: dispatched, to: 'dispatched', ...given })
  const planned = await findHeldRequests(tx, dispatched, plannableStatuses)
  if (planned.length > 0)
    await moveRequests(tx, context, { ids: planned, to: 'planned', isHeld: true, ...given })

  if (diff.dropped.length === 0) return
  const dropped = diff.dropped.map(({ workOrderId }) => workOrderId)
  await setTaskStatus(
    tx,
    diff.dropped.map(({ taskId }) => taskId),
    'open',
  )
  await moveOrders(tx, context, { ids: dropped, to: 'ready', reason, ...given })
  const released = await findHeldRequests(tx, dropped, ['planned'])
  if (released.length > 0)
    await moveRequests(tx, context, { ids: released, to: 'accepted', isHeld: true, ...given })
}
