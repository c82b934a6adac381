import { createOSMStream } from 'osm-pbf-parser-node'

export interface OsmWay {
  id: number
  refs: number[]
  tags: Record<string, string>
}

export interface OsmRestriction {
  id: number
  members: { type: 'node' | 'way' | 'relation'; ref: number; role: string }[]
  tags: Record<string, string>
}

export interface OsmExtract {
  /** Index into `lon` and `lat` by OSM id. */
  nodes: Map<number, number>
  /** Degrees × 10^7. */
  lon: Int32Array
  lat: Int32Array
  /** Tags of the nodes that bar the way. */
  barriers: Map<number, Record<string, string>>
  ways: OsmWay[]
  restrictions: OsmRestriction[]
}

type OsmItem =
  | { type: 'node'; id: number; lon: number; lat: number; tags?: Record<string, string> }
  | { type: 'way'; id: number; refs: number[]; tags?: Record<string, string> }
  | { type: 'relation'; id: number; members: OsmRestriction['members']; tags?: Record<string, string> }

/** Reads what a road graph needs from an `.osm.pbf` file. */
export async function readOsm(pbfFile: string): Promise<OsmExtract> {
  const nodes = new Map<number, number>()
  const lon: number[] = []
  const lat: number[] = []
  const barriers = new Map<number, Record<string, string>>()
  const ways: OsmWay[] = []
  const restrictions: OsmRestriction[] = []
  for await (const item of createOSMStream(pbfFile, { withInfo: false }) as AsyncIterable<OsmItem>) {
    if (item.type === 'node') {
      nodes.set(item.id, lon.length)
      lon.push(Math.round(item.lon * 1e7))
      lat.push(Math.round(item.lat * 1e7))
      if (item.tags?.barrier) barriers.set(item.id, item.tags)
    } else if (item.type === 'way') {
      if (item.tags?.highway) ways.push({ id: item.id, refs: item.refs, tags: item.tags })
    } else if (item.type === 'relation' && item.tags?.type === 'restriction') {
      restrictions.push({ id: item.id, members: item.members, tags: item.tags })
    }
  }
  return { nodes, lon: Int32Array.from(lon), lat: Int32Array.from(lat), barriers, ways, restrictions }
}
