import type { Streets } from '../network/network.ts'
import type { OsmExtract, OsmRestriction } from './read-osm.ts'
import { count } from './report.ts'
import type { NetworkReport } from './report.ts'
import type { SplitStreets } from './split-ways.ts'

/** Directed segments that must not be driven one after the other. */
export type ForbiddenRun = readonly number[]

/** Turn restrictions as runs of directed segments; `only_` becomes a ban on every other way out. */
export function forbiddenRuns(
  extract: OsmExtract,
  split: SplitStreets,
  report: NetworkReport,
): ForbiddenRun[] {
  const outgoing = outgoingSegments(split.streets)
  const runs: ForbiddenRun[] = []
  for (const restriction of extract.restrictions) {
    const found = readRestriction(restriction, split, outgoing)
    if (typeof found === 'string') {
      count(report.restrictionsDropped, found)
      continue
    }
    report.restrictionsKept++
    runs.push(...found)
  }
  return runs
}

/** Directed segments by the node they leave. */
function outgoingSegments(streets: Streets): number[][] {
  const outgoing: number[][] = Array.from({ length: streets.nodeCount }, () => [])
  for (let segment = 0; segment < streets.segmentCount; segment++) {
    outgoing[streets.tail[segment]].push(2 * segment)
    outgoing[streets.head[segment]].push(2 * segment + 1)
  }
  return outgoing
}

/** The runs, or why the restriction cannot be used. */
function readRestriction(
  { members, tags }: OsmRestriction,
  split: SplitStreets,
  outgoing: readonly number[][],
): ForbiddenRun[] | string {
  const kind = tags.restriction
  if (!kind) return tags['restriction:conditional'] ? 'conditional' : 'for one kind of vehicle only'
  if (/motorcar|motor_vehicle|vehicle|hgv/.test(tags.except ?? '')) return 'excepts our vehicles'
  const wayMembers = (role: string): number[][] =>
    members
      .filter((member) => member.role === role && member.type === 'way')
      .map((member) => split.segmentsOfWay.get(member.ref) ?? [])
  const from = wayMembers('from').flat()
  const to = wayMembers('to').flat()
  if (from.length === 0 || to.length === 0) return 'a way is missing or not for vehicles'
  const viaNode = members.find((member) => member.role === 'via' && member.type === 'node')
  const approaches = viaNode
    ? approachesToNode(from, split.nodeOf.get(viaNode.ref), split.streets)
    : approachesThroughWays(from, wayMembers('via'), split.streets)
  const runs: ForbiddenRun[] = []
  for (const { run, node } of approaches) {
    const exits = outgoing[node].filter((directed) => to.includes(directed >> 1))
    if (exits.length === 0) continue
    const banned = kind.startsWith('only_')
      ? outgoing[node].filter((directed) => !exits.includes(directed))
      : exits
    for (const exit of banned) if (isMeant(kind, run, exit)) runs.push([...run, exit])
  }
  return runs.length > 0 ? runs : 'its ways do not meet'
}

/** A way that runs through the via node is both `from` and `to`; only a ban on u-turns means turning back. */
function isMeant(kind: string, run: readonly number[], exit: number): boolean {
  const turnsBack = run.length === 1 && exit >> 1 === run[0] >> 1
  return kind.startsWith('only_') || (kind === 'no_u_turn' ? true : !turnsBack)
}

interface Approach {
  run: number[]
  /** Where the run ends. */
  node: number
}

function approachesToNode(from: readonly number[], node: number | undefined, streets: Streets): Approach[] {
  if (node === undefined) return []
  const approaches: Approach[] = []
  for (const segment of from) {
    if (streets.head[segment] === node) approaches.push({ run: [2 * segment], node })
    if (streets.tail[segment] === node) approaches.push({ run: [2 * segment + 1], node })
  }
  return approaches
}

/** From the `from` way through whole via ways, in whichever direction they hang together. */
function approachesThroughWays(
  from: readonly number[],
  viaWays: readonly number[][],
  streets: Streets,
): Approach[] {
  let approaches: Approach[] = []
  for (const segment of from) {
    approaches.push({ run: [2 * segment], node: streets.head[segment] })
    approaches.push({ run: [2 * segment + 1], node: streets.tail[segment] })
  }
  for (const via of viaWays) {
    if (via.length === 0) return []
    const along = via.map((segment) => 2 * segment)
    const against = via.map((segment) => 2 * segment + 1).reverse()
    const start = streets.tail[via[0]]
    const end = streets.head[via[via.length - 1]]
    approaches = approaches.flatMap(({ run, node }) => [
      ...(node === start ? [{ run: [...run, ...along], node: end }] : []),
      ...(node === end ? [{ run: [...run, ...against], node: start }] : []),
    ])
  }
  return viaWays.length > 0 ? approaches : []
}
