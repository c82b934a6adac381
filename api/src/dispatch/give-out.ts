import type { Tx } from '@dromos/db'
import { promiseArrivals } from '../arrivals/promise-arrivals.ts'
import type { Context } from '../context.ts'
import { demandAtWork } from '../crews/demand-at-work.ts'
import { recordVisitEvents, type VisitActor } from '../field/record-events.ts'
import { withdrawVisits } from '../field/withdraw-visits.ts'
import { conflict } from '../http/problems.ts'
import { emitLive } from '../live/emit.ts'
import { notify, type Notice } from '../notifications/notify.ts'
import { moveRequests } from '../requests/move-request.ts'
import { findHeldRequests } from '../work-orders/held-requests.ts'
import { moveOrders } from '../work-orders/move-orders.ts'
import { diffVisits, ofCrews, type VisitDiff } from './diff-visits.ts'
import {
  insertVisits,
  lockLiveVisits,
  lockPlannedStops,
  markPublished,
  setTaskStatus,
  updateVisits,
} from './publish-queries.ts'
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
  await markPublished(tx, planId, version, actor.accountId ?? null, now)
  await withdraw(tx, context, diff, actor)
  const kept = await updateVisits(tx, planId, version, diff.kept, now)
  const added = await insertVisits(tx, { planId, version, day }, diff.added, now, assignments)
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
  await moveWork(tx, context, planId, version, diff, actor)
  await promiseArrivals(tx, planId, now)

  const changed = [...kept.filter(({ isChanged }) => isChanged), ...added]
  await tell(tx, context, { planId, version, day }, changed, diff)
}

/** Crews whose route changed get a notice; screens learn of every visit that did. */
async function tell(
  tx: Tx,
  context: Context,
  { planId, version, day }: { planId: number; version: number; day: string },
  changed: { id: number; taskId: number; crewId: number; version: number }[],
  diff: VisitDiff,
): Promise<void> {
  const crewIds = new Set([...changed, ...diff.withdrawn].map(({ crewId }) => crewId))
  await notify(
    tx,
    context,
    [...crewIds].map((crewId) => routeNotice(planId, version, day, crewId)),
  )
  emitLive(tx, [
    ...changed.map(({ id, taskId, crewId, version }) => ({
      entity: 'visit' as const,
      entityId: id,
      version,
      data: { crewId, taskId, planId },
    })),
    {
      entity: 'plan_version',
      entityId: `${planId}/${version}`,
      version,
      data: { planId, status: 'published', day },
    },
    { entity: 'plan', entityId: planId, version, data: { day, publishedVersion: version } },
  ])
}

async function withdraw(tx: Tx, context: Context, diff: VisitDiff, actor: VisitActor): Promise<void> {
  if (diff.withdrawn.length === 0) return
  const visitIds = diff.withdrawn.map(({ id }) => id)
  await withdrawVisits(tx, context, { visitIds, reason: 'replanned', actor })
}

/** Orders and requests follow their visits. */
async function moveWork(
  tx: Tx,
  context: Context,
  planId: number,
  version: number,
  diff: VisitDiff,
  actor: VisitActor,
): Promise<void> {
  const data = { planId, planVersion: version }
  const given = { actor, channel: 'plan', data }
  const dispatched = diff.added.map(({ workOrderId }) => workOrderId)
  await moveOrders(tx, context, { ids: dispatched, to: 'dispatched', ...given })
  const planned = await findHeldRequests(tx, dispatched, ['received', 'triaged', 'accepted', 'reopened'])
  if (planned.length > 0) await moveRequests(tx, context, { ids: planned, to: 'planned', ...given })

  if (diff.dropped.length === 0) return
  const dropped = diff.dropped.map(({ workOrderId }) => workOrderId)
  await setTaskStatus(
    tx,
    diff.dropped.map(({ taskId }) => taskId),
    'open',
  )
  await moveOrders(tx, context, { ids: dropped, to: 'ready', reason: 'replanned', ...given })
  const released = await findHeldRequests(tx, dropped, ['planned'])
  if (released.length > 0) await moveRequests(tx, context, { ids: released, to: 'accepted', ...given })
}

function routeNotice(planId: number, version: number, day: string, crewId: number): Notice {
  return {
    dedupeKey: `plan:${planId}:${version}:crew:${crewId}`,
    channel: 'tablet',
    template: 'route-published',
    language: 'el',
    data: { planId, version, day },
    crewId,
  }
}
