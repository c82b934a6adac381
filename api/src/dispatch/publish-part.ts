import type { Tx } from '@dromos/db'
import type { Context } from '../context.ts'
import type { VisitActor } from '../field/record-events.ts'
import { badInput, conflict } from '../http/problems.ts'
import { copyRoutes, copyUnassigned, copyViolations, summariseStored } from './copy-version.ts'
import { findTaskPairs } from './day-links.ts'
import { changesNothing, diffVisits, exchangesOf, ofCrews } from './diff-visits.ts'
import { giveOut } from './give-out.ts'
import { openDraft } from './open-draft.ts'
import { openTravelTimes } from './open-travel-times.ts'
import type { PlanRequest } from './day-input.ts'
import type { StoredLock } from './plan-lock.ts'
import { findLiveVisits, findPlannedStops } from './publish-queries.ts'
import { tellHead } from './set-head.ts'
import { finishVersion } from './store-version.ts'
import { storeViolationsOfCopy } from './store-violations.ts'
import {
  findRoutes,
  findVersion,
  insertVersion,
  setHead,
  type LockedPlan,
  type VersionRow,
} from './version-queries.ts'

interface Part {
  /** held; its head is the version */
  plan: LockedPlan
  row: VersionRow
  crewIds: readonly number[]
  actor: VisitActor
}

/**
 * Publishes some crews' part of a version. A published version is what all crews do, so the part becomes a version
 * of its own, with the others' routes as they are published; and the version goes on as a draft behind it. Gives
 * back the version published, or null where nothing would be left as a draft.
 */
export async function publishPart(
  tx: Tx,
  context: Context,
  { plan, row, crewIds, actor }: Part,
): Promise<number | null> {
  const { id: planId } = plan
  const hasRest = await demandSeparable(tx, row, crewIds)
  if (!hasRest) return null
  const now = context.clock.now()
  const accountId = actor.accountId ?? null
  const request = await partRequest(tx, plan, row, crewIds)
  const version = await insertVersion(
    tx,
    planId,
    {
      status: 'optimised',
      request,
      baseVersion: row.version,
      follows: row.version,
      act: { kind: 'part', title: null },
      accountId,
    },
    now,
  )
  await fillPart(tx, context, { plan, row, crewIds, version, request })
  await giveOut(tx, context, { plan, version, crewIds, actor })
  await keepRest(tx, { plan, row, version, accountId }, now)
  return version
}

/** The same part of this version, if it is what is published: asked for twice, it is done once. */
export async function publishedInPart(
  tx: Tx,
  { id: planId, publishedVersion }: LockedPlan,
  version: number,
  crewIds: readonly number[],
): Promise<number | null> {
  const row = publishedVersion === null ? null : await findVersion(tx, planId, publishedVersion)
  const isSame = row?.act.kind === 'part' && row.baseVersion === version
  return isSame && crewIds.every((crewId) => row.request.crewIds.includes(crewId)) ? publishedVersion : null
}

/**
 * Work that changes hands between a crew that follows the version and one that does not would be with both. Tells
 * whether anything would be left to publish.
 */
async function demandSeparable(
  tx: Tx,
  { planId, version }: VersionRow,
  crewIds: readonly number[],
): Promise<boolean> {
  const stops = await findPlannedStops(tx, planId, version)
  const taskIds = stops.map(({ taskId }) => taskId)
  const visits = (await findLiveVisits(tx, planId, taskIds)).filter((visit) => visit.planId === planId)
  const chosen = new Set(crewIds)
  const concerned = new Set([...stops, ...visits].map(({ crewId }) => crewId))
  const unknown = crewIds.filter((crewId) => !concerned.has(crewId))
  if (unknown.length > 0)
    throw badInput(
      'Some of these crews have no work in this plan',
      unknown.map((id) => ({ path: `body.crewIds.${id}`, message: 'This crew has no work in this plan' })),
    )
  const exchanges = exchangesOf(planId, stops, visits).filter(
    ({ fromCrewId, toCrewId }) => chosen.has(fromCrewId) !== chosen.has(toCrewId),
  )
  if (exchanges.length > 0)
    throw conflict('Work changes hands between these crews and others: publish them together', { exchanges })
  await demandUnparted(tx, stops, [...crewIds], visits)
  const others = [...concerned].filter((crewId) => !chosen.has(crewId))
  return !changesNothing(diffVisits(planId, ...ofCrews(others, stops, visits)))
}

/** Nobody is sent to work whose second crew, or whose first part, nobody is sent to. */
async function demandUnparted(
  tx: Tx,
  stops: readonly { taskId: number; crewId: number }[],
  crewIds: readonly number[],
  visits: readonly { taskId: number }[],
): Promise<void> {
  const given = new Set([
    ...stops.filter(({ crewId }) => crewIds.includes(crewId)).map(({ taskId }) => taskId),
    ...visits.map(({ taskId }) => taskId),
  ])
  const pairs = await findTaskPairs(
    tx,
    stops.map(({ taskId }) => taskId),
  )
  const parted = pairs.filter(({ kind, taskId, otherTaskId }) =>
    kind === 'together'
      ? given.has(taskId) !== given.has(otherTaskId)
      : given.has(otherTaskId) && !given.has(taskId),
  )
  if (parted.length > 0)
    throw conflict('Work of these crews is bound to work of others: publish them together', { pairs: parted })
}

/** What is published stays with its crews, what the others would get stays out. */
async function partRequest(
  tx: Tx,
  { id: planId, publishedVersion }: LockedPlan,
  { version, request }: VersionRow,
  crewIds: readonly number[],
): Promise<PlanRequest> {
  const published = publishedVersion === null ? null : await findVersion(tx, planId, publishedVersion)
  const routes = (await findRoutes(tx, planId, version)).filter(({ crewId }) => !crewIds.includes(crewId))
  const before = publishedVersion === null ? [] : await findRoutes(tx, planId, publishedVersion)
  const stay = new Set(tasksOf(before.filter(({ crewId }) => !crewIds.includes(crewId))))
  const waiting = new Set(tasksOf(routes).filter((taskId) => !stay.has(taskId)))
  return {
    ...request,
    crewIds: [...new Set([...(published?.request.crewIds ?? []), ...crewIds])],
    taskIds: [...new Set([...request.taskIds, ...stay])].filter((taskId) => !waiting.has(taskId)),
    locks: eitherLocks(request.locks, published?.request.locks ?? []),
  }
}

/** The chosen crews' routes of the version, the others' as they are published, timed as they were. */
async function fillPart(
  tx: Tx,
  context: Context,
  given: Pick<Part, 'plan' | 'row' | 'crewIds'> & { version: number; request: PlanRequest },
): Promise<void> {
  const { plan, row, crewIds, version } = given
  const { id: planId, publishedVersion } = plan
  const now = context.clock.now()
  await copyRoutes(tx, planId, row.version, version, { crews: { only: crewIds } })
  const own = await findRoutes(tx, planId, version)
  if (publishedVersion !== null)
    await copyRoutes(tx, planId, publishedVersion, version, {
      crews: { except: crewIds },
      // what another crew did not get done is the chosen crew's now
      exceptTaskIds: tasksOf(own),
    })
  const routes = await findRoutes(tx, planId, version)
  await copyUnassigned(tx, planId, row.version, version, tasksOf(routes))
  const { day, view } = await openDraft(tx, openTravelTimes(context.config), {
    planId,
    version,
    taskIds: [],
    now,
  })
  await storeViolationsOfCopy(tx, { planId, version, from: row.version }, day, view.evaluation)
  const summary = await summariseStored(tx, planId, version, view.evaluation, day)
  await finishVersion(tx, planId, version, { summary, isEstimate: row.isEstimate }, now)
}

/** What is not published goes on as a draft, from the part that is. */
async function keepRest(
  tx: Tx,
  {
    plan: { id: planId, day },
    row,
    version,
    accountId,
  }: { plan: LockedPlan; row: VersionRow; version: number; accountId: string | null },
  now: Date,
): Promise<void> {
  const request = { ...row.request, publishedVersion: version }
  const rest = await insertVersion(
    tx,
    planId,
    {
      status: 'optimised',
      request,
      baseVersion: version,
      follows: version,
      act: { kind: 'rest', title: null },
      accountId,
    },
    now,
  )
  await copyRoutes(tx, planId, row.version, rest, { crews: { except: [] } })
  await copyUnassigned(tx, planId, row.version, rest, [])
  await copyViolations(tx, planId, row.version, rest)
  const { summary, isEstimate } = row
  await finishVersion(tx, planId, rest, { summary: summary as object, isEstimate }, now)
  await setHead(tx, planId, rest, now)
  tellHead(tx, { id: planId, day }, rest)
}

/** Those of both; which of them hold is seen by the stops. */
function eitherLocks(locks: StoredLock[], others: StoredLock[]): StoredLock[] {
  return [...new Map([...locks, ...others].map((lock) => [JSON.stringify(lock), lock])).values()]
}

function tasksOf(routes: Awaited<ReturnType<typeof findRoutes>>): number[] {
  return routes.flatMap(({ stops }) => stops.flatMap(({ taskId }) => (taskId === null ? [] : [taskId])))
}
