import { splitCluster } from '../clustering/split-cluster.ts'
import type { Label, Member } from './cluster-queries.ts'
import { crewDay, minimumRequests } from './crew-day.ts'
import { keepIds, type OldCluster } from './keep-ids.ts'

export interface PlannedCluster {
  /** null is new */
  id: number | null
  serviceCode: string
  members: number[]
}

export interface PlannedHotspot extends PlannedCluster {
  /** where its cluster stands in the plan */
  cluster: number
  /** other members than before */
  isRegrouped: boolean
}

export interface HotspotPlan {
  clusters: PlannedCluster[]
  hotspots: PlannedHotspot[]
  removedClusterIds: number[]
  removedHotspotIds: number[]
}

/** Clusters and their hotspots from labels; each keeps the id under which most of it was known. */
export function planHotspots(members: readonly Member[], labels: readonly Label[]): HotspotPlan {
  const plan: HotspotPlan = { clusters: [], hotspots: [], removedClusterIds: [], removedHotspotIds: [] }
  const known = Map.groupBy(members, ({ serviceCode }) => serviceCode)
  const found = Map.groupBy(wholeClusters(labels), ([label]) => label.serviceCode)
  for (const serviceCode of new Set([...known.keys(), ...found.keys()]))
    planService(plan, serviceCode, known.get(serviceCode) ?? [], found.get(serviceCode) ?? [])
  return plan
}

function planService(plan: HotspotPlan, serviceCode: string, known: Member[], clusters: Label[][]): void {
  const oldClusters = grouped(known, ({ clusterId }) => clusterId)
  const oldHotspots = grouped(known, ({ hotspotId }) => hotspotId)
  const clusterMembers = clusters.map((labels) => labels.map(({ id }) => id))
  const clusterIds = keepIds(oldClusters, clusterMembers)
  const pieces = clusters.flatMap((labels, cluster) =>
    hotspotsOf(labels).map((ids) => ({ ids, cluster: plan.clusters.length + cluster })),
  )
  const hotspotIds = keepIds(
    oldHotspots,
    pieces.map(({ ids }) => ids),
  )
  clusterMembers.forEach((ids, index) =>
    plan.clusters.push({ id: clusterIds[index], serviceCode, members: ids }),
  )
  const membersOf = new Map(oldHotspots.map(({ id, members }) => [id, members]))
  pieces.forEach(({ ids, cluster }, index) => {
    const id = hotspotIds[index]
    const isRegrouped = id === null || !isSame(membersOf.get(id)!, ids)
    plan.hotspots.push({ id, serviceCode, members: ids, cluster, isRegrouped })
  })
  plan.removedClusterIds.push(...without(oldClusters, clusterIds))
  plan.removedHotspotIds.push(...without(oldHotspots, hotspotIds))
}

/** The pieces of a cluster that are still worth a crew's way. */
function hotspotsOf(labels: Label[]): number[][] {
  return splitCluster(labels, crewDay(labels[0]))
    .filter((piece) => piece.length >= minimumRequests)
    .map((piece) => piece.map(({ id }) => id))
}

/** The clusters; one that reaches out of the ground looked at is left as it is. */
function wholeClusters(labels: readonly Label[]): Label[][] {
  const groups = Map.groupBy(
    labels.filter(({ cluster }) => cluster !== null),
    ({ serviceCode, cluster }) => `${serviceCode} ${cluster}`,
  )
  return [...groups.values()].filter((group) => group.every(({ isInside }) => isInside))
}

function grouped(members: Member[], idOf: (member: Member) => number | null): OldCluster[] {
  const groups = Map.groupBy(members, idOf)
  return [...groups].flatMap(([id, group]) =>
    id === null ? [] : [{ id, members: group.map(({ requestId }) => requestId) }],
  )
}

function without(old: OldCluster[], kept: (number | null)[]): number[] {
  const ids = new Set(kept)
  return old.flatMap(({ id }) => (ids.has(id) ? [] : [id]))
}

function isSame(some: number[], others: number[]): boolean {
  const known = new Set(some)
  return some.length === others.length && others.every((id) => known.has(id))
}
