import { createReadStream } from 'node:fs'
import { OSMTransform } from 'osm-pbf-parser-node'
import type { LonLat } from '../../api/src/geo/lon-lat.ts'

export interface Way {
  id: number
  nodes: number[]
  tags: Readonly<Record<string, string>>
}

export interface Extract {
  ways: Way[]
  points: ReadonlyMap<number, LonLat>
}

interface Item {
  type?: string
  id: number
  lon: number
  lat: number
  refs: number[]
  tags?: Record<string, string>
}

/** Reads an `.osm.pbf`: every tagged way of at least two known points. Nodes outside the extract are left out. */
export async function readExtract(pbfFile: string): Promise<Extract> {
  const points = new Map<number, LonLat>()
  const ways: Way[] = []
  const options = { withTags: { node: false, way: true, relation: false } }
  for await (const items of createReadStream(pbfFile).pipe(new OSMTransform(options)) as AsyncIterable<
    Item[]
  >)
    for (const item of items) {
      if (item.type === 'node') points.set(item.id, [item.lon, item.lat])
      if (item.type === 'way' && item.tags) ways.push({ id: item.id, nodes: item.refs, tags: item.tags })
    }
  const known = ways.map((way) => ({ ...way, nodes: way.nodes.filter((node) => points.has(node)) }))
  return { ways: known.filter((way) => way.nodes.length > 1), points }
}

export function lineOf(extract: Extract, nodes: readonly number[]): LonLat[] {
  return nodes.map((node) => extract.points.get(node)!)
}
