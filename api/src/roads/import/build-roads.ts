import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { createAdjacency } from '../hierarchy/adjacency.ts'
import { contract } from '../hierarchy/contract.ts'
import { dissect } from '../hierarchy/dissect.ts'
import { mainComponent } from '../metric/main-component.ts'
import { segmentCosts } from '../metric/segment-costs.ts'
import { saveGraph } from '../network/graph-file.ts'
import type { Network, RoadGraph, Streets, Turns } from '../network/network.ts'
import { createSnapGrid } from '../snap/snap-grid.ts'
import type { Profile } from '../travel-times.ts'
import { expandTurns } from './expand-turns.ts'
import { readOsm } from './read-osm.ts'
import type { OsmExtract } from './read-osm.ts'
import { emptyReport } from './report.ts'
import type { ImportReport, NetworkReport } from './report.ts'
import { forbiddenRuns } from './restrictions.ts'
import { splitWays } from './split-ways.ts'

/** Builds the graph file of an `.osm.pbf` extract, order of the hierarchy included. */
export async function buildRoads(pbfFile: string, outFile: string): Promise<ImportReport> {
  const started = performance.now()
  const { graph, drive, walk } = buildGraph(await readOsm(pbfFile))
  mkdirSync(dirname(outFile), { recursive: true })
  saveGraph(graph, outFile)
  return { drive, walk, importMs: Math.round(performance.now() - started) }
}

/** The graph and what was kept and dropped on the way. */
export function buildGraph(extract: OsmExtract): {
  graph: RoadGraph
  drive: NetworkReport
  walk: NetworkReport
} {
  const names: string[] = ['']
  const numbers = new Map<string, number>([['', 0]])
  const nameNumber = (name: string): number => {
    const known = numbers.get(name)
    if (known !== undefined) return known
    numbers.set(name, names.length)
    return names.push(name) - 1
  }
  const drive = buildNetwork(extract, ['van', 'truck'], nameNumber)
  const walk = buildNetwork(extract, ['foot'], nameNumber)
  return {
    graph: { drive: drive.network, walk: walk.network, names },
    drive: drive.report,
    walk: walk.report,
  }
}

function buildNetwork(
  extract: OsmExtract,
  profiles: readonly Profile[],
  nameNumber: (name: string) => number,
): { network: Network; report: NetworkReport } {
  const report = emptyReport()
  const split = splitWays(extract, profiles, nameNumber, report)
  const { streets } = split
  // turn restrictions are about vehicles
  const forbidden = profiles.includes('foot') ? [] : forbiddenRuns(extract, split, report)
  const turns = renumber(streets, expandTurns(streets, forbidden))
  report.vertices = turns.vertexCount
  report.arcs = turns.arcTail.length
  const network = { streets, turns, hierarchy: contract(turns), grid: createSnapGrid(streets) }
  for (const profile of profiles) {
    const isMain = mainComponent(network, segmentCosts(streets, { profile, band: 'day' }))
    report.segmentsInMainComponent[profile] = isMain.reduce((sum, is) => sum + is, 0)
  }
  return { network, report }
}

/** Numbers the vertices by their rank in the contraction order. */
function renumber(streets: Streets, turns: Turns): Turns {
  const x = new Float64Array(turns.vertexCount)
  const y = new Float64Array(turns.vertexCount)
  const nodeLon = new Float64Array(streets.nodeCount)
  const nodeLat = new Float64Array(streets.nodeCount)
  for (let segment = 0; segment < streets.segmentCount; segment++) {
    const first = streets.shapeStart[segment]
    const last = streets.shapeStart[segment + 1] - 1
    nodeLon[streets.tail[segment]] = streets.shapeLon[first]
    nodeLat[streets.tail[segment]] = streets.shapeLat[first]
    nodeLon[streets.head[segment]] = streets.shapeLon[last]
    nodeLat[streets.head[segment]] = streets.shapeLat[last]
  }
  const shrink = Math.cos((nodeLat[0] / 1e7) * (Math.PI / 180))
  for (let vertex = 0; vertex < turns.vertexCount; vertex++) {
    x[vertex] = nodeLon[turns.vertexNode[vertex]] * shrink
    y[vertex] = nodeLat[turns.vertexNode[vertex]]
  }
  const order = dissect(createAdjacency(turns.vertexCount, turns.arcTail, turns.arcHead), x, y)
  const rank = new Int32Array(turns.vertexCount)
  order.forEach((vertex, at) => (rank[vertex] = at))
  return {
    vertexCount: turns.vertexCount,
    vertexNode: order.map((vertex) => turns.vertexNode[vertex]),
    arcStart: turns.arcStart,
    arcTail: turns.arcTail.map((vertex) => rank[vertex]),
    arcHead: turns.arcHead.map((vertex) => rank[vertex]),
  }
}
