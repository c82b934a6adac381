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
import { keepIds, type OldCluster } from './keep-ids.ts'
import {
  addMembers,
  insertHotspots,
  releaseMembers,
  removeHotspots,
  updateHotspots,
  type ClusterToWrite,
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
  return replace(tx, await listMembers(tx), await labelAll(tx, srid), srid, now)
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
  const members = await listMembersAround(tx, requestIds)
  return replace(tx, members, await labelAround(tx, requestIds, srid), srid, now)
}

async function replace(tx: Tx, members: Member[], labels: Label[], srid: number, now: Date) {
  const old = groupMembers(members)
  const clusters = matchClusters(old, groupLabels(labels))
  const keptIds = new Set(clusters.map(({ id }) => id))
  const removed = [...old.values()].flat().filter(({ id }) => !keptIds.has(id))
  const kept = clusters.filter(({ id }) => id !== null)
  const added = clusters.filter(({ id }) => id === null)
  const regrouped = kept.filter(({ isRegrouped }) => isRegrouped)

  if (removed.length > 0)
    await removeHotspots(
      tx,
      removed.map(({ id }) => id),
    )
  if (regrouped.length > 0)
    await releaseMembers(
      tx,
      regrouped.map(({ id }) => id!),
    )
  const updated = kept.length > 0 ? await updateHotspots(tx, kept, srid, now) : []
  const inserted = added.length > 0 ? await insertHotspots(tx, added, srid, now) : []
  const withMembers = [
    ...regrouped.map(({ id, members }) => ({ id: id!, members })),
    ...added.map(({ members }, index) => ({ id: inserted[index].id, members })),
  ]
  if (withMembers.length > 0) await addMembers(tx, withMembers)
  return [
    ...removed.map(({ id }) => ({ id, version: 0, isRemoved: true })),
    ...[...updated, ...inserted].map(({ id, version }) => ({ id, version, isRemoved: false })),
  ]
}

/** Clusters by service. */
function groupMembers(members: Member[]): Map<string, OldCluster[]> {
  const byId = new Map<number, OldCluster>()
  const services = new Map<string, OldCluster[]>()
  for (const { hotspotId, requestId, serviceCode } of members) {
    const cluster = byId.get(hotspotId)
    if (cluster) {
      cluster.members.push(requestId)
      continue
    }
    const opened = { id: hotspotId, members: [requestId] }
    byId.set(hotspotId, opened)
    services.set(serviceCode, [...(services.get(serviceCode) ?? []), opened])
  }
  return services
}

/** Members by service; a cluster that reaches out of the ground looked at is left as it is. */
function groupLabels(labels: Label[]): Map<string, number[][]> {
  const groups = new Map<string, { serviceCode: string; members: number[]; isWhole: boolean }>()
  for (const { id, serviceCode, cluster, isInside } of labels) {
    if (cluster === null) continue
    const key = `${serviceCode} ${cluster}`
    const group = groups.get(key) ?? { serviceCode, members: [], isWhole: true }
    group.members.push(id)
    group.isWhole &&= isInside
    groups.set(key, group)
  }
  const services = new Map<string, number[][]>()
  for (const { serviceCode, members, isWhole } of groups.values()) {
    if (isWhole) services.set(serviceCode, [...(services.get(serviceCode) ?? []), members])
  }
  return services
}

function matchClusters(old: Map<string, OldCluster[]>, services: Map<string, number[][]>): ClusterToWrite[] {
  return [...services].flatMap(([serviceCode, clusters]) => {
    const before = old.get(serviceCode) ?? []
    const membersOf = new Map(before.map(({ id, members }) => [id, new Set(members)]))
    return keepIds(before, clusters).map((id, index) => {
      const members = clusters[index]
      const earlier = id === null ? undefined : membersOf.get(id)
      const isSame = earlier?.size === members.length && members.every((member) => earlier.has(member))
      return { id, serviceCode, members, isRegrouped: !isSame }
    })
  })
}
