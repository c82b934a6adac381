import type { Profile } from '../travel-times.ts'
import { accessBit, forbiddingTag, isUsual, wayAccess } from './access.ts'
import { highwayNumber } from './highway.ts'
import type { OsmExtract, OsmWay } from './read-osm.ts'
import { count } from './report.ts'
import type { NetworkReport } from './report.ts'

/** A way, or a part of one, that somebody may use. */
export interface Piece {
  way: OsmWay
  /** OSM ids of the nodes, two or more. */
  refs: number[]
  access: number
}

/** The ways that one of the profiles may use, as far as they lie in the extract. */
export function usableWays(
  extract: OsmExtract,
  profiles: readonly Profile[],
  report: NetworkReport,
): Piece[] {
  let mask = 0
  for (const profile of profiles) mask |= accessBit(profile, 0) | accessBit(profile, 1)
  const pieces: Piece[] = []
  for (const way of extract.ways) {
    report.waysRead++
    const reason = whyUnusable(way, profiles, mask)
    if (reason) {
      count(report.waysDropped, reason)
      continue
    }
    report.waysKept++
    const parts = insideExtract(way.refs, extract)
    if (parts.length !== 1 || parts[0].length !== way.refs.length) report.waysCut++
    for (const refs of parts) pieces.push({ way, refs, access: wayAccess(way.tags) & mask })
  }
  return pieces
}

function whyUnusable(way: OsmWay, profiles: readonly Profile[], mask: number): string | null {
  if (highwayNumber(way.tags.highway) === undefined) return `highway=${way.tags.highway}`
  if (way.refs.length < 2) return 'fewer than two nodes'
  if (wayAccess(way.tags) & mask) return null
  if (way.tags.oneway === 'reversible') return 'oneway=reversible'
  if (!isUsual(way.tags.highway, profiles)) return `not for these profiles: highway=${way.tags.highway}`
  return forbiddingTag(way.tags, profiles[0]) ?? 'access'
}

/** The runs of known nodes, repeated ones taken once. */
function insideExtract(refs: readonly number[], extract: OsmExtract): number[][] {
  const runs: number[][] = []
  let run: number[] = []
  for (const ref of refs) {
    if (!extract.nodes.has(ref)) {
      if (run.length > 1) runs.push(run)
      run = []
    } else if (run.at(-1) !== ref) run.push(ref)
  }
  if (run.length > 1) runs.push(run)
  return runs
}
