export interface OldCluster {
  id: number
  members: number[]
}

/**
 * Which old id each new cluster keeps: the pair that shares the most members goes first, so a cluster that
 * grew, shrank or split goes on under its id where most of it is. Null where nothing is shared any more.
 * Ties go to the older id, then to the earlier cluster.
 */
export function keepIds(old: OldCluster[], clusters: number[][]): (number | null)[] {
  const ids: (number | null)[] = clusters.map(() => null)
  const taken = new Set<number>()
  for (const { id, cluster } of sharedPairs(old, clusters)) {
    if (ids[cluster] !== null || taken.has(id)) continue
    ids[cluster] = id
    taken.add(id)
  }
  return ids
}

function sharedPairs(old: OldCluster[], clusters: number[][]) {
  const idOf = new Map<number, number>()
  for (const { id, members } of old) for (const member of members) idOf.set(member, id)
  const pairs: { id: number; cluster: number; shared: number }[] = []
  clusters.forEach((members, cluster) => {
    const sharedWith = new Map<number, number>()
    for (const member of members) {
      const id = idOf.get(member)
      if (id !== undefined) sharedWith.set(id, (sharedWith.get(id) ?? 0) + 1)
    }
    for (const [id, shared] of sharedWith) pairs.push({ id, cluster, shared })
  })
  return pairs.sort((a, b) => b.shared - a.shared || a.id - b.id || a.cluster - b.cluster)
}
