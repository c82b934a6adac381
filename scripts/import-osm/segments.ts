import { lineMeters } from '../../api/src/geo/along-line.ts'
import type { LonLat } from '../../api/src/geo/lon-lat.ts'
import { displayName } from './display-name.ts'
import { lineOf, type Extract, type Way } from './read-extract.ts'

/** One stretch of street between two crossings. */
export interface Segment {
  osmId: number
  class: string
  name: string | null
  fromNode: number
  toNode: number
  line: LonLat[]
  lengthMeters: number
}

const notThere = new Set(['construction', 'proposed', 'elevator', 'services', 'bridleway'])
const pathClasses = new Set(['footway', 'path', 'cycleway', 'steps', 'track'])

/** Ways that exist as streets or paths and belong on a map. */
export function isStreet(way: Way): boolean {
  return 'highway' in way.tags && !notThere.has(way.tags.highway)
}

/** Streets that have addresses: whatever is driven on, and paths that have a name. */
function hasAddresses(way: Way): boolean {
  return isStreet(way) && (!pathClasses.has(way.tags.highway) || 'name' in way.tags)
}

/** All streets of an extract, cut where two of them meet. */
export function cutAtCrossings(extract: Extract): Segment[] {
  const ways = extract.ways.filter(hasAddresses)
  const uses = new Map<number, number>()
  for (const way of ways) for (const node of way.nodes) uses.set(node, (uses.get(node) ?? 0) + 1)
  return ways.flatMap((way) => {
    const name = way.tags.name ? displayName(way.tags.name) : null
    return piecesOf(way.nodes, (node) => uses.get(node)! > 1).map((nodes) => {
      const line = lineOf(extract, nodes)
      return {
        osmId: way.id,
        class: way.tags.highway,
        name,
        fromNode: nodes[0],
        toNode: nodes.at(-1)!,
        line,
        lengthMeters: lineMeters(line),
      }
    })
  })
}

function piecesOf(nodes: readonly number[], isCrossing: (node: number) => boolean): number[][] {
  const pieces: number[][] = []
  let piece = [nodes[0]]
  for (const node of nodes.slice(1)) {
    if (node === piece.at(-1)) continue
    piece.push(node)
    if (!isCrossing(node)) continue
    pieces.push(piece)
    piece = [node]
  }
  if (piece.length > 1) pieces.push(piece)
  return pieces
}
