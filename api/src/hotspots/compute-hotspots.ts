import type { Tx } from '@dromos/db'
import {
  findMetricSrid,
  labelAll,
  labelAround,
  listMembers,
  listMembersAround,
  lockHotspots,
  type Label,
  type Member,
} from './cluster-queries.ts'
import { planHotspots, type HotspotPlan, type PlannedHotspot } from './plan-hotspots.ts'
import {
  insertClusters,
  insertHotspots,
  removeClusters,
  removeHotspots,
  removeMembers,
  updateHotspots,
  writeMembers,
} from './write-queries.ts'

export interface HotspotChange {
  id: number
  version: number
  isRemoved: boolean
}

// beyond these the ground around them is most of the city
const mostAround = 100

/** All hotspots of the city anew; a hotspot keeps its id as long as a member stays. */
export async function computeAllHotspots(tx: Tx, now: Date): Promise<HotspotChange[]> {
  await lockHotspots(tx)
  const srid = await findMetricSrid(tx)
  return replace(tx, await listMembers(tx), await labelAll(tx, srid), srid, now, () => true)
}

/** The hotspots around requests that opened, closed, moved or changed their service; as if all were computed. */
export async function computeHotspotsAround(
  tx: Tx,
  requestIds: number[],
  now: Date,
): Promise<HotspotChange[]> {
  if (requestIds.length > mostAround) return computeAllHotspots(tx, now)
  await lockHotspots(tx)
  const srid = await findMetricSrid(tx)
  const changed = new Set(requestIds)
  const members = await listMembersAround(tx, requestIds)
  const labels = await labelAround(tx, requestIds, srid)
  return replace(tx, members, labels, srid, now, (hotspot) => hotspot.members.some((id) => changed.has(id)))
}

async function replace(
  tx: Tx,
  members: Member[],
  labels: Label[],
  srid: number,
  now: Date,
  mayHaveChanged: (hotspot: PlannedHotspot) => boolean,
): Promise<HotspotChange[]> {
  const plan = planHotspots(members, labels)
  const added = plan.hotspots.filter(({ id }) => id === null)
  const kept = plan.hotspots.filter(
    (hotspot) => hotspot.id !== null && (hotspot.isRegrouped || mayHaveChanged(hotspot)),
  )
  if (plan.removedHotspotIds.length > 0) await removeHotspots(tx, plan.removedHotspotIds)
  if (plan.removedClusterIds.length > 0) await removeClusters(tx, plan.removedClusterIds)
  const updated = kept.length > 0 ? await updateHotspots(tx, kept, srid, now) : []
  const inserted = added.length > 0 ? await insertHotspots(tx, added, srid, now) : []
  added.forEach((hotspot, index) => (hotspot.id = inserted[index].id))
  await regroup(tx, plan, members)
  return [
    ...plan.removedHotspotIds.map((id) => ({ id, version: 0, isRemoved: true })),
    ...[...updated, ...inserted].map(({ id, version }) => ({ id, version, isRemoved: false })),
  ]
}

/** Writes who belongs where, as far as it differs from before. Every hotspot of the plan has its id by now. */
async function regroup(tx: Tx, plan: HotspotPlan, before: Member[]): Promise<void> {
  const unnamed = plan.clusters.filter(({ id }) => id === null)
  if (unnamed.length > 0) {
    const ids = await insertClusters(
      tx,
      unnamed.map(({ serviceCode }) => serviceCode),
    )
    unnamed.forEach((cluster, index) => (cluster.id = ids[index]))
  }
  const hotspotOf = new Map(plan.hotspots.flatMap(({ id, members }) => members.map((member) => [member, id])))
  const known = new Map(before.map((member) => [member.requestId, member]))
  const belonging = plan.clusters.flatMap(({ id, members }) =>
    members.map((requestId) => ({ requestId, clusterId: id!, hotspotId: hotspotOf.get(requestId) ?? null })),
  )
  const moved = belonging.filter(({ requestId, clusterId, hotspotId }) => {
    const old = known.get(requestId)
    return old?.clusterId !== clusterId || old.hotspotId !== hotspotId
  })
  const staying = new Set(belonging.map(({ requestId }) => requestId))
  const gone = before.flatMap(({ requestId }) => (staying.has(requestId) ? [] : [requestId]))
  if (gone.length > 0) await removeMembers(tx, gone)
  if (moved.length > 0) await writeMembers(tx, moved)
}
